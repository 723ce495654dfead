"""A whole rulebook read aloud: its passages in reading order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.criteria.editing.documents import criteria_of, sections_of
from apps.criteria.editing.parts import PARTS
from apps.criteria.editing.speaking.criteria import all_criteria_lines, section_lines
from apps.criteria.editing.speaking.lines import Spoken
from apps.criteria.editing.speaking.names import Names
from apps.criteria.editing.speaking.rules import part_lines

BEFORE_SECTIONS = ("rulebook", "parties", "panels", "ballot", "facts")


@dataclass(frozen=True)
class Passage:
    """A heading with what is said below it; the lines of one thing stand together."""

    place: str
    title: str
    lines: Sequence[Spoken]
    things: Sequence[tuple[str, Sequence[Spoken]]] = ()


def passages_of(book: Mapping[str, Any]) -> list[Passage]:
    """Everything that a rulebook says, whether or not it is whole."""
    names = Names(book)
    parts = {part.key: Passage(part.key, str(part.label), part_lines(part.key, book, names)) for part in PARTS}
    before = [parts[key] for key in BEFORE_SECTIONS]
    after = [passage for key, passage in parts.items() if key not in BEFORE_SECTIONS]
    return [each for each in [*before, *sections(book, names), *after] if each.lines]


def sections(book: Mapping[str, Any], names: Names) -> list[Passage]:
    """A passage for each section, with its criteria as things."""
    passages = []
    for code, section in sections_of(book).items():
        head, *said = section_lines(code, section, names)
        spoken = all_criteria_lines(code, section, names)
        things = []
        for each in criteria_of(section):
            own = [line for line in spoken if line.place == f"sections/{code}/criteria/{each}"]
            things.append((own[0].text, own[1:]))
        passages.append(Passage(head.place, f"{code} {head.text}", [head, *said], things))
    return passages


def all_lines(book: Mapping[str, Any]) -> list[Spoken]:
    """Every sentence, to compare by."""
    names = Names(book)
    lines = [line for part in PARTS for line in part_lines(part.key, book, names)]
    for code, section in sections_of(book).items():
        lines += section_lines(code, section, names) + all_criteria_lines(code, section, names)
    return lines
