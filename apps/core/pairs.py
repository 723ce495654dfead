"""How is a part of a name found among a million? By the pairs of neighbouring signs that it holds.

Names are Chinese and words of two signs are the usual question, which trigrams do not serve; pairs do, in every
locale of the server and without an extension.
"""

from typing import Any

from django.db import models

from apps.core.indexes import LargeIndex

FEWEST = 2
# Planners are told what it costs, so that rows which are looked at one by one are compared as plain text first.
FUNCTION = """
CREATE OR REPLACE FUNCTION starbranch_pairs(written text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100 AS $$
DECLARE signs text[] := string_to_array(written, NULL);
BEGIN
    FOR n IN 1 .. cardinality(signs) - 1 LOOP
        signs[n] := signs[n] || signs[n + 1];
    END LOOP;
    RETURN signs[:cardinality(signs) - 1];
END $$;
"""


class PairIndex(LargeIndex):
    """Which rows hold a pair of signs in one column, great letters and small alike; on PostgreSQL alone."""

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **options: Any) -> Any:
        if schema_editor.connection.vendor == "sqlite":
            return "SELECT 1"
        quoted = schema_editor.quote_name
        [column] = [model._meta.get_field(field).column for field in self.fields]
        where = f"ON {quoted(model._meta.db_table)} USING gin (starbranch_pairs(upper({quoted(column)})))"
        return f"{FUNCTION} CREATE INDEX {quoted(self.name)} {where}"


@models.CharField.register_lookup
class Holds(models.Lookup):
    """`contains`, for columns with a `PairIndex`: what is found stays the same.

    A single sign makes no pair: it is looked for row by row.
    """

    lookup_name = "holds"
    plain = models.lookups.Contains

    def as_sql(self, compiler: Any, _connection: Any) -> tuple[str, list[Any]]:
        compared, values = compiler.compile(self.plain(self.lhs, self.rhs))
        return compared, list(values)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        compared, values = self.as_sql(compiler, connection)
        if not isinstance(self.rhs, str) or len(self.rhs) < FEWEST:
            return compared, values
        column, own = compiler.compile(self.lhs)
        pairs = f"starbranch_pairs(upper({column})) @> starbranch_pairs(upper(%s::text))"
        return f"({compared} AND {pairs})", [*values, *own, self.rhs]


@models.CharField.register_lookup
class HoldsAnyCase(Holds):
    """`icontains`, for columns with a `PairIndex`."""

    lookup_name = "iholds"
    plain = models.lookups.IContains
