"""Indexes that only large houses need."""

from typing import Any

from django.db import models


class LargeIndex(models.Index):
    """An index by which a page of one group is found among a million rows.

    It is made on PostgreSQL alone: SQLite serves runs of some ten thousand, which it looks through in the order of
    `position` in milliseconds, while every index more lengthens each run.
    """

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **options: Any) -> Any:
        if schema_editor.connection.vendor == "sqlite":
            return "SELECT 1"
        return super().create_sql(model, schema_editor, using, **options)

    def remove_sql(self, model: Any, schema_editor: Any, **options: Any) -> Any:
        if schema_editor.connection.vendor == "sqlite":
            return f"DROP INDEX IF EXISTS {schema_editor.quote_name(self.name)}"
        return super().remove_sql(model, schema_editor, **options)
