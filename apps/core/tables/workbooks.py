"""What do the sheets of a workbook hold? Read in a process of its own, so that no file can hurt this one."""

import marshal
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from apps.core.tables.broken_cells import broken_cells
from apps.core.tables.errors import TableError
from apps.core.tables.limits import MAX_COLUMNS, MAX_MEMORY, MAX_ROWS, MAX_SECONDS, MAX_UNPACKED
from apps.core.tables.shape import Kind, Sheet

EXTRACT = Path(__file__).with_name("extract.py")
EXHAUSTED = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU, -signal.SIGSEGV}


def read_sheets(file: bytes, kind: Kind) -> tuple[Sheet, ...]:
    """Every worksheet in the file's order; a formula that failed reads as its error ("#N/A"), never as empty."""
    limits = [str(limit) for limit in (MAX_MEMORY, MAX_SECONDS, MAX_ROWS, MAX_COLUMNS)]
    with subprocess.Popen(  # noqa: S603 (our own program and figures)
        [sys.executable, "-I", str(EXTRACT), *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin and process.stdout
        hand_over(file, process.stdin)
        errors = broken_cells(file) if kind == "xlsx" else {}
        sheets, verdict = receive(process.stdout)
        if verdict:
            process.kill()  # nothing more is wanted of it
    if verdict == "end":
        for sheet in sheets:
            restore(sheet, errors.get(sheet.name, {}))
        return tuple(sheets)
    if verdict == "rows":
        raise TableError("rows", rows=MAX_ROWS, columns=MAX_COLUMNS)
    raise TableError(verdict or ("unpacked" if process.returncode in EXHAUSTED else "broken"))


def hand_over(file: bytes, pipe: IO[bytes]) -> None:
    try:
        with pipe:
            pipe.write(file)
    except BrokenPipeError:
        pass  # it ended before it had read everything: its verdict or return code says why


def receive(pipe: IO[bytes]) -> tuple[list[Sheet], str]:
    """The sheets that came, and the last word: "end", a code of refusal, or "" when the process just ended."""
    sheets: list[Sheet] = []
    received = 0
    while len(head := pipe.read(8)) == 8:
        length = int.from_bytes(head, "big")
        received += length
        if received > MAX_UNPACKED:
            return sheets, "unpacked"
        frame = pipe.read(length)
        try:
            part: Any = marshal.loads(frame)  # noqa: S302 (written by our own extract.py)
        except (EOFError, ValueError, TypeError):
            break
        if isinstance(part, str):
            return sheets, part
        if isinstance(part, tuple):
            sheets.append(Sheet(name=part[0], rows=[], visible=part[1]))
        else:
            sheets[-1].rows.extend(part)
    return sheets, ""


def restore(sheet: Sheet, errors: dict[tuple[int, int], str]) -> None:
    for (row, column), word in errors.items():
        if row < len(sheet.rows) and column < sheet.width:
            sheet.rows[row][column] = word
