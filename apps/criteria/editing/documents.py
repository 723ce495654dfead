"""What stands at a place of a rulebook's text? Plain values by path, whether or not the rulebook is whole."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from apps.rating.faults import RulebookError
from apps.rating.reading import Document, Path, read_document

SEPARATOR = "/"
LONGEST_NAME = 120


@lru_cache(maxsize=64)
def document_of(text: str) -> Document | None:
    """The plain values of a text; None where it cannot be read at all, or is not a mapping of keys."""
    try:
        document = read_document(text)
    except RulebookError:
        return None
    return document if isinstance(document.value, dict) else None


def book_of(text: str) -> dict[str, Any]:
    """The keys of a text; none where it cannot be read."""
    document = document_of(text)
    return document.value if document else {}


def value_at(book: Any, path: Path) -> Any:
    """What stands at `path`; None where nothing does."""
    for step in path:
        if (isinstance(book, Mapping) and step in book) or (
            isinstance(book, Sequence) and not isinstance(book, str) and isinstance(step, int) and step < len(book)
        ):
            book = book[step]
        else:
            return None
    return book


def path_of(place: str) -> tuple[str, ...]:
    """The path that a place in an address names: its keys, parted by slashes."""
    return tuple(step for step in place.split(SEPARATOR) if step)


def place_of(path: Path) -> str:
    """A path as it stands in addresses."""
    return SEPARATOR.join(str(step) for step in path)


def sections_of(book: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The sections by code; what is no mapping is left to the checks."""
    found = book.get("sections")
    return {code: each for code, each in found.items() if isinstance(each, dict)} if isinstance(found, dict) else {}


def criteria_of(section: Mapping[str, Any]) -> dict[str, Any]:
    """A section's criteria by code, as they are written: a mapping of their keys, a bare number, or nothing at all."""
    found = section.get("criteria")
    if isinstance(found, dict):
        return dict(found)
    return {str(code): None for code in found} if isinstance(found, list) else {}


def words_of(text: Any, language: str) -> str:
    """Words for a reader: plain text, or one of two languages; an empty text where nothing stands."""
    if isinstance(text, dict):
        names = ("zh", "en") if language.startswith("zh") else ("en", "zh")
        return str(next((text[name] for name in names if text.get(name)), ""))
    return "" if text is None else str(text)


def names_in(value: Any) -> list[str]:
    """The words of a list, of a mapping's keys, or a single one; none of what is neither."""
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, list | dict) else []


def title_of(thing: Any, code: str, language: str) -> str:
    """The title of a section, criterion or veto, else its code."""
    return words_of(thing.get("title"), language) or code if isinstance(thing, dict) else code
