"""What does one row of a sheet say in its columns of figures? Exact hundredths, or why a cell cannot be one."""

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any

from apps.core.tables import Cell, text_of
from apps.criteria.marks.findings import Findings
from apps.criteria.marks.scales import Mark, Scale

MISS: Any = object()
KNOWN_CELLS = 100_000


def picker(columns: list[int]) -> Callable[[list[Cell]], Sequence[Cell]]:
    """Takes the cells of these columns out of a row; `itemgetter` is several times as fast, but wants two."""
    return itemgetter(*columns) if len(columns) > 1 else lambda row: [row[column] for column in columns]


class MarkReader:
    """Reads columns of a row, each on its scale: a list as long as `scales`, where `columns` says what stands where.

    Marks repeat: what a plain cell means is looked up, and only new or odd cells are decided.
    """

    def __init__(self, scales: Sequence[Scale], columns: Mapping[int, int], plain_text: bool) -> None:
        self.size = len(scales)
        self.indexes = sorted(columns)
        self.columns = [columns[index] for index in self.indexes]
        self.scales = [scales[index] for index in self.indexes]
        self.pick = picker(self.columns)
        self.plain_text = plain_text
        tables: dict[Scale, dict[Cell, Mark]] = {}
        self.known = [tables.setdefault(scale, {"": None}) for scale in self.scales]

    def read(self, row: list[Cell], number: int, branch: str, findings: Findings) -> list[Mark]:
        """The figures of row `number` (None is not marked); mess and faults go to `findings`."""
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
        mark, mess, fault = self.scales[place].read(cell)
        if fault:
            findings.fault(number, column, text_of(cell), branch, *fault)
        elif mess and not (mess == "text" and self.plain_text):
            findings.accept(mess, number, column)
        elif len(self.known[place]) < KNOWN_CELLS:
            self.known[place][cell] = mark
        return mark
