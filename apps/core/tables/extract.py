"""Runs alone, as its own process: a workbook from standard input, its cells to standard output.

A hostile workbook (two cells a million rows apart make the reader allocate every cell between) can exhaust only
this process: its memory and time are limited, and whoever started it sees that it ended badly.
Usage: extract.py MEMORY SECONDS ROWS COLUMNS. What it says are frames: 8 bytes of length, then a marshalled value.
Imports nothing of the project.
"""

import io
import marshal
import resource
import sys
from typing import IO, Any

from python_calamine import CalamineSheet, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

CHUNK = 2_000
PLAIN = {str, float, int}


def plain(cell: Any) -> Any:
    """Dates as ISO text, truth values as the words a spreadsheet shows."""
    if type(cell) in PLAIN:
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def say(value: Any, out: IO[bytes]) -> None:
    frame = marshal.dumps(value)
    out.write(len(frame).to_bytes(8, "big") + frame)


def send_sheet(sheet: CalamineSheet, out: IO[bytes]) -> None:
    """Rows from A1 on in chunks, so that the reader on the other side works at the same time."""
    rows = sheet.to_python(skip_empty_area=False)
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        for index, row in enumerate(chunk):
            if not PLAIN.issuperset(map(type, row)):
                chunk[index] = [plain(cell) for cell in row]
        say(chunk, out)


def send(file: bytes, out: IO[bytes], rows: int, columns: int) -> None:
    """Each sheet as (name, visible) and its chunks; then the word "end", or the code of a refusal."""
    with load_workbook(io.BytesIO(file)) as workbook:
        for found in workbook.sheets_metadata:
            if found.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(found.name)
            last = sheet.end or (0, 0)
            if last[0] >= rows or last[1] >= columns:
                say("rows", out)
                return
            say((found.name, found.visible == SheetVisibleEnum.Visible), out)
            send_sheet(sheet, out)
    say("end", out)


def main() -> None:
    memory, seconds, rows, columns = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer
    try:
        send(sys.stdin.buffer.read(), out, rows, columns)
    except PasswordError:
        say("encrypted", out)
    except MemoryError:
        say("unpacked", out)
    out.flush()


if __name__ == "__main__":
    main()
