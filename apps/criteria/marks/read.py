"""Which rows does a sheet of marks or a roster hold, and which of them must be changed?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from apps.core.tables import Cell, Sheet, Workbook
from apps.criteria.marks.accepted import Accepted, Tally
from apps.criteria.marks.columns import REQUIRED, Columns, Headings, find_header, map_columns
from apps.criteria.marks.faults import Fault
from apps.criteria.marks.findings import Findings
from apps.criteria.marks.rows import MarksRow, RowReader
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
) -> MarksSheet:
    """The rows of the one table in a workbook against a rulebook, or as a roster alone where `rulebook` is None.

    `known_units` and, by unit, `known_branches` are the roster that stands; None takes any name. Faults come in the
    order of rows and columns. Follows files.md: harmless mess is read and counted, everything else is a fault.
    """
    tally, headings = Tally(), Headings(rulebook)
    tables = find_tables(workbook, headings)
    if not tables:
        return no_table(workbook, headings)
    sheet, header = tables[0]
    tally.add_many("sheets", len(workbook.sheets) - len(tables))
    columns = map_columns(sheet.rows, header, headings, tally)
    findings = Findings(tally, columns.headings)
    findings.faults += columns.faults + other_tables(tables, header)
    rows: list[MarksRow] = []
    if all(name in columns.fields for name in REQUIRED):
        reader = RowReader(rulebook, columns, findings, workbook.kind == "csv", known_units, known_branches)
        rows = reader.read_all(sheet.rows)
    return MarksSheet(
        name=sheet.name,
        encoding=workbook.encoding,
        header_row=header + 1,
        rows=rows,
        faults=tuple(sorted(findings.faults, key=position)),
        accepted=tally.accepted(header + 1),
        fields=tuple(columns.fields),
        party=headings.main,
        marked=marked(rulebook, columns),
        ignored_columns=tuple(columns.ignored),
        table=sheet,
        columns=columns,
    )


def position(fault: Fault) -> tuple[int, int, str]:
    return fault.row, len(fault.letter), fault.letter


def marked(rulebook: Rulebook | None, columns: Columns) -> dict[str, tuple[str, ...]]:
    if rulebook is None:
        return {}
    return {
        party: tuple(rulebook.criteria[index].code for index in sorted(places))
        for party, places in columns.marks.items()
    }


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


def no_table(workbook: Workbook, headings: Headings) -> MarksSheet:
    """A workbook without any row of headings: one fault, in row 1 of its first sheet."""
    sheet = next(iter(workbook.sheets), Sheet(name="", rows=[]))
    first: Cell = next((cell for row in sheet.rows[:1] for cell in row if cell != ""), "")
    fault = Fault(1, "", "", "headings", str(first), "", "headings", {"headings": ["党支部", "所在单位"]})
    columns = Columns(header=0, headings=[""] * sheet.width)
    return MarksSheet(sheet.name, workbook.encoding, 1, [], (fault,), {}, (), headings.main, {}, (), sheet, columns)
