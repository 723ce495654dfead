"""Setting up on a bare machine: which Python is taken, what is said when it is missing, when .venv is made anew."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
BARE = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; *platform*) echo Python 3.12.1;; esac\n'
OLD = '#!/bin/sh\ncase "$*" in *version_info*) exit 1;; *platform*) echo Python 3.9.2;; esac\n'
GOOD = "#!/bin/sh\nexit 0\n"


def find_python(folder: Path, programs: dict[str, str]) -> subprocess.CompletedProcess:
    """What bin/lib/python.sh finds where these programs are all there is."""
    for name, text in programs.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    command = [shutil.which("bash"), "-c", f". {CHECKOUT}/bin/lib/python.sh; find_python"]
    return subprocess.run(command, env={"PATH": str(folder)}, capture_output=True, text=True, check=False)


def test_find_python_without_venv_names_its_package(tmp_path):
    found = find_python(tmp_path, {"python3": BARE})

    assert found.returncode == 1
    assert found.stderr == (
        "starbranch: python3 cannot make virtual environments: the package python3-venv is missing.\n"
        "  On Debian or Ubuntu: sudo apt-get install python3-venv\n"
    )


def test_find_python_too_old_says_what_is_needed(tmp_path):
    found = find_python(tmp_path, {"python3": OLD})

    assert found.returncode == 1
    assert found.stderr.splitlines()[0] == "starbranch: Python 3.11 or newer is needed; found: Python 3.9.2."


def test_find_python_nowhere_says_what_is_needed(tmp_path):
    found = find_python(tmp_path, {})

    assert found.returncode == 1
    assert found.stderr.splitlines()[0] == "starbranch: Python 3.11 or newer is needed; found: none."


def test_find_python_passes_over_old_and_bare_ones(tmp_path):
    found = find_python(tmp_path, {"python3": OLD, "python3.13": BARE, "python3.12": GOOD})

    assert found.stdout == f"{tmp_path}/python3.12\n"


@pytest.fixture
def checkout(tmp_path):
    """A checkout that needs no package at all."""
    shutil.copytree(CHECKOUT / "bin" / "lib", tmp_path / "bin" / "lib")
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    return tmp_path


def set_up(checkout: Path) -> list[str]:
    """The lines that setting it up says."""
    command = [sys.executable, checkout / "bin" / "lib" / "environment.py", "requirements.txt"]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True, env={**os.environ})
    return [line for line in done.stderr.splitlines() if line.startswith("starbranch:")]


@pytest.mark.soak
def test_set_up_again_does_nothing_until_the_lock_changes(checkout):
    installing = "starbranch: installing the packages of requirements.txt (about a minute)"

    first = set_up(checkout)
    second = set_up(checkout)
    (checkout / "requirements.txt").write_text("# still nothing\n")
    third = set_up(checkout)

    assert [first, second, third] == [["starbranch: making the environment in .venv", installing], [], [installing]]


@pytest.mark.soak
def test_set_up_after_being_cut_short_begins_anew(checkout):
    set_up(checkout)
    (checkout / ".venv" / "half-made").touch()
    (checkout / ".venv" / "rubble").touch()

    said = set_up(checkout)

    assert said[0] == "starbranch: making the environment in .venv"
    assert not (checkout / ".venv" / "rubble").exists()


@pytest.mark.soak
def test_start_with_a_lock_that_lies_is_refused(checkout):
    (checkout / "demo-1.0-py3-none-any.whl").write_text("not what was promised")
    promised = f"demo @ file://{checkout}/demo-1.0-py3-none-any.whl --hash=sha256:{'0' * 64}\n"
    (checkout / "requirements.txt").write_text(promised)
    command = [sys.executable, checkout / "bin" / "lib" / "environment.py", "requirements.txt"]

    refused = subprocess.run(command, capture_output=True, text=True, check=False)

    expected = "starbranch: the packages of requirements.txt could not be installed; pip's lines above say why"
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1] == expected
    assert not (checkout / ".venv" / "requirements.txt.stamp").exists()
