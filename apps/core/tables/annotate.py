"""How does a person find the cells to mend in the own file? The same rows, those cells boxed, each with a note."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from apps.core.tables.shape import Sheet, Workbook
from apps.core.tables.writer import OPTIONS, sheet_name, write_cell

OCHRE = {"border": 2, "border_color": "#A3430C", "bg_color": "#FBEEE5", "bold": True}
MAX_NOTES = 5_000


@dataclass(frozen=True, slots=True)
class Note:
    """What is wrong with one cell; `row` counts from 1, `column` from 0."""

    row: int
    column: int
    text: str


def annotate_workbook(workbook: Workbook, sheet: str, notes: Iterable[Note]) -> bytes:
    """The values of a workbook as .xlsx, with the noted cells of one sheet boxed and commented.

    Formulas, macros and looks are not copied. Every noted cell is boxed; the first 5,000 carry their comment.
    """
    words: dict[tuple[int, int], list[str]] = {}
    for note in notes:
        words.setdefault((note.row - 1, note.column), []).append(note.text)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as copy:
        ochre = copy.add_format(OCHRE)
        taken: set[str] = set()
        for original in workbook.sheets:
            worksheet = copy.add_worksheet(sheet_name(original.name or "Sheet1", taken))
            if original.name == sheet:
                copy_rows(worksheet, original, words, ochre)
                worksheet.activate()
            else:
                copy_rows(worksheet, original, {}, ochre)
    return out.getvalue()


def copy_rows(worksheet: Worksheet, original: Sheet, words: Mapping[tuple[int, int], list[str]], ochre: Format) -> None:
    """Row by row, each comment with its cell: the writer lets go of a row once it has begun the next."""
    commented = set(sorted(words)[:MAX_NOTES])
    for number, row in enumerate(original.rows):
        for column, cell in enumerate(row):
            texts = words.get((number, column))
            write_cell(worksheet, number, column, cell, ochre if texts else None)
            if texts and (number, column) in commented:
                size = {"width": 220, "height": 22 + 18 * len(texts)}
                worksheet.write_comment(number, column, "\n".join(texts), size)
