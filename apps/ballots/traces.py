"""What do files of the database tell beside the tables? Old versions of rows, and who was written after whom: wiped."""

from django.db import connection
from django.db.models import F

from apps.ballots.models import Box, PaperBatch, Poll, Roll, Voter

TABLES = (Voter, Roll, Box, PaperBatch, Poll)


def wipe_traces() -> None:
    """Write the tables of ballots anew, in the order of their keys and by one transaction, and let old versions go.

    PostgreSQL: rows of voters and rolls bear one transaction's number, none of a vote's; old versions of boxes are gone
    from the tables' files (not from its write-ahead log: docs/ballots.md). SQLite: its log is taken into the file and
    emptied. Inside a transaction nothing can be done, and nothing is.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in TABLES:
                table = model._meta.db_table
                model.objects.update(id=F("id"))
                cursor.execute(f"CLUSTER {table} USING {table}_pkey")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
