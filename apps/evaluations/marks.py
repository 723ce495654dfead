"""Which branches have which mark on one criterion? From a run's own columns, weakest first, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import Inputs, criterion_columns, inputs_of, marks_in
from apps.evaluations.figures_of_run import kept
from apps.evaluations.models import Run
from apps.evaluations.some_rows import every_chunk, rows_of
from apps.rating.rulebook import Rulebook

PAGE = 50
# Of those marked best: whoever asks may be one of them.
BEST, KEPT = "best", 2
NO_ZONE = "none"


@dataclass(frozen=True)
class Narrowed:
    """What is left of a run's rows: a zone, a unit, a type, marks below a line, some assessments; None is any."""

    zone: int | str | None = None
    unit: int | None = None
    branch_type: str | None = None
    below: int | None = None
    among: Collection[int] | None = None


@dataclass(frozen=True)
class MarkRow:
    """One branch's mark on the criterion, in hundredths."""

    assessment: int
    mark: int


def ranked(run: Run, code: str, asked: Narrowed) -> list[MarkRow]:
    """Marked branches by their mark on the criterion, weakest first; equal ones in the official order.

    10,000 branches cost some 10 ms once the columns are at hand, and as much again to read them anew.
    """
    inputs = inputs_of(run)
    marks, marked = marks_in(run, code)
    rows = np.flatnonzero(marked & _kept(inputs, marks, asked))
    rows = rows[np.argsort(marks[rows], kind="stable")]
    return [
        MarkRow(inputs.assessments[row], mark) for row, mark in zip(rows.tolist(), marks[rows].tolist(), strict=True)
    ]


def _kept(inputs: Inputs, marks: Any, asked: Narrowed) -> Any:
    kept = np.ones(len(marks), np.bool_)
    if asked.zone is not None:
        zone = None if asked.zone == NO_ZONE else asked.zone
        kept &= np.array([each == zone for each in inputs.zone])
    if asked.unit is not None:
        kept &= np.array([each == asked.unit for each in inputs.unit])
    if asked.branch_type is not None:
        kept &= np.array([each == asked.branch_type for each in inputs.type])
    if asked.below is not None:
        kept &= marks < asked.below
    if asked.among is not None:
        kept &= np.array([each in asked.among for each in inputs.assessments])
    return kept


@dataclass(frozen=True)
class MarkPage:
    """Some rows in order; `after` and `before` are the assessments that lead on and back (None where nothing is)."""

    rows: list[MarkRow]
    after: int | None
    before: int | None


def mark_page(
    rows: list[MarkRow], *, after: int | None = None, before: int | None = None, size: int = PAGE
) -> MarkPage:
    """At most `size` of `rows`, after or before the one of that assessment; from the first where it is not there."""
    places = {row.assessment: number for number, row in enumerate(rows)}
    if before is not None and before in places:
        stop = places[before]
        start = max(0, stop - size)
    else:
        start = places[after] + 1 if after in places else 0
        stop = start + size
    shown = rows[start:stop]
    return MarkPage(
        shown,
        shown[-1].assessment if shown and stop < len(rows) else None,
        shown[0].assessment if shown and start else None,
    )


def best_of(run: Run, code: str, among: Collection[int] | None = None, besides: int | None = None) -> MarkRow | None:
    """Who was marked best on the criterion; the first in the official order of those who are equal.

    Of everybody the first two are kept with the run, once somebody has asked; `among` reads their units alone.
    """
    if among is None:
        found = [MarkRow(*each) for each in kept(run, BEST, "", lambda: best_by_code(run)).get(code, ())]
    else:
        found = firsts(rulebook_of(run.rulebook_version), code, rows_of(run, among))
    return next((row for row in found if row.assessment != besides), None)


def best_by_code(run: Run) -> dict[str, list[tuple[int, int]]]:
    """By criterion the two best, each as assessment and mark; one chunk of the run after the other."""
    rules = rulebook_of(run.rulebook_version)
    found: dict[str, list[tuple[int, int]]] = {each.code: [] for each in rules.criteria}
    for chunk in every_chunk(run):
        for code, before in found.items():
            both = [*before, *((row.assessment, row.mark) for row in firsts(rules, code, chunk))]
            found[code] = sorted(both, key=lambda each: -each[1])[:KEPT]
    return found


def firsts(rules: Rulebook, code: str, inputs: Inputs) -> list[MarkRow]:
    """The two best of some rows; of equal ones those who come first."""
    marks, marked = criterion_columns(rules, code, inputs.marks, inputs.marked)
    rows = np.flatnonzero(marked)
    order = rows[np.argsort(-marks[rows], kind="stable")][:KEPT].tolist()
    return [MarkRow(inputs.assessments[row], int(marks[row])) for row in order]


def spread(run: Run, code: str, ends: list[int]) -> dict[int | None, list[int]]:
    """How many marked branches of each zone stand in each of the steps that the marks `ends` part."""
    marks, marked = marks_in(run, code)
    steps = np.searchsorted(ends, marks, side="right")
    found: dict[int | None, list[int]] = {}
    for zone, step, is_marked in zip(inputs_of(run).zone, steps.tolist(), marked.tolist(), strict=True):
        counts = found.setdefault(zone, [0] * (len(ends) + 1))
        counts[step] += is_marked
    return found
