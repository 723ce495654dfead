"""How do tables come in and go out? Workbooks and CSV read into one plain shape, and written so that nothing runs."""

from apps.core.tables.annotate import Note, annotate_workbook
from apps.core.tables.cells import Number, guess_number, narrow, number_of, text_of
from apps.core.tables.delimited import stream_csv, write_csv
from apps.core.tables.errors import TableError
from apps.core.tables.reader import read_table
from apps.core.tables.shape import Cell, Sheet, Workbook, column_letter
from apps.core.tables.words import listed
from apps.core.tables.writer import SheetOut, write_workbook, write_xlsx

__all__ = [
    "Cell",
    "Note",
    "Number",
    "Sheet",
    "SheetOut",
    "TableError",
    "Workbook",
    "annotate_workbook",
    "column_letter",
    "guess_number",
    "listed",
    "narrow",
    "number_of",
    "read_table",
    "stream_csv",
    "text_of",
    "write_csv",
    "write_workbook",
    "write_xlsx",
]
