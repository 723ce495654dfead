"""What do the children's logs say? Files under log/, their last lines, and the errors among the newest."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

LARGEST = 5_000_000
RECORD = re.compile(r"\[|\d{4}-\d\d-\d\d|Traceback ")
TROUBLE = re.compile(r"\[(error|critical)\s*\]|\"level\": \"(error|critical)\"|^Traceback ", re.IGNORECASE)


def make_room(path: Path) -> None:
    """Put a log grown large aside, in place of the one put aside before; its writer goes on in the same file."""
    if path.exists() and path.stat().st_size > LARGEST:
        shutil.copyfile(path, path.with_suffix(".log.1"))
        os.truncate(path, 0)


def last_lines(path: Path, count: int = 12) -> list[str]:
    """The end of a log, without empty lines."""
    if not path.exists():
        return []
    lines = path.read_bytes()[-20_000:].decode(errors="replace").splitlines()
    return [line for line in lines if line.strip()][-count:]


class Errors:
    """Follows a growing log and picks out its errors, each with the lines that belong to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.position = path.stat().st_size if path.exists() else 0
        self.rest = b""
        self.within = False

    def newest(self) -> Iterator[str]:
        """Lines of errors written since the last call; a line still being written waits for its end."""
        if not self.path.exists():
            return
        if self.path.stat().st_size < self.position:
            self.position, self.rest = 0, b""
        with self.path.open("rb") as file:
            file.seek(self.position)
            added = file.read()
        self.position += len(added)
        *lines, self.rest = (self.rest + added).split(b"\n")
        for line in (raw.decode(errors="replace") for raw in lines):
            if RECORD.match(line):
                self.within = bool(TROUBLE.search(line))
            if self.within:
                yield line
