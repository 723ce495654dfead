"""What do the columns beside the marks say of a branch? Its names, members, last level and vetoes."""

import re
from collections.abc import Callable, Collection
from typing import Any

from apps.core.tables import Cell, narrow, number_of, text_of
from apps.criteria.marks.findings import Findings
from apps.criteria.marks.points import MISS
from apps.criteria.marks.scales import Hint
from apps.criteria.marks.spelling import by_spelling
from apps.rating.rulebook import Rulebook

SEPARATORS = re.compile(r"[\s;,、/]+")
VETO = re.compile(r"([^@]+)((?:@[0-9]{1,2})?)")
MEMBERS_UNITS = ("人", "名")
MOST_MEMBERS = 10_000_000
KNOWN_CELLS = 200_000


def read_name(cell: Cell) -> tuple[str, str, Hint | None]:
    text = text_of(cell)
    return text, "names" if isinstance(cell, str) and text and text != cell else "", None


def read_members(cell: Cell) -> tuple[int | None, str, Hint | None]:
    """A whole number of people, or None where the cell is empty."""
    if not text_of(cell):
        return None, "", None
    number = number_of(cell, MEMBERS_UNITS)
    whole = re.fullmatch(r"\+?([0-9]{1,8})(?:\.0+)?", number.text) if number else None
    if number is None or whole is None or int(whole[1]) > MOST_MEMBERS:
        return None, "", ("members", "members", {})
    return int(whole[1]), number.mess, None


def level_reader(words: Collection[str] | None) -> Callable[[Cell], tuple[str, str, Hint | None]]:
    """Reads a level: one of `words` or nothing; any word where None."""

    def read(cell: Cell) -> tuple[str, str, Hint | None]:
        name, mess, _fault = read_name(cell)
        if not name or words is None or name in words:
            return name, mess, None
        return "", "", ("level", *allowed(list(words)))

    return read


def veto_reader(rulebook: Rulebook | None) -> Callable[[Cell], tuple[tuple[str, ...], str, Hint | None]]:
    """Reads codes parted by blanks or `;`, each once, as the rulebook writes them; any codes without a rulebook.

    A code may say how many years ago the veto stood: `V1@2`.
    """

    def read(cell: Cell) -> tuple[tuple[str, ...], str, Hint | None]:
        words = [word for word in SEPARATORS.split(narrow(text_of(cell))) if word]
        if rulebook is None:
            return tuple(dict.fromkeys(words)), "", None
        found = [VETO.fullmatch(word) for word in words]
        named = [codes.get(veto[1]) or codes.get(veto[1].casefold()) if veto else None for veto in found]
        if not all(named):
            return (), "", ("veto", *allowed(known))
        years = [veto[2] if veto else "" for veto in found]
        return tuple(dict.fromkeys(f"{code}{year}" for code, year in zip(named, years, strict=True))), "", None

    known = [veto.code for veto in rulebook.vetoes] if rulebook else []
    codes = by_spelling(zip(known, known, strict=True))
    return read


def allowed(words: list[str]) -> tuple[str, dict[str, Any]]:
    return ("allowed", {"allowed": words}) if words else ("empty", {})


Reader = Callable[[Cell], tuple[Any, str, Hint | None]]


class FieldReader:
    """Reads one column by a function from cell to (value, mess, fault); plain cells are looked up the second time."""

    def __init__(self, column: int | None, read: Reader, plain_text: bool) -> None:
        self.column = column
        self.decide = read
        self.plain_text = plain_text
        self.known: dict[Cell, Any] = {}
        self.empty = read("")[0]

    def read(self, row: list[Cell], number: int, branch: str, findings: Findings) -> Any:
        """The field's value in row `number`; what an empty cell says where the sheet has no such column."""
        if self.column is None:
            return self.empty
        cell = row[self.column]
        value = self.known.get(cell, MISS)
        return self.look(cell, number, branch, findings) if value is MISS else value

    def look(self, cell: Cell, number: int, branch: str, findings: Findings) -> Any:
        assert self.column is not None
        value, mess, fault = self.decide(cell)
        if fault:
            findings.fault(number, self.column, text_of(cell), branch, *fault)
        elif mess and not (mess == "text" and self.plain_text):
            findings.accept(mess, number, self.column)
        elif len(self.known) < KNOWN_CELLS:
            self.known[cell] = value
        return value
