"""How is a workbook written? Values only: a text that looks like a formula or an address stays a text."""

import datetime
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MAX_TEXT = 32_767
MAX_SHEET_NAME = 31
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One sheet to write; `widths` in characters, by column, the rest take the heading's width."""

    name: str
    headings: Sequence[Any]
    rows: Iterable[Iterable[Any]]
    widths: Sequence[int] = ()


def write_xlsx(
    headings: Sequence[Any], rows: Iterable[Iterable[Any]], name: str = "Sheet1", widths: Sequence[int] = ()
) -> bytes:
    """A workbook of one sheet: bold headings that stay in sight, then the rows."""
    return write_workbook([SheetOut(name, headings, rows, widths)])


def write_workbook(sheets: Sequence[SheetOut]) -> bytes:
    """A workbook of several sheets in the order given; rows are taken one by one and not kept."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
        taken: set[str] = set()
        for sheet in sheets:
            worksheet = workbook.add_worksheet(sheet_name(sheet.name, taken))
            write_sheet(worksheet, sheet, bold)
    return out.getvalue()


def write_sheet(worksheet: Worksheet, sheet: SheetOut, bold: Format) -> None:
    worksheet.freeze_panes(1, 0)
    for column, heading in enumerate(sheet.headings):
        width = sheet.widths[column] if column < len(sheet.widths) else heading_width(str(heading))
        worksheet.set_column(column, column, width)
        write_cell(worksheet, 0, column, str(heading), bold)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            write_cell(worksheet, number, column, cell)


def write_cell(worksheet: Worksheet, row: int, column: int, cell: Any, shape: Format | None = None) -> None:
    """Numbers as numbers, dates as dates, everything else as text; nothing is ever a formula."""
    if cell is None or cell == "":
        if shape is not None:
            worksheet.write_blank(row, column, None, shape)
    elif isinstance(cell, datetime.datetime):
        worksheet.write_datetime(row, column, cell.replace(tzinfo=None), shape)
    elif isinstance(cell, datetime.date):
        worksheet.write_datetime(row, column, cell, shape)
    elif is_number(cell):
        worksheet.write_number(row, column, cell, shape)
    else:
        worksheet.write_string(row, column, str(cell)[:MAX_TEXT], shape)


def is_number(cell: Any) -> bool:
    return isinstance(cell, Real | Decimal) and not isinstance(cell, bool) and math.isfinite(cell)


def heading_width(heading: str) -> int:
    """Chinese takes two characters' room; between 8 and 40."""
    longest = max(heading.split("\n"), key=len)
    return min(40, max(8, sum(2 if ord(letter) > 0x2E7F else 1 for letter in longest) + 2))


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that a workbook can hold: no signs it forbids, short enough, once each."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:MAX_SHEET_NAME] or "Sheet"
    unique, number = plain, 2
    while unique.casefold() in taken:
        ending = f" {number}"
        unique, number = plain[: MAX_SHEET_NAME - len(ending)] + ending, number + 1
    taken.add(unique.casefold())
    return unique
