"""How many branches of a zone, unit or type hold which outcome? Counted once with the run, read by every page.

`Run.counts` comes with every page, so it holds what is small: sums over all branches, by zone, type and size. Of units
there are twenty thousand among a million branches: each has a row of its own, read where the unit is asked for.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from apps.criteria.selectors import rulebook_of
from apps.evaluations.gaps import nearest_gaps
from apps.evaluations.models import Run, RunFigure
from apps.evaluations.selectors import near_gap
from apps.rating.rate import Outcome
from apps.rating.rulebook import Rulebook

if TYPE_CHECKING:
    from apps.evaluations.finished import Finished

# Scopes with a row for each of their groups.
APART = ("unit",)
LEVELS = "levels"
AT_ONCE = 2_000
ROWS_AT_ONCE = 100_000
# How many of those who are nearest to their next star a run names.
NEAREST = 50


def counts_in(run: Run, scope: str = "", group: str = "") -> list[int]:
    """Branches by outcome position: of all, or of one zone, unit, type or size band ('' is those without one)."""
    if not scope:
        return list(run.counts[LEVELS])
    return list(figures_in(run, scope, group).get(LEVELS) or [0] * len(rulebook_of(run.rulebook_version).outcomes))


def counts_of(run: Run, scope: str, groups: Iterable[str]) -> dict[str, list[int]]:
    """The same of several groups at once; those without branches are left out."""
    return {group: data[LEVELS] for group, data in figures_of(run, scope, groups).items()}


def groups_in(run: Run, scope: str) -> dict[str, list[int]]:
    """The same of every group of a scope. Units are many: for exports, and for pages that list them all anyway."""
    if not is_apart(run, scope):
        return dict(run.counts.get(scope, {}))
    rows = RunFigure.objects.filter(run=run, scope=scope).order_by("pk").values_list("group", "data")
    return {group: data[LEVELS] for group, data in rows}


def number_of(run: Run, scope: str) -> int:
    """How many groups of a scope have branches in the run."""
    if not is_apart(run, scope):
        return len(run.counts.get(scope, {}))
    number: int = run.counts["apart"][scope]
    return number


def figures_in(run: Run, scope: str, group: str = "") -> dict[str, Any]:
    """All that was counted of one group: `levels`, and what else the run counts by group under its own name; {} for a
    group without branches."""
    if is_apart(run, scope):
        row = RunFigure.objects.filter(run=run, scope=scope, group=group).values_list("data", flat=True).first()
        return row or {}
    return grouped(run.counts, scope).get(group, {})


def figures_of(run: Run, scope: str, groups: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The same of several groups at once; those without branches are left out."""
    if is_apart(run, scope):
        rows = RunFigure.objects.filter(run=run, scope=scope, group__in=list(groups))
        return dict(rows.values_list("group", "data"))
    found = grouped(run.counts, scope)
    return {group: found[group] for group in groups if group in found}


def is_apart(run: Run, scope: str) -> bool:
    """Whether the groups stand in rows; runs of before there were such rows hold all of them in their counts."""
    return scope in run.counts.get("apart", {})


def grouped(counts: dict[str, Any], scope: str) -> dict[str, dict[str, Any]]:
    """What counts hold of each group of a scope, by the name of the figure."""
    named = {LEVELS: counts} | {name: each for name, each in counts.items() if isinstance(each, dict)}
    found: dict[str, dict[str, Any]] = {}
    for name, each in named.items():
        by_group = each.get(scope)
        if isinstance(by_group, dict):
            for group, figure in by_group.items():
                found.setdefault(group, {})[name] = figure
    return found


def store_figures(finished: "Finished") -> None:
    """What is made with a run, in its transaction: short lists into its counts, groups of large scopes into rows.

    The caller saves the counts afterwards.
    """
    run = finished.run
    run.counts["stars"] = count_stars(finished.rules, finished.outcome)
    run.counts |= nearest(finished.rules, finished.roll.assessments, finished.outcome)
    store(set_apart(run))


def count_stars(rules: Rulebook, outcome: Outcome) -> list[int]:
    """Rated branches by their number of stars, from none; empty where the rulebook has none."""
    return np.bincount(outcome.stars[outcome.rated]).tolist() if rules.shows_stars else []


def nearest(rules: Rulebook, assessments: np.ndarray, outcome: Outcome) -> dict[str, Any]:
    """`near`: how many lack no more for their next star than counts as near; `nearest`: the first of them, least first
    and in league order, as assessments. assessments: int64[n]."""
    rows, gaps = near_rows(rules, outcome)
    place = outcome.places.campaign[rows]
    order = np.lexsort((np.where(place > 0, place, len(assessments) + 1), gaps))[:NEAREST]
    return {"near": len(rows), "nearest": assessments[rows[order]].tolist()}


def near_rows(rules: Rulebook, outcome: Outcome) -> tuple[np.ndarray, np.ndarray]:
    """The rows whose next star is near, and what each lacks; looked through in slices."""
    rows, gaps = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start in range(0, len(outcome.rated), ROWS_AT_ONCE):
        lacking, stars = nearest_gaps(rules, outcome.judgement, slice(start, start + ROWS_AT_ONCE))
        near = np.flatnonzero((stars >= 0) & (lacking <= near_gap(rules)))
        rows.append(start + near)
        gaps.append(lacking[near])
    return np.concatenate(rows), np.concatenate(gaps)


def set_apart(run: Run) -> Iterator[RunFigure]:
    """Take the figures of scopes with many groups out of the counts of a run that is being made; their rows follow one
    by one."""
    numbers: dict[str, int] = {}
    for scope in APART:
        found = grouped(run.counts, scope)
        numbers[scope] = len(found)
        for each in [run.counts, *(each for each in run.counts.values() if isinstance(each, dict))]:
            each.pop(scope, None)
        for group, data in found.items():
            yield RunFigure(run=run, scope=scope, group=group, data=data)
    run.counts["apart"] = numbers


def store(rows: Iterable[RunFigure]) -> None:
    """Write rows, some at a time; one that somebody else reckoned meanwhile stands."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        RunFigure.objects.bulk_create(some, ignore_conflicts=True)


def kept(run: Run, scope: str, group: str, reckon: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A figure of a run that never changes: as stored, else reckoned now and stored for everybody after."""
    found = RunFigure.objects.filter(run=run, scope=scope, group=group).values_list("data", flat=True).first()
    if found is None:
        found = reckon()
        store([RunFigure(run=run, scope=scope, group=group, data=found)])
    return dict(found)
