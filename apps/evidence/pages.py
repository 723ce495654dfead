"""What do documents look like, and what do they say? Asked of a child process, so that a hostile file harms nobody."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from apps.evidence.choices import SUFFIXES, ContentType
from apps.evidence.sniffing import broken, refused

RENDER = Path(__file__).with_name("render.py")
MOST_PAGES, PATIENCE_SECONDS = 10, 30
CHILD_FAILED = (subprocess.CalledProcessError, subprocess.TimeoutExpired)


@dataclass(frozen=True)
class Pages:
    """How many pages a PDF has, its first ones as JPEG, and their words."""

    count: int
    pictures: list[bytes]
    text: str


def pages_of(content: bytes, name: str) -> Pages:
    """The pages of a PDF; refuses one that is damaged, shut with a password, or never comes to an end."""
    try:
        head, rest = asked(content, "pdf")
    except CHILD_FAILED as error:
        raise broken(name) from error
    if head.get("error") == "password":
        words = _("“%(name)s” opens only with a password. Save it without one and send it again.")
        raise refused(name, "password", words)
    if "error" in head or not head["pages"]:
        raise broken(name)
    pictures = []
    for size in head["sizes"]:
        pictures.append(rest[:size])
        rest = rest[size:]
    return Pages(head["pages"], pictures, head["text"])


def rows_of(content: bytes, kind: ContentType) -> list[list[str]]:
    """The words of an office document, in rows of cells; none where it cannot be read."""
    try:
        head, _rest = asked(content, SUFFIXES[kind])
    except CHILD_FAILED:
        return []
    return head.get("rows", [])


def asked(content: bytes, kind: str) -> tuple[dict[str, Any], bytes]:
    """What the child says: its line, and the bytes behind it."""
    # Our own program, with the file on its standard input and no word of a stranger in its arguments.
    command = [sys.executable, "-I", str(RENDER), kind, str(MOST_PAGES)]
    done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE_SECONDS, check=True)  # noqa: S603
    line, _newline, rest = done.stdout.partition(b"\n")
    return json.loads(line), rest
