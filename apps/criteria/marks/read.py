"""Which rows does a sheet of marks or a roster hold, and which of them must be changed?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from apps.core.tables import Cell, Sheet, Workbook
from apps.criteria.marks.accepted import Accepted, Tally
from apps.criteria.marks.columns import Columns, Headings, find_header, map_columns
from apps.criteria.marks.faults import Fault
from apps.criteria.marks.findings import Findings
from apps.criteria.marks.roster import Roster
from apps.criteria.marks.row import MarksRow
from apps.criteria.marks.rows import RowReader
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class MarksSheet:
    """What was read. `rows` in the order of the file, faulty ones too: use them only where `faults` is empty.

    `fields` are the columns that stood there (branch, unit, …); `marked` says, by party, which criteria had a column:
    an absent column says nothing, an empty cell says *not marked*. `party` is the one whose marks are in `row.marks`.
    """

    name: str
    encoding: str
    header_row: int
    rows: list[MarksRow]
    faults: tuple[Fault, ...]
    accepted: Mapping[str, Accepted]
    fields: tuple[str, ...]
    party: str
    marked: Mapping[str, tuple[str, ...]]
    ignored_columns: tuple[str, ...]
    table: Sheet
    columns: Columns

    @property
    def faulty_rows(self) -> frozenset[int]:
        return frozenset(fault.row for fault in self.faults)

    @property
    def mess(self) -> int:
        """How many small things were put right."""
        return sum(accepted.count for accepted in self.accepted.values())


def read_marks(
    rulebook: Rulebook | None,
    workbook: Workbook,
    *,
    known_units: Collection[str] | None = None,
    known_branches: Mapping[str, Collection[str]] | None = None,
    needs_unit: bool = True,
) -> MarksSheet:
    """The rows of the one table in a workbook against a rulebook, or as a roster alone where `rulebook` is None.

    `known_units` and, by unit, `known_branches` are the roster that stands; None takes any name. `needs_unit`: a branch
    without one is a fault; else the empty name is a unit too. Faults come in the order of rows and columns. Follows
    files.md: harmless mess is read and counted, everything else is a fault.
    """
    tally, headings = Tally(), Headings(rulebook, needs_unit)
    tables = find_tables(workbook, headings)
    if not tables:
        return no_table(workbook, rulebook)
    sheet, header = tables[0]
    tally.add_many("sheets", len(workbook.sheets) - len(tables))
    columns = map_columns(sheet.rows, header, headings, tally)
    findings = Findings(tally, columns.headings)
    findings.faults += columns.faults + other_tables(tables, header)
    rows: list[MarksRow] = []
    if all(name in columns.fields for name in headings.names):
        roster = Roster(known_units, known_branches, needs_unit)
        reader = RowReader(rulebook, columns, findings, workbook.kind == "csv", roster)
        rows = reader.read_all(sheet.rows)
    return MarksSheet(
        name=sheet.name,
        encoding=workbook.encoding,
        header_row=header + 1,
        rows=rows,
        faults=tuple(sorted(findings.faults, key=position)),
        accepted=tally.accepted(header + 1),
        fields=tuple(columns.fields),
        party=main_party(rulebook),
        marked=marked(rulebook, columns),
        ignored_columns=tuple(columns.ignored),
        table=sheet,
        columns=columns,
    )


def position(fault: Fault) -> tuple[int, int, str]:
    return fault.row, len(fault.letter), fault.letter


def main_party(rulebook: Rulebook | None) -> str:
    return rulebook.main_party if rulebook else ""


def marked(rulebook: Rulebook | None, columns: Columns) -> dict[str, tuple[str, ...]]:
    """By whose sheet holds them (a party, or "judge3" of a panel), the codes of the criteria that had a column."""
    if rulebook is None:
        return {}
    found: dict[str, list[str]] = {}
    for place in sorted(columns.inputs):
        column = rulebook.inputs[place]
        if column.kind == "mark":
            found.setdefault(column.sheet, []).append(column.criterion)
    for party, places in columns.shown.items():
        found[party] = [rulebook.criteria[place].code for place in sorted(places)]
    return {party: tuple(codes) for party, codes in found.items()}


def find_tables(workbook: Workbook, headings: Headings) -> list[tuple[Sheet, int]]:
    """Sheets with a row of headings, and that row; the one with the most headings first, hidden ones only if alone."""
    found = [(sheet, *find_header(sheet.rows, headings)) for sheet in workbook.sheets]
    tables = [(sheet, header, score) for sheet, header, score in found if header >= 0]
    seen = [table for table in tables if table[0].visible] or tables[:1]
    return [(sheet, header) for sheet, header, _score in sorted(seen, key=lambda table: -table[2])]


def other_tables(tables: list[tuple[Sheet, int]], header: int) -> list[Fault]:
    """Marks on a second sheet would be lost without a word: the person says which table is meant."""
    filled = [sheet for sheet, row in tables[1:] if len(sheet.rows) > row + 1]
    return [Fault(header + 1, "", "", "sheets", sheet.name, "", "sheets", {"sheet": sheet.name}) for sheet in filled]


def no_table(workbook: Workbook, rulebook: Rulebook | None) -> MarksSheet:
    """A workbook without any row of headings: one fault, in row 1 of its first sheet."""
    sheet = next(iter(workbook.sheets), Sheet(name="", rows=[]))
    first: Cell = next((cell for row in sheet.rows[:1] for cell in row if cell != ""), "")
    fault = Fault(1, "", "", "headings", str(first), "", "headings", {"headings": ["党支部", "所在单位"]})
    columns = Columns(header=0, headings=[""] * sheet.width)
    return MarksSheet(
        sheet.name, workbook.encoding, 1, [], (fault,), {}, (), main_party(rulebook), {}, (), sheet, columns
    )
