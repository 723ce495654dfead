"""Many result rows into the database at once: COPY on PostgreSQL, one prepared INSERT on SQLite.

Django's `bulk_create` costs three times as much here: a model instance a row, an expression a field.
"""

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from apps.evaluations.models import Result

Row = Sequence[Any]
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def insert_results(fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows of plain values, `fields` naming their columns, inside the caller's transaction.

    JSON fields come as Python values. Constraints hold as for every INSERT.
    """
    columns = [Result._meta.get_field(name).column for name in fields]
    as_json = [index for index, name in enumerate(fields) if name == "sections"]
    ready = (with_json(row, as_json) for row in rows)
    if connection.vendor == "postgresql":
        copy_in(columns, ready)
    else:
        insert_in(columns, ready)


def with_json(row: Row, as_json: list[int]) -> list[Any]:
    cells = list(row)
    for index in as_json:
        cells[index] = json.dumps(cells[index])
    return cells


def copy_in(columns: list[str], rows: Iterable[list[Any]]) -> None:
    """COPY … FROM STDIN in PostgreSQL's text form."""
    text = io.StringIO("".join("\t".join(map(copy_cell, row)) + "\n" for row in rows))
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{Result._meta.db_table}" ({names}) FROM STDIN', text)


def copy_cell(value: Any) -> str:
    """One value: \\N is NULL, and what would end a cell or a row is escaped."""
    if value is None:
        return "\\N"
    return str(value).translate(ESCAPES) if isinstance(value, str) else str(value)


def insert_in(columns: list[str], rows: Iterable[list[Any]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    holes = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{Result._meta.db_table}" ({names}) VALUES ({holes})', list(rows))  # noqa: S608
