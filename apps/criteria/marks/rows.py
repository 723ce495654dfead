"""Which rows are branches, and what does each say?"""

from typing import Any

from apps.core.tables import Cell, column_letter, text_of
from apps.criteria.marks.columns import Columns, compact
from apps.criteria.marks.fields import FieldReader, level_reader, read_members, read_name, veto_reader
from apps.criteria.marks.figures import FigureReader
from apps.criteria.marks.findings import Findings
from apps.criteria.marks.roster import Roster
from apps.criteria.marks.row import MarksRow
from apps.criteria.marks.scales import Hint
from apps.rating.rulebook import Rulebook

TOTALS = {"合计", "总计", "小计", "共计", "total", "subtotal"}
NAMES = ("unit", "zone", "type")


class RowReader:
    """Reads the rows under the headings; skips empty and total rows, tells every fault."""

    def __init__(
        self,
        rulebook: Rulebook | None,
        columns: Columns,
        findings: Findings,
        plain_text: bool,
        roster: Roster,
    ) -> None:
        self.columns = columns
        self.findings = findings
        self.plain_text = plain_text
        levels = [level.name for level in rulebook.levels] if rulebook else None
        endings = [level.name for level in rulebook.outcomes] if rulebook else None
        self.branch, self.unit, self.zone, self.type = (self.field(name, read_name) for name in ("branch", *NAMES))
        self.members = self.field("members", read_members)
        self.level = self.field("previous_level", level_reader(endings))
        self.decided = self.field("decided", level_reader(levels))
        self.vetoes = self.field("vetoes", veto_reader(rulebook))
        self.figures = FigureReader(rulebook, columns, plain_text) if rulebook else None
        self.roster = roster
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
            [],
            {},
            [],
            self.decided.read(cells, number, branch, findings),
        )
        if self.figures:
            self.figures.fill(row, cells, findings)
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
