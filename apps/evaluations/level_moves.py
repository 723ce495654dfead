"""Who came from which level to which between two runs? One join of both, counted once a pair and kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from apps.criteria.selectors import rulebook_of
from apps.evaluations.figures_of_run import counts_in
from apps.evaluations.models import Result, Run

KEPT_SECONDS = 30 * 24 * 3600
COUNTED = {"zone": "zone", "unit": "unit", "branch_type": "type"}
# From a branch's result to its results in all runs.
THEN = "assessment__node__assessments__results"
Pair = tuple[int, int]


@dataclass(frozen=True)
class LevelMatrix:
    """counts: branches by outcome before and outcome now, by position; came: those now who did not stand before, by
    outcome now; left: those before who do not stand now, by outcome before (empty where only a group was counted)."""

    counts: tuple[tuple[int, ...], ...]
    came: tuple[int, ...]
    left: tuple[int, ...]

    def going(self, pairs: Iterable[Pair]) -> int:
        """How many went one of these ways."""
        return sum(self.counts[start][end] for start, end in pairs)


def level_matrix(before: Run, now: Run, group: Mapping[str, Any] | None = None) -> LevelMatrix:
    """Every branch of `now`, or those of one zone, unit or branch type (by the result's field, as they stand now)."""
    group = dict(group or {})
    named = "-".join(f"{name}={value!r}".encode().hex() for name, value in sorted(group.items()))
    key = f"level-matrix:{before.pk}:{before.digest[:16]}:{now.pk}:{now.digest[:16]}:{named}"
    counts = cache.get(key)
    if counts is None:
        counts = count_pairs(before, now, group)
        cache.set(key, counts, KEPT_SECONDS)
    held = held_now(now, group)
    came = tuple(whole - sum(row[end] for row in counts) for end, whole in enumerate(held))
    stood = [] if group else counts_in(before)
    return LevelMatrix(counts, came, tuple(whole - sum(counts[start]) for start, whole in enumerate(stood)))


def count_pairs(before: Run, now: Run, group: Mapping[str, Any]) -> tuple[tuple[int, ...], ...]:
    """The matrix itself, from one query."""
    pairs = with_level_of(now.results.filter(**group), before).order_by()
    found: dict[Pair, int] = {
        (start, end): n for start, end, n in pairs.values_list("level_before", "level").annotate(n=Count("pk"))
    }
    width, height = outcomes_of(now), outcomes_of(before)
    return tuple(tuple(found.get((start, end), 0) for end in range(width)) for start in range(height))


def held_now(now: Run, group: Mapping[str, Any]) -> Sequence[int]:
    """How many hold each outcome, as the run counted them."""
    if not group:
        return counts_in(now)
    [(field, value)] = group.items()
    return counts_in(now, COUNTED[field], "" if value is None else str(value))


def outcomes_of(run: Run) -> int:
    return len(rulebook_of(run.rulebook_version).outcomes)


def with_level_of(rows: QuerySet[Result], earlier: Run) -> QuerySet[Result]:
    """Only the rows whose branch stands in another run, too, each with `level_before`, its outcome there."""
    return rows.filter(**{f"{THEN}__run": earlier}).annotate(level_before=F(f"{THEN}__level"))


def going(rows: QuerySet[Result], before: Run, pairs: Iterable[Pair]) -> QuerySet[Result]:
    """The rows that came one of these ways since an earlier run, each with `level_before`."""
    ways = Q(pk__in=[])
    for start, ends in by_start(pairs).items():
        ways |= Q(level_before=start, level__in=ends)
    return with_level_of(rows, before).filter(ways)


def stayed(
    rows: QuerySet[Result], base: Run, before: Run, risen: Iterable[Pair], kept: Iterable[Pair]
) -> list[QuerySet[Result]]:
    """The rows that rose from `base` to `before` and have kept it since, apart by the level they had reached.

    risen: ways from base to before; kept: ways from before to now that are not down. Rows hold `level_before`.
    """
    from_base = by_start((end, start) for start, end in risen)
    until_now = by_start(kept)
    found = []
    for level, starts in from_base.items():
        was_lower = Result.objects.filter(run=base, level__in=starts, assessment__node=OuterRef("assessment__node"))
        there = with_level_of(rows, before)
        found.append(there.filter(Exists(was_lower), level_before=level, level__in=until_now.get(level, [])))
    return found


def by_start(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    """Ways by where they begin."""
    found: dict[int, list[int]] = {}
    for start, end in pairs:
        found.setdefault(start, []).append(end)
    return found


def came(rows: QuerySet[Result], before: Run) -> QuerySet[Result]:
    """The rows whose branch did not stand in an earlier run."""
    stood = Result.objects.filter(run=before, assessment__node=OuterRef("assessment__node"))
    return rows.filter(~Exists(stood))


def left(before: Run, now: Run) -> QuerySet[Result]:
    """The rows of the earlier run whose branch does not stand now."""
    stands = Result.objects.filter(run=now, assessment__node=OuterRef("assessment__node"))
    return before.results.filter(~Exists(stands))
