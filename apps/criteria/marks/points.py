"""What does one party's row of marks say? Exact hundredths by criterion, or why a cell cannot be a mark."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from operator import itemgetter
from typing import Any

from apps.core.tables import Cell, guess_number, number_of, text_of
from apps.criteria.marks.findings import Findings
from apps.rating.points import parse_points, show_points
from apps.rating.rulebook import Criterion

Hint = tuple[str, str, dict[str, Any]]
Mark = int | None

MISS: Any = object()
KNOWN_CELLS = 100_000
UNITS = ("分",)
PLACEHOLDERS = {"/", "\\", "-", "--", "—", "——", "–", "无", "缺", "未评", "未打分", "*", "×", "?", "？", "n/a", "na"}


def read_mark(cell: Cell, criterion: Criterion) -> tuple[Mark, str, Hint | None]:
    """Hundredths (None is not marked), the mess that was read through, and the fault as kind, hint and its figures."""
    text = text_of(cell)
    if not text:
        return None, "", None
    number = number_of(cell, UNITS)
    if number is None:
        return None, "", word_fault(text)
    try:
        hundredths = parse_points(number.text)
    except ValueError:
        return None, "", outside(Decimal(number.text) * 100, criterion) or step_fault(criterion)
    fault = outside(hundredths, criterion) or (step_fault(criterion) if hundredths % criterion.step else None)
    return (None, "", fault) if fault else (hundredths, number.mess, None)


def outside(hundredths: int | Decimal, criterion: Criterion) -> Hint | None:
    """The fault of a number beyond the criterion's range."""
    if hundredths > criterion.maximum:
        return "range", "maximum", {"maximum": show_points(criterion.maximum)}
    if hundredths < criterion.minimum:
        minimum = {"minimum": show_points(criterion.minimum)}
        return ("negative", "negative", minimum) if hundredths < 0 else ("range", "minimum", minimum)
    return None


def step_fault(criterion: Criterion) -> Hint:
    return "step", "step", {"step": show_points(criterion.step)}


def word_fault(text: str) -> Hint:
    """Why a text is no number, with what was probably meant."""
    if text.casefold() in PLACEHOLDERS:
        return "word", "placeholder", {"value": text}
    if text.startswith("#"):
        return "word", "formula", {}
    guess = guess_number(text)
    if guess is None:
        return "word", "number", {}
    return "word", "dots" if ".." in text else "guess", {"guess": guess}


def picker(columns: list[int]) -> Callable[[list[Cell]], Sequence[Cell]]:
    """Takes the cells of these columns out of a row; `itemgetter` is several times as fast, but wants two."""
    return itemgetter(*columns) if len(columns) > 1 else lambda row: [row[column] for column in columns]


class MarkReader:
    """Reads one party's columns of a row, in the rulebook's order of criteria.

    Marks repeat: what a plain cell means is looked up, and only new or odd cells are decided.
    """

    def __init__(self, criteria: Sequence[Criterion], columns: Mapping[int, int], plain_text: bool) -> None:
        self.size = len(criteria)
        self.indexes = sorted(columns)
        self.columns = [columns[index] for index in self.indexes]
        self.criteria = [criteria[index] for index in self.indexes]
        self.pick = picker(self.columns)
        self.plain_text = plain_text
        tables: dict[tuple[int, int, int], dict[Cell, Mark]] = {}
        self.known = [tables.setdefault((c.minimum, c.maximum, c.step), {"": None}) for c in self.criteria]

    def read(self, row: list[Cell], number: int, branch: str, findings: Findings) -> list[Mark]:
        """The marks of row `number` (None is not marked); mess and faults go to `findings`."""
        marks: list[Any] = list(map(dict.get, self.known, self.pick(row), repeat(MISS)))
        if MISS in marks:
            for place, mark in enumerate(marks):
                if mark is MISS:
                    marks[place] = self.decide(place, row, number, branch, findings)
        if len(marks) == self.size:
            return marks
        spread: list[Mark] = [None] * self.size
        for index, mark in zip(self.indexes, marks, strict=True):
            spread[index] = mark
        return spread

    def decide(self, place: int, row: list[Cell], number: int, branch: str, findings: Findings) -> Mark:
        """A cell met for the first time, or one that is odd each time."""
        column = self.columns[place]
        cell = row[column]
        mark, mess, fault = read_mark(cell, self.criteria[place])
        if fault:
            findings.fault(number, column, text_of(cell), branch, *fault)
        elif mess and not (mess == "text" and self.plain_text):
            findings.accept(mess, number, column)
        elif len(self.known[place]) < KNOWN_CELLS:
            self.known[place][cell] = mark
        return mark
