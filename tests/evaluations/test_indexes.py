"""Which indexes stand on results, and what is summed over all of them exactly."""

import numpy as np
import pytest
from django.db import connection

from apps.evaluations.models import Result
from apps.evaluations.totals import add


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
