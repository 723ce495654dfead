"""Where may a test's server put its files? Short private folders, free ports."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def short_folder(name: str) -> Iterator[Path]:
    """A new folder with a path short enough for sockets, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"sb-{name}-", dir=next(base for base in bases() if is_open(base))))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def bases() -> list[Path]:
    """Folders for temporary files, the person's own choice first."""
    return [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]


def is_open(folder: Path) -> bool:
    """Whether every account may enter this folder: servers that refuse root run as nobody."""
    return all(step.stat().st_mode & 0o001 for step in (folder.resolve(), *folder.resolve().parents))


def free_port() -> int:
    """A TCP port on this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_root() -> bool:
    """Whether the tests run as root, as in many containers."""
    return os.geteuid() == 0
