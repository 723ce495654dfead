"""What has changed since a numbered run, and how many places would another one move?"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from django.core.cache import cache
from django.db.models import F, OuterRef, Q, Subquery

from apps.evaluations.columns import unpack
from apps.evaluations.models import Result, Run

DAY = 24 * 3600
NOTHING = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Effect:
    """Between two runs: marks and vetoes that differ, branches that came in, places that moved."""

    marks: int
    vetoes: int
    branches: int
    places: int


def effect_of(numbered: Run, current: Run) -> Effect:
    """The difference of two whole runs of one campaign; both are snapshots, so the answer is kept for a day."""
    key = f"workflow:effect:{numbered.digest}:{current.digest}"
    found = cache.get(key)
    if found is None:
        found = compared(numbered, current)
        cache.set(key, found, DAY)
    return found


def compared(numbered: Run, current: Run) -> Effect:
    """The same, counted."""
    before, marks, vetoes, branches = dict(rows_of(numbered)), 0, 0, 0
    for assessment, (now_marks, now_vetoes) in rows_of(current):
        was = before.get(assessment)
        if was is None:
            branches += 1
        else:
            marks += differing(was[0], now_marks)
            vetoes += differing(was[1], now_vetoes)
    return Effect(marks, vetoes, branches, moved(numbered, current))


def rows_of(run: Run) -> Iterator[tuple[int, tuple[np.ndarray, np.ndarray]]]:
    """Each assessment of a run with its inputs (NOTHING where blank) and vetoes."""
    for columns in run.inputs.order_by("position").values_list("columns", flat=True):
        chunk = unpack(columns)
        marks = np.where(chunk.marked, chunk.marks, NOTHING)
        yield from zip(chunk.assessments, zip(marks, chunk.vetoes, strict=True), strict=True)


def differing(before: np.ndarray, after: np.ndarray) -> int:
    """How many values differ; all of them where the rules have another number."""
    return int((before != after).sum()) if before.shape == after.shape else len(after)


def moved(numbered: Run, current: Run) -> int:
    """How many branches stand in another place."""
    then = Result.objects.filter(run=numbered, assessment=OuterRef("assessment")).values("rank")[:1]
    return (
        Result.objects.filter(run=current)
        .annotate(was=Subquery(then))
        .exclude(Q(rank=F("was")) | Q(rank=None, was=None))
        .count()
    )
