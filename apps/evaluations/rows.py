"""Many result rows into the database at once: COPY on PostgreSQL, one prepared INSERT on SQLite.

Django's `bulk_create` costs many times as much here: a model instance a row, an expression a field.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from django.db import connection

from apps.evaluations.cells import Blank, Cells
from apps.evaluations.models import Result

Batch = Sequence[Cells]
# More than a batch: what is read is passed on whole.
MOST = 1 << 24
# What rows are asked by, and from which size of a run on the planner is told of it at once.
DESCRIBED = ("run", "assessment", "position", "unit", "zone", "branch_type", "level", "rank", "size_band")
DESCRIBED_FROM = 20_000


class ToldBytes:
    """Batches of columns as the file that COPY reads, a batch at a time; the server works while the next is made."""

    def __init__(self, batches: Iterable[Batch]) -> None:
        self.batches = iter(batches)

    def read(self, _size: int = -1) -> bytes:
        """The next batch; nothing at the end."""
        batch = next(self.batches, None)
        if batch is None:
            return b""
        return ("\n".join(map("\t".join, zip(*(cells.copied for cells in batch), strict=True))) + "\n").encode()


class Hash(Protocol):
    def update(self, content: bytes, /) -> None: ...


def insert_results(fields: Sequence[str], batches: Iterable[Batch]) -> None:
    """Write batches of columns, `fields` naming them, inside the caller's transaction."""
    columns = [Result._meta.get_field(name).column for name in fields]
    if connection.vendor == "postgresql":
        names = ", ".join(f'"{column}"' for column in columns)
        with connection.cursor() as cursor:
            cursor.copy_expert(f'COPY "{Result._meta.db_table}" ({names}) FROM STDIN', ToldBytes(batches), MOST)
        return
    with connection.cursor() as cursor:
        for batch in batches:
            insert_batch(cursor, dict(zip(columns, batch, strict=True)))


def insert_batch(cursor: Any, batch: Mapping[str, Cells]) -> None:
    """Insert a batch row by row, without columns that are NULL in all of it: the driver takes longest over those."""
    given = {column: cells.values for column, cells in batch.items() if not isinstance(cells, Blank)}
    names, holes = ", ".join(f'"{column}"' for column in given), ", ".join(["%s"] * len(given))
    rows = list(zip(*given.values(), strict=True))
    cursor.executemany(f'INSERT INTO "{Result._meta.db_table}" ({names}) VALUES ({holes})', rows)  # noqa: S608


def describe_results(branches: int) -> None:
    """Let PostgreSQL count what stands in a new run: of one it has not heard of it takes a page for a single row, and
    reads all of them by whichever index comes first. Runs that are read in milliseconds anyway are left to its clock.
    """
    if connection.vendor == "postgresql" and branches >= DESCRIBED_FROM:
        names = ", ".join(f'"{Result._meta.get_field(name).column}"' for name in DESCRIBED)
        with connection.cursor() as cursor:
            cursor.execute(f'ANALYZE "{Result._meta.db_table}" ({names})')


def digested(batches: Iterable[Batch], left_out: Sequence[int], upto: int, total: Hash) -> Iterator[Batch]:
    """The same batches; `total` takes each row as a line of JSON, without columns `left_out` and those past `upto`."""
    for batch in batches:
        told = (cells.texts for column, cells in enumerate(batch[:upto]) if column not in left_out)
        lines = "]\n[".join(map(",".join, zip(*told, strict=True)))
        if lines:
            total.update(f"[{lines}]\n".encode())
        yield batch
