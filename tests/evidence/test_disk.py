"""A full disk leaves nothing half: tried in a child process that may not write as much as it wants."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.pure
# The second file of the second time is larger than the limit: the first, already written, must go again.
CHILD = """
import resource
import django
django.setup()
from apps.core.errors import Refused
from apps.evidence import shelf
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
kept = shelf.keep([b"a" * 1000])
try:
    shelf.keep([b"b" * 1000, b"c" * 1_000_000])
except Refused as error:
    print(error.code, *kept)
"""


def test_keep_on_a_full_disk_leaves_nothing_half(tmp_path):
    house = {"STARBRANCH_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "starbranch.settings.local"}

    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, env=os.environ | house)

    assert done.stderr == ""
    code, kept = done.stdout.split()
    assert code == "not-kept"
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == [tmp_path / "media" / kept]
    assert (tmp_path / "media" / kept).read_bytes() == b"a" * 1000
