"""What does one row say of one branch, and which rows are none?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from apps.core.tables import Cell, column_letter, text_of
from apps.criteria.marks.columns import Columns, compact, counting_party
from apps.criteria.marks.fields import FieldReader, level_reader, read_members, read_name, veto_reader
from apps.criteria.marks.findings import Findings
from apps.criteria.marks.points import Hint, MarkReader
from apps.criteria.marks.roster import Roster
from apps.rating.rulebook import Rulebook

TOTALS = {"合计", "总计", "小计", "共计", "total", "subtotal"}
NAMES = ("unit", "zone", "type")


@dataclass(slots=True)
class MarksRow:
    """One branch. `marks` are the counting party's hundredths in the rulebook's order of criteria (None: not marked);
    `other` holds the same of every other party that had columns."""

    number: int
    branch: str
    unit: str
    zone: str
    type: str
    members: int | None
    previous_level: str
    vetoes: tuple[str, ...]
    marks: list[int | None]
    other: dict[str, list[int | None]]


class RowReader:
    """Reads the rows under the headings; skips empty and total rows, tells every fault."""

    def __init__(
        self,
        rulebook: Rulebook | None,
        columns: Columns,
        findings: Findings,
        plain_text: bool,
        known_units: Collection[str] | None,
        known_branches: Mapping[str, Collection[str]] | None,
    ) -> None:
        self.columns = columns
        self.findings = findings
        self.plain_text = plain_text
        self.branch, self.unit, self.zone, self.type = (self.field(name, read_name) for name in ("branch", *NAMES))
        self.members = self.field("members", read_members)
        self.level = self.field("previous_level", level_reader(rulebook))
        self.vetoes = self.field("vetoes", veto_reader(rulebook))
        criteria, main = (rulebook.criteria, counting_party(rulebook)) if rulebook else ((), "")
        self.marks = MarkReader(criteria, columns.marks.get(main, {}), plain_text)
        self.other = {
            party: MarkReader(criteria, places, plain_text) for party, places in columns.marks.items() if party != main
        }
        self.roster = Roster(known_units, known_branches)
        self.first: dict[tuple[str, str], int] = {}

    def field(self, name: str, read: Any) -> FieldReader:
        return FieldReader(self.columns.fields.get(name), read, self.plain_text)

    def read_all(self, table: list[list[Cell]]) -> list[MarksRow]:
        rows = []
        for number, cells in enumerate(table[self.columns.header + 1 :], start=self.columns.header + 2):
            branch = self.branch.read(cells, number, "", self.findings)
            if not self.is_none(cells, branch):
                rows.append(self.read(cells, number, branch))
        self.check_unnamed(table)
        return rows

    def is_none(self, cells: list[Cell], branch: str) -> bool:
        """Whether the row is empty or a total: its first text says so."""
        first = branch or next((text for cell in cells if (text := text_of(cell))), "")
        if first and compact(first).rstrip(":") not in TOTALS:
            return False
        self.findings.tally.add_many("totals" if first else "empty", 1)
        return True

    def read(self, cells: list[Cell], number: int, branch: str) -> MarksRow:
        findings = self.findings
        unit = self.unit.read(cells, number, branch, findings)
        row = MarksRow(
            number,
            branch,
            unit,
            self.zone.read(cells, number, branch, findings),
            self.type.read(cells, number, branch, findings),
            self.members.read(cells, number, branch, findings),
            self.level.read(cells, number, branch, findings),
            self.vetoes.read(cells, number, branch, findings),
            self.marks.read(cells, number, branch, findings),
            {party: marks.read(cells, number, branch, findings) for party, marks in self.other.items()},
        )
        first = self.first.setdefault((unit, branch), number)
        if not branch or first != number or not self.roster.holds(unit, branch):
            self.name_faults(row, first)
        return row

    def name_faults(self, row: MarksRow, first: int) -> None:
        """Why a row's branch and unit cannot be taken: not named, not on the roster, or named before."""
        unit_fault = self.roster.unit_fault(row.unit, row.number)
        if unit_fault:
            self.tell(row, "unit", row.unit, unit_fault)
        if not row.branch:
            marks = sum(mark is not None for mark in row.marks)
            params = {"row": row.number, "marks": marks} if marks else {"row": row.number}
            self.tell(row, "branch", "", ("noname", "noname" if marks else "noname-empty", params))
        elif first != row.number:
            self.tell(row, "branch", row.branch, ("duplicate", "duplicate", {"first": first}))
        elif not unit_fault:
            self.tell(row, "branch", row.branch, self.roster.branch_fault(row.unit, row.branch))

    def tell(self, row: MarksRow, name: str, value: str, fault: Hint | None) -> None:
        if fault:
            self.findings.fault(row.number, self.columns.fields[name], value, row.branch, *fault)

    def check_unnamed(self, table: list[list[Cell]]) -> None:
        """A column without a heading is harmless while it is empty."""
        for column in self.columns.unnamed:
            for number, cells in enumerate(table[self.columns.header + 1 :], start=self.columns.header + 2):
                if value := text_of(cells[column]):
                    letter = {"letter": column_letter(column)}
                    self.findings.fault(number, column, value, "", "column", "unnamed", letter)
                    break
