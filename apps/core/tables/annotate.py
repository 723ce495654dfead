"""How does a person find the cells to mend in the own file? The same rows, those cells boxed, each with a note."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import xlsxwriter
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
            if original.name != sheet:
                copy_rows(worksheet, original, {}, None)
                continue
            copy_rows(worksheet, original, words, ochre)
            comment(worksheet, words)
            worksheet.activate()
    return out.getvalue()


def copy_rows(worksheet: Worksheet, original: Sheet, boxed: dict, ochre: object) -> None:
    for number, row in enumerate(original.rows):
        for column, cell in enumerate(row):
            write_cell(worksheet, number, column, cell, ochre if (number, column) in boxed else None)


def comment(worksheet: Worksheet, words: dict[tuple[int, int], list[str]]) -> None:
    for (row, column), texts in sorted(words.items())[:MAX_NOTES]:
        worksheet.write_comment(row, column, "\n".join(texts), {"width": 220, "height": 22 + 18 * len(texts)})
