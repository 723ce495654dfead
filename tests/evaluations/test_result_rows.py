"""Columns of results reach the database as the digest takes them, whoever has no value."""

import hashlib
import json

import numpy as np
import pytest

from apps.evaluations.cells import empty, flags, lists, numbers, repeated, words
from apps.evaluations.models import Result
from apps.evaluations.rows import digested, insert_results

FIELDS = (
    *("run", "assessment", "position", "name", "path", "unit", "branch_type", "sections", "total", "lit", "medals"),
    *("level", "reached", "keys", "gap", "grade", "is_tied"),
)


def batch(first, gaps):
    """Two results. gaps: None where a branch has none; nobody has a grade."""
    positions = np.array([first, first + 1])
    known = np.array([gap is not None for gap in gaps])
    columns = {
        "run": repeated(1, 2),
        "name": words(['甲"', "乙\\\t丙"]),
        "path": words(["0001", "0002"]),
        "branch_type": words(["", "农村"]),
        "sections": lists(np.array([[9_030, -5], [0, 2**40]])),
        "keys": lists(np.zeros((2, 0), np.int8)),
        "medals": empty(2),
        "gap": numbers(np.array([gap or 0 for gap in gaps]), known),
        "grade": numbers(np.zeros(2, np.int8), np.zeros(2, np.bool_)),
        "is_tied": flags(np.array([True, False])),
    }
    return [columns.get(name, numbers(positions)) for name in FIELDS]


@pytest.mark.django_db
def test_insert_results_writes_what_the_digest_takes():
    total = hashlib.sha256()
    batches = [batch(1, [None, None]), batch(3, [None, 0]), batch(5, [7, 8]), batch(7, [None, None])]

    insert_results(FIELDS, digested(batches, (), len(FIELDS), total))

    found = [list(row) for row in Result.objects.order_by("position").values_list(*FIELDS)]
    lines = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in found)
    told = [[row[FIELDS.index(name)] for name in ("position", "sections", "keys", "gap", "is_tied")] for row in found]
    assert told == [
        [number, [9_030, -5] if number % 2 else [0, 2**40], [], gap, number % 2 == 1]
        for number, gap in enumerate([None, None, None, 0, 7, 8, None, None], 1)
    ]
    assert {row[FIELDS.index("grade")] for row in found} == {None}
    assert total.hexdigest() == hashlib.sha256(lines.encode()).hexdigest()


def test_lists_of_nobody_are_none():
    assert lists(np.zeros((0, 3), np.int64)).texts == []
