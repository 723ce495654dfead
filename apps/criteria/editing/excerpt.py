"""Which lines of the text concern the thing in hand, and which of them differ from the version it is based on?"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from apps.criteria.editing.documents import document_of, path_of
from apps.criteria.models import Draft
from apps.rating.reading import Document, Path

AROUND = 2
MOST = 40


@dataclass(frozen=True)
class TextLine:
    """A line of the text; is_new: it stands so only in the draft."""

    number: int
    key: str
    rest: str
    is_new: bool = False


def changed_numbers(base: str, text: str) -> set[int]:
    """The numbers (from 1) of the lines that differ from the base."""
    if not base:
        return set()
    matcher = SequenceMatcher(None, base.splitlines(), text.splitlines(), autojunk=False)
    return {
        number + 1
        for tag, _a, _b, start, stop in matcher.get_opcodes()
        if tag != "equal"
        for number in range(start, stop)
    }


def text_lines(draft: Draft) -> list[TextLine]:
    """The whole text, line by line, with what is new."""
    new = changed_numbers(draft.based_on.text if draft.based_on else "", draft.text)
    return [line_of(number, line, number in new) for number, line in enumerate(draft.text.splitlines(), 1)]


def line_of(number: int, line: str, is_new: bool) -> TextLine:
    """A line with its key set apart."""
    body = line.lstrip(" -")
    key, colon, rest = body.partition(":")
    if not colon or body.startswith(("#", "{", "[")) or (rest and not rest.startswith(" ")):
        return TextLine(number, "", line, is_new)
    return TextLine(number, line[: len(line) - len(body)] + key, colon + rest, is_new)


def excerpt(draft: Draft, place: str) -> list[TextLine]:
    """The lines of the thing in hand with a few around them."""
    lines, document = text_lines(draft), document_of(draft.text)
    if document is None:
        return lines[:MOST]
    start, stop = span(document, path_of(place), len(lines))
    return lines[max(0, start - 1 - AROUND) : min(stop + AROUND, start - 1 + MOST)]


def span(document: Document, path: Path, last: int) -> tuple[int, int]:
    """The first and the last line of what stands at `path`."""
    if path not in document.lines:
        return 1, min(last, MOST)
    inside = [line for where, line in document.lines.items() if where[: len(path)] == path]
    return document.lines[path], max(inside)
