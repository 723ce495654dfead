"""How does a file become a table? One door for .xlsx, .xls and CSV."""

from apps.core.tables.delimited import read_csv
from apps.core.tables.kinds import kind_of
from apps.core.tables.shape import Workbook
from apps.core.tables.workbooks import read_sheets


def read_table(file: bytes, name: str) -> Workbook:
    """The sheets of a file; raw cells, nothing interpreted. `name` is shown to people and decides nothing.

    Refuses with TableError what is empty, broken, locked, too large, carries macros or is no table at all.
    """
    kind = kind_of(file)
    if kind == "csv":
        sheet, encoding = read_csv(file)
        return Workbook(name=name, kind=kind, sheets=(sheet,), encoding=encoding)
    return Workbook(name=name, kind=kind, sheets=read_sheets(file, kind))
