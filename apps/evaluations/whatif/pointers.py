"""Where in a rulebook does a value stand? Its path as one word for addresses: "/stars/0/lit-when"."""

from collections.abc import Mapping, Sequence
from typing import Any

from apps.rating.reading import Path


def pointer(path: Path) -> str:
    """The path as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def find(document: Any, where: str) -> Path | None:
    """The path of the value that a pointer names in a rulebook's plain values; None where nothing stands there."""
    path: list[str | int] = []
    for word in where.split("/")[1:]:
        step: str | int = word.replace("~1", "/").replace("~0", "~")
        if isinstance(document, Sequence) and not isinstance(document, str):
            if not word.isdecimal() or len(word) > 4 or int(word) >= len(document):
                return None
            step = int(word)
        elif not isinstance(document, Mapping) or step not in document:
            return None
        path.append(step)
        document = document[step]
    return tuple(path) if path else None
