"""Everything that the database holds, table by table, as whoever copies it reads it."""

from typing import Any

from django.db import connection

Table = list[dict[str, Any]]


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


def everything() -> dict[str, Table]:
    """Every row of every table, with what the database adds to each: transaction and place, or the row's number."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return {name: rows_of(cursor, name) for name in [*names, *([] if is_postgres() else ["sqlite_sequence"])]}


def rows_of(cursor: Any, table: str) -> Table:
    hidden = "t.xmin::text AS xmin, t.ctid::text AS ctid, t.*" if is_postgres() else "t.rowid AS row_number, t.*"
    cursor.execute(f'SELECT {hidden} FROM "{table}" t')
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def text_of(tables: dict[str, Table]) -> str:
    """All of it as one text to look through."""
    return "\n".join(f"{name} {row}" for name, rows in tables.items() for row in rows)


def changed(before: dict[str, Table], after: dict[str, Table]) -> dict[str, set[str]]:
    """Which columns of which tables differ; a new row differs in all of them. What rows lie in is no column here."""
    found: dict[str, set[str]] = {}
    for name in before.keys() | after.keys():
        old = {row.get("id", number): row for number, row in enumerate(before.get(name, []))}
        new = {row.get("id", number): row for number, row in enumerate(after.get(name, []))}
        for key in old.keys() | new.keys():
            was, now = old.get(key, {}), new.get(key, {})
            columns = {column for column in was.keys() | now.keys() if was.get(column) != now.get(column)}
            if columns := columns - {"xmin", "ctid"}:
                found.setdefault(name, set()).update(columns)
    return found


def columns_of(table: str) -> dict[str, str]:
    """Column → the database's word for its type."""
    with connection.cursor() as cursor:
        if is_postgres():
            cursor.execute(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table]
            )
        else:
            cursor.execute(f"SELECT name, type FROM pragma_table_info('{table}')")
        return dict(cursor.fetchall())


def points_at(table: str) -> set[str]:
    """The tables that a table refers to."""
    with connection.cursor() as cursor:
        return {target for _column, target in connection.introspection.get_relations(cursor, table).values()}
