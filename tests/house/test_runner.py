"""The tests' own plugin: what it refuses, what it leaves out, and that its servers end with it."""

import os
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.launchers.places import short_folder
from tests.launchers.waiting import wait_for

CHECKOUT = Path(__file__).parents[2]
SKIPPED = "import pytest\n\ndef test_x():\n    pytest.skip('no reason')\n"
LONG = "import pytest\n\n@pytest.mark.soak\ndef test_x():\n    pass\n\ndef test_y():\n    pass\n"
WAITING = "import threading\n\ndef test_x():\n    print('waiting', flush=True)\n    threading.Event().wait()\n"
CLEARED = ("STARBRANCH_TEST_STRICT", "STARBRANCH_TEST_SOAK", "STARBRANCH_TEST_REPORT", "PYTEST_ADDOPTS")


@pytest.fixture
def begin(tmp_path):
    """Begin a pytest of its own over one file, with our plugin and a setting of it."""

    def begin(text: str, **told: str) -> subprocess.Popen:
        (tmp_path / "test_x.py").write_text(text)
        (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    soak: long\n    pure: no database\n")
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTEST_") and name not in CLEARED
        }
        command = [sys.executable, "-m", "pytest", "-s", "-p", "tests.plugin", "-p", "no:django", str(tmp_path)]
        environment = kept | {"PYTHONPATH": str(CHECKOUT)} | told
        # A shell's background work ignores the interrupt that one test sends; its children would, too.
        hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        return subprocess.Popen(
            command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True, preexec_fn=hears
        )

    return begin


@pytest.fixture
def litter():
    """A folder for what killed tests cannot clear away."""
    with short_folder("litter") as folder:
        folder.chmod(0o755)
        yield folder


def outcome(run: subprocess.Popen) -> tuple[int, str]:
    """A run's exit code, and its last line without the time it took."""
    printed, _ = run.communicate(timeout=60)
    return run.returncode, re.sub(r" in \S+s.*|=+ ?", "", printed.splitlines()[-1])


def test_skip_is_a_failure_where_nothing_may_be_skipped(begin):
    usual = outcome(begin(SKIPPED))
    strict = outcome(begin(SKIPPED, STARBRANCH_TEST_STRICT="1"))

    assert [usual, strict] == [(0, "1 skipped"), (1, "1 failed")]


def test_long_runs_are_left_out_unless_asked_for(begin):
    usual = outcome(begin(LONG))
    asked = outcome(begin(LONG, STARBRANCH_TEST_SOAK="1"))

    assert [usual, asked] == [(0, "1 passed, 1 deselected"), (0, "2 passed")]


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGKILL, marks=pytest.mark.soak)])
def test_end_of_the_tests_in_the_middle_ends_their_servers(begin, number, litter):
    run = begin(WAITING, STARBRANCH_TEST_DATABASE="postgres", TMPDIR=str(litter))
    lines = []
    while not lines or "waiting" not in lines[-1]:
        lines.append(run.stdout.readline())
    port = re.search(r"starbranch@127\.0\.0\.1:(\d+)", "".join(lines))[1]
    folder = re.search(r"unix://(\S+)/broker\.sock", "".join(lines))[1]
    before = servers(port, folder)

    run.send_signal(number)
    run.communicate(timeout=60)

    assert before == {"postgres", "valkey-server"}
    wait_for(lambda: servers(port, folder) == set(), what="the end of both servers")


def servers(port: str, folder: str) -> set[str]:
    """The names of those two servers' programs that run now."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if f"-p {port}" in line or f"{folder}/" in line:
            found.add(Path(line.split()[0]).name)
    return found
