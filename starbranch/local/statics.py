"""Have the static files changed since they were last collected? Collecting and compressing them takes seconds."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

NAME = "collected-from"


def state(checkout: Path) -> str:
    """A hash of all that decides which files are collected: ours, the packages' by their lock, the settings."""
    digest = hashlib.sha256()
    for path in sources(checkout):
        seen = path.stat()
        digest.update(f"{path.relative_to(checkout)} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def sources(checkout: Path) -> Iterator[Path]:
    """The files whose change may change what is collected."""
    yield checkout / "requirements.txt"
    yield from sorted((checkout / "starbranch" / "settings").glob("*.py"))
    for folder in (checkout / "static", *sorted(checkout.glob("apps/*/static"))):
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def are_fresh(checkout: Path, collected: Path) -> bool:
    """Whether the collected files stem from this very state."""
    note = collected / NAME
    return note.exists() and note.read_text() == state(checkout)


def note(checkout: Path, collected: Path) -> None:
    """Remember from which state they were collected."""
    (collected / NAME).write_text(state(checkout))
