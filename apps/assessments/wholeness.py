"""Which sheets hold every mark that is asked, said to the database? A type of branch may have lines of its own."""

from typing import Any

from django.db.models import Func, IntegerField, Q

from apps.assessments.lines import main_sheet, needed_of
from apps.rating.rulebook import Rulebook

NO_TYPE = ""
COLONS = "(LENGTH(%(expressions)s) - LENGTH(REPLACE(%(expressions)s, ':', '')))"


class KeyCount(Func):
    """How many keys an object of marks has; nothing where there is no object.

    SQLite keeps it as a text, in which each key ends with the only colon: neither codes nor marks hold any. To count
    them is a tenth of the work of reading the text.
    """

    output_field = IntegerField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = self.as_sql(compiler, connection, template=COLONS)
        return sql, (*params, *params)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(SELECT COUNT(*) FROM jsonb_object_keys(%(expressions)s))")


def whole_sheets(rules: Rulebook, prefix: str = "", party: str = "") -> Q:
    """Rows, annotated with how many lines of a sheet are `marked`, that lack none.

    `prefix` leads from the row to the assessment's branch type; the sheet is the one that counts unless `party` says.
    """
    field = f"{prefix}branch_type"
    usual, special = needed_by_type(rules, party or main_sheet(rules))
    match = Q(marked__gte=usual) & ~Q(**{f"{field}__in": list(special)})
    for branch_type, needed in special.items():
        match |= Q(**{field: branch_type}, marked__gte=needed)
    return match


def needed_by_type(rules: Rulebook, party: str) -> tuple[int, dict[str, int]]:
    """How many lines a party's sheet of a branch needs, and of the types that have lines of their own."""
    parts = (*rules.criteria, *rules.sections)
    named = sorted({name for part in parts for name in (*part.types, *part.not_types)})
    usual = len(needed_of(rules, NO_TYPE, party))
    return usual, {name: len(needed_of(rules, name, party)) for name in named}
