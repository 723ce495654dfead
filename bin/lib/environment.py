"""Are the packages of a lock in .venv? Makes the environment, or completes it, once per lock and Python.

Runs on the system's own Python, before anything is installed: standard library only.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
HALF_MADE = VENV / "half-made"
PROBE = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
# The larger lock holds every line of the smaller one, so it serves both.
ALSO_SERVES = {"requirements-dev.txt": ["requirements.txt"]}


def main(lock: str) -> int:
    """Exit code 0 once every package of the lock stands in .venv; two starts at once wait for each other."""
    folder = os.open(CHECKOUT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    version = python_version()
    if version is None:
        make()
        version = python_version()
    if version is None:
        return refuse("the environment in .venv does not work; remove the folder and try again")
    if read(stamp(lock)) == seal(lock, version):
        return 0
    if not install(lock):
        return refuse(f"the packages of {lock} could not be installed; pip's lines above say why")
    for served in (lock, *ALSO_SERVES.get(lock, [])):
        stamp(served).write_text(seal(served, version))
    return 0


def python_version() -> str | None:
    """The version of a whole environment's Python; None where there is none, or a half-made one."""
    if HALF_MADE.exists() or not os.access(PYTHON, os.X_OK):
        return None
    answer = subprocess.run([PYTHON, "-c", PROBE], capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else None


def make() -> None:
    """A new environment with pip alone, in place of whatever lies there."""
    say("making the environment in .venv")
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV], check=True)
    with unfinished():
        subprocess.run([PYTHON, "-m", "ensurepip", "--default-pip"], check=True, stdout=subprocess.DEVNULL)


def install(lock: str) -> bool:
    """Install the lock's packages, each checked against its hash."""
    say(f"installing the packages of {lock} (about a minute)")
    for served in (lock, *ALSO_SERVES.get(lock, [])):
        stamp(served).unlink(missing_ok=True)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    with unfinished():
        command = [PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", CHECKOUT / lock]
        return subprocess.run(command, check=False).returncode == 0


@contextmanager
def unfinished() -> Iterator[None]:
    """Marks the environment while it is being changed: a start cut short in between makes the next one begin anew."""
    HALF_MADE.touch()
    yield
    HALF_MADE.unlink()


def stamp(lock: str) -> Path:
    """The file that remembers for which lock this environment was last completed."""
    return VENV / f"{lock}.stamp"


def seal(lock: str, version: str) -> str:
    """What the stamp must say: the lock's own hash, and the Python it was installed for."""
    return f"{hashlib.sha256((CHECKOUT / lock).read_bytes()).hexdigest()} {version}\n"


def read(path: Path) -> str | None:
    """A small text file's content, None where it is missing."""
    return path.read_text() if path.exists() else None


def say(message: str) -> None:
    """One line to the person at the terminal."""
    print(f"starbranch: {message}", file=sys.stderr, flush=True)


def refuse(message: str) -> int:
    """Say what is wrong; the exit code of a failed set-up."""
    say(message)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
