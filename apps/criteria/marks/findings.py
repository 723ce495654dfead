"""What was found while rows were read? Faults with their column's heading and letter, and mess by kind."""

from collections.abc import Sequence
from typing import Any

from apps.core.tables import column_letter
from apps.criteria.marks.accepted import Tally
from apps.criteria.marks.faults import Fault


class Findings:
    """Collects faults and mess; columns come as 0-based indexes and leave as headings and letters."""

    def __init__(self, tally: Tally, headings: Sequence[str]) -> None:
        self.tally = tally
        self.headings = headings
        self.faults: list[Fault] = []
        self.faulty: set[tuple[int, int]] = set()

    def accept(self, mess: str, row: int, column: int) -> None:
        self.tally.add(mess, row, column_letter(column))

    def fault(
        self, row: int, column: int, value: str, branch: str, kind: str, hint: str, params: dict[str, Any]
    ) -> None:
        heading, letter = self.headings[column], column_letter(column)
        self.faulty.add((row, column))
        self.faults.append(Fault(row, heading, letter, kind, value, branch, hint, params))

    def has(self, row: int, column: int) -> bool:
        """Whether a fault was told of this cell."""
        return (row, column) in self.faulty
