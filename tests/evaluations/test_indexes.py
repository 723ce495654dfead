"""Which indexes stand on results, and what is summed over all of them exactly."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.evaluations import rows
from apps.evaluations.models import Result
from apps.evaluations.selectors import current_run
from apps.evaluations.totals import add
from tests import factories
from tests.factories.crowds import make_crowd


@pytest.mark.django_db
def test_indexes_for_groups_of_a_million_stand_on_postgresql_alone():
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Result._meta.db_table)
    groups = {tuple(each["columns"]) for each in found.values() if each["index"] or each["unique"]}

    always = {("run_id", "position"), ("assessment_id", "run_id"), ("run_id", "unit_id", "position")}
    large = {("run_id", name, "position") for name in ("zone_id", "branch_type", "level", "grade")}
    assert groups - {("id",)} == (always | large if connection.vendor == "postgresql" else always)


@pytest.mark.parametrize("unit", [1, 2**52 + 1, -(2**60) - 1])
def test_sums_by_group_are_exact_however_large(unit):
    numbers, values = np.array([0, 2, 0, 2, 2]), np.array([3, 1, 4, 1, 1]) * unit

    assert add(4, numbers, values) == [7 * unit, 0, 3 * unit, 0]
    assert add(2, numbers[:0], values[:0]) == [0, 0]
    assert add(3, numbers, values > 0) == ([2, 0, 3] if unit > 0 else [0, 0, 0])


@pytest.mark.django_db
def test_planner_hears_of_a_large_run_as_soon_as_it_is_made(monkeypatch):
    monkeypatch.setattr(rows, "DESCRIBED_FROM", 20)

    with CaptureQueriesContext(connection) as asked:
        run = current_run(make_crowd(factories.published_rulebook(), 20))

    # SQLite plans without counting.
    on_postgres = connection.vendor == "postgresql"
    assert any(query["sql"].startswith("ANALYZE") for query in asked) == on_postgres
    assert not on_postgres or runs_known_to_the_planner() == f"{{{run.pk}}}"


def runs_known_to_the_planner() -> str:
    """The runs that PostgreSQL has counted rows of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_vals::text FROM pg_stats WHERE tablename = %s AND attname = 'run_id'",
            [Result._meta.db_table],
        )
        return cursor.fetchone()[0]
