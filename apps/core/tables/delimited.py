"""How is CSV read and written? In UTF-8 or GB18030, and so that no spreadsheet takes a text for a formula."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from apps.core.tables.errors import TableError
from apps.core.tables.limits import MAX_COLUMNS, MAX_ROWS
from apps.core.tables.shape import Row, Sheet

STARTS_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
GUARDED = re.compile(r"'[=+\-@\t\r＝＋－＠]")


def read_csv(file: bytes) -> tuple[Sheet, str]:
    """The rows of a comma-separated text as one nameless sheet, and its encoding as it is told to people."""
    text, encoding = decode(file)
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines)
    rows: list[list[str]] = []
    begins = ends = 0
    try:
        for row in reader:
            if len(rows) >= MAX_ROWS or len(row) > MAX_COLUMNS:
                raise TableError("rows", rows=MAX_ROWS, columns=MAX_COLUMNS)
            rows.append(row)
            begins, ends = ends, reader.line_num
        is_open = goes_on(lines[begins:])
    except csv.Error as error:
        raise TableError("broken") from error
    if is_open:
        raise TableError("quote", line=begins + 1)
    width = max(map(len, rows), default=0)
    clean = unguard if "'" in text else str
    full: list[Row] = [[*map(clean, row), *[""] * (width - len(row))] for row in rows]
    return Sheet(name="", rows=full), encoding


def goes_on(last: list[str]) -> bool:
    """Whether the last row's lines leave a quotation mark open: a further line would still belong to it."""
    return len(list(csv.reader([*last, "more"]))) == 1 and bool(last)


def decode(file: bytes) -> tuple[str, str]:
    """UTF-8 (with or without its mark) where the bytes are UTF-8 throughout, else GB18030, else a refusal."""
    try:
        return file.removeprefix(codecs.BOM_UTF8).decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return file.decode("gb18030"), "GB18030"
    except UnicodeDecodeError as error:
        raise TableError("encoding") from error


def unguard(cell: str) -> str:
    """Takes back the sign that `guard` put before a text, so that what was written here reads as it was."""
    return cell[1:] if GUARDED.match(cell) else cell


def guard(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula, made plain text; numbers stay as they are."""
    if isinstance(cell, str) and STARTS_FORMULA.match(cell) and not PLAIN_NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def stream_csv(headings: Sequence[Any], rows: Iterable[Iterable[Any]], bom: bool = True) -> Iterator[bytes]:
    """CSV line by line, for answers too large to hold; `bom` where people will open it in a spreadsheet."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    if bom:
        yield codecs.BOM_UTF8
    writer.writerow([guard(str(heading)) for heading in headings])
    for row in rows:
        writer.writerow([guard(cell) for cell in row])
        if line.tell() > 65_536:
            yield line.getvalue().encode()
            line.seek(0)
            line.truncate()
    yield line.getvalue().encode()


def write_csv(headings: Sequence[Any], rows: Iterable[Iterable[Any]], bom: bool = True) -> bytes:
    """A whole CSV file in UTF-8."""
    return b"".join(stream_csv(headings, rows, bom))
