"""How does a fault look in the file itself? A few rows and columns around it, with their numbers and letters."""

from dataclasses import dataclass

from apps.core.tables import Cell, column_letter, number_of, text_of
from apps.core.tables.shape import column_index
from apps.criteria.marks.faults import Fault
from apps.criteria.marks.read import MarksSheet
from apps.criteria.marks.scales import COUNT_UNITS

BEFORE, AFTER = 2, 1
BESIDE = 2


@dataclass(frozen=True, slots=True)
class ExcerptCell:
    """`state` is "fault" (to be changed), "accepted" (mess that was read) or "" (plain)."""

    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class ExcerptRow:
    number: int
    cells: tuple[ExcerptCell, ...]
    in_hand: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`letters` stand over the columns; `letter` is the one of the fault."""

    letters: tuple[str, ...]
    letter: str
    rows: tuple[ExcerptRow, ...]


def excerpt(sheet: MarksSheet, fault: Fault) -> Excerpt:
    """The headings, two rows before the fault, its own and one after; the branch and two columns on each side."""
    columns = columns_around(sheet, column_index(fault.letter))
    faulty = {(other.row, column_index(other.letter)) for other in sheet.faults}
    headings = tuple(ExcerptCell(heading(sheet, column)) for column in columns)
    rows = [ExcerptRow(sheet.header_row, headings, fault.row == sheet.header_row, is_heading=True)]
    first = max(sheet.header_row + 1, fault.row - BEFORE)
    last = min(len(sheet.table.rows), max(fault.row, first) + AFTER)
    for number in range(first, last + 1):
        cells = tuple(shown(sheet, number, column, faulty) for column in columns)
        rows.append(ExcerptRow(number, cells, number == fault.row))
    return Excerpt(tuple(map(column_letter, columns)), fault.letter, tuple(rows))


def columns_around(sheet: MarksSheet, column: int) -> list[int]:
    name = sheet.columns.fields.get("branch", 0)
    last = max(0, sheet.table.width - 2 * BESIDE - 1)
    start = min(max(0, column - BESIDE), last)
    around = range(start, min(sheet.table.width, start + 2 * BESIDE + 1))
    return [name, *(index for index in around if index != name)]


def heading(sheet: MarksSheet, column: int) -> str:
    """A criterion's code alone, as room is short; other headings as they are."""
    text = sheet.columns.headings[column]
    return text.split()[0] if sheet.columns.holds_marks(column) else text


def shown(sheet: MarksSheet, number: int, column: int, faulty: set[tuple[int, int]]) -> ExcerptCell:
    cell = sheet.table.rows[number - 1][column]
    text = text_of(cell)
    if (number, column) in faulty:
        return ExcerptCell(text, "fault")
    return ExcerptCell(text, "accepted" if is_mess(sheet, cell, column) else "")


def is_mess(sheet: MarksSheet, cell: Cell, column: int) -> bool:
    if not isinstance(cell, str):
        return False
    if not sheet.columns.holds_marks(column):
        return cell != text_of(cell)
    number = number_of(cell, COUNT_UNITS)
    return number is not None and number.mess not in (("", "text") if sheet.encoding else ("",))
