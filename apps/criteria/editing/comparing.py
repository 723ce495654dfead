"""What differs between two versions of a rulebook, in words and as lines of text?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

from apps.criteria.editing.documents import book_of
from apps.criteria.editing.speaking.book import all_lines
from apps.criteria.editing.speaking.lines import Spoken

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Difference:
    """One thing that is said otherwise; `label` names what of it, empty for the thing itself."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Thing:
    """A section, criterion or rule that was added, removed or changed."""

    place: str
    title: str
    kind: str
    differences: Sequence[Difference]


def compare_texts(old: str, new: str) -> list[Thing]:
    """Everything that differs, in the order of the new version; what is gone comes where it stood, at the end."""
    before, after = by_place(book_of(old)), by_place(book_of(new))
    places = [*after, *(place for place in before if place not in after)]
    things = [thing_at(place, before.get(place, {}), after.get(place, {})) for place in places]
    return [thing for thing in things if thing.differences]


def by_place(book: Mapping[str, Any]) -> dict[str, dict[str, Spoken]]:
    """The sentences by place and label."""
    found: dict[str, dict[str, Spoken]] = {}
    for line in all_lines(book):
        found.setdefault(line.place, {})[line.label] = line
    return found


def thing_at(place: str, before: Mapping[str, Spoken], after: Mapping[str, Spoken]) -> Thing:
    """What differs at one place."""
    labels = [*after, *(label for label in before if label not in after)]
    pairs = [(label, text_of(before.get(label)), text_of(after.get(label))) for label in labels]
    differences = [Difference(*pair) for pair in pairs if pair[1] != pair[2]]
    kind = ADDED if not before else REMOVED if not after else CHANGED
    head = (after or before).get("")
    label = next(iter(after or before))
    return Thing(place, head.text if head else label, kind, differences)


def text_of(line: Spoken | None) -> str:
    return line.text if line else ""


@dataclass(frozen=True)
class DiffLine:
    """A line of the text comparison; kind: "same", "gone", "new", "gap"."""

    kind: str
    text: str


def diff_lines(old: str, new: str) -> list[DiffLine]:
    """The lines that went and came, with three around each."""
    kinds = {"-": "gone", "+": "new", "@": "gap"}
    lines = list(unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=3))[2:]
    return [DiffLine(kinds.get(line[0], "same"), "" if line[0] == "@" else line[1:]) for line in lines]
