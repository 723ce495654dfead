"""The sums and the spread of totals of one run: as counted with it, else from its results."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.core.cache import cache

from apps.criteria.selectors import rulebook_of
from apps.evaluations.figures_of_run import figures_in
from apps.evaluations.models import Run
from apps.evaluations.totals import count_totals
from apps.rating.cohort import Integers

TOTALS = "totals"
SCOPES = ("zone", "unit", "type")
KEPT_SECONDS = 30 * 24 * 3600


def totals_in(run: Run, scope: str = "", group: str = "") -> dict[str, Any]:
    """The figures of all, or of one zone, unit or type; {} for a group without rated branches.

    A run of before these were counted is counted now, from its results, and kept at hand.
    """
    if TOTALS in run.counts:
        return dict((figures_in(run, scope, group).get(TOTALS) if scope else run.counts[TOTALS]["all"]) or {})
    key = f"totals:{run.pk}:{run.digest[:16]}"
    found = cache.get(key)
    if found is None:
        found = from_results(run)
        cache.set(key, found, KEPT_SECONDS)
    return dict((found[scope].get(group) if scope else found["all"]) or {})


def from_results(run: Run) -> dict[str, Any]:
    """The same figures from a run's stored results."""
    rules = rulebook_of(run.rulebook_version)
    rows = run.results.order_by().values_list("zone", "unit", "branch_type", "level", "sections", "total")
    columns = list(zip(*rows.iterator(chunk_size=5_000), strict=True)) or [()] * 6
    keyed = dict(zip(SCOPES, columns[:3], strict=True))
    groups = {scope: numbered(["" if key is None else str(key) for key in keys]) for scope, keys in keyed.items()}
    sections = np.array(columns[4], np.int64).reshape(len(columns[4]), len(rules.sections))
    rated = np.array(columns[3], np.int64) < len(rules.levels)
    return count_totals(rules, groups, sections, np.array(columns[5], np.int64), rated)


def numbered(keys: Sequence[str]) -> tuple[list[str], Integers]:
    """The keys that occur, in order of appearance, and each row's number among them."""
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    return list(numbers), np.array([numbers[key] for key in keys], np.int64)
