"""Wherever people write freely or send a file, the page says that state secrets must not be entered."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
ASKS = re.compile(r"<textarea|type=\"file\"")
SAYS = re.compile(r"parts/secret_note\.html|State secrets must never be entered")
PART = re.compile(r"{% (?:include|extends) \"([^\"]+)\"")
ASKING = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.rglob("*.html")
    if ASKS.search(path.read_text(encoding="utf-8")) and path.parts[-3:-1] != ("allauth", "elements")
)


# A file that the reader's own browser computes with and sends nowhere.
SENT_NOWHERE = {"evaluations/seal_cells.html"}


def text_of(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def says_it(name: str) -> bool:
    """Whether the template, or one that it is made of, says it."""
    text = text_of(name)
    return bool(SAYS.search(text)) or any(says_it(part) for part in PART.findall(text) if "allauth" not in part)


def around(name: str) -> list[str]:
    """The templates that a part stands in."""
    whole = (path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
    return [each for each in whole if f'include "{name}"' in text_of(each)]


@pytest.mark.parametrize("name", sorted(set(ASKING) - SENT_NOWHERE))
def test_template_that_asks_for_texts_or_files_warns_of_secrets(name):
    pages = around(name)

    assert says_it(name) or (pages and all(says_it(page) for page in pages))
