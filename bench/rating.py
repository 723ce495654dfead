"""S1: the engine on columns in memory against numpy written by hand for that very rulebook."""

import numpy as np

from apps.criteria.selectors import compiled, shipped_rulebooks
from apps.rating.cohort import Cohort
from apps.rating.rate import rate
from bench.timing import Figure, best

BRANCHES = 1_000_000
ZONES, UNITS, TYPES = 5, 20_000, 9


def made_up(branches: int) -> Cohort:
    """Random marks whose sections reach their line about half the time."""
    chance = np.random.default_rng(2025)
    return Cohort(
        marks=chance.integers(110, 201, (branches, 25)) * 10,
        marked=np.ones((branches, 25), np.bool_),
        vetoes=chance.random((branches, 2)) < 0.01,
        zone=chance.integers(0, ZONES, branches),
        unit=chance.integers(0, UNITS, branches),
        type=chance.integers(0, TYPES, branches),
    )


def by_hand(cohort: Cohort) -> list[np.ndarray]:
    """xuchang-2025 in plain numpy: sums, lit stars, levels, and competition places in four scopes."""
    sections = cohort.marks.reshape(-1, 5, 5).sum(axis=2)
    lit = sections >= 8000
    count = lit.sum(axis=1)
    stars = np.where((count >= 3) & lit[:, 4] & ~cohort.vetoes.any(axis=1), count, 0)
    total = sections.sum(axis=1)
    key = (stars * 100_000 + total) * 100_000 + sections[:, 4]
    return [places(key, group) for group in (np.zeros(len(key), np.int64), cohort.zone, cohort.unit, cohort.type)]


def places(key: np.ndarray, group: np.ndarray) -> np.ndarray:
    order = np.lexsort((-key, group))
    row = np.arange(len(key))
    sorted_group, sorted_key = group[order], key[order]
    new_group = np.r_[True, sorted_group[1:] != sorted_group[:-1]]
    new_key = new_group | np.r_[True, sorted_key[1:] != sorted_key[:-1]]
    start = np.maximum.accumulate(np.where(new_group, row, 0))
    first = np.maximum.accumulate(np.where(new_key, row, 0))
    found = np.empty(len(key), np.int64)
    found[order] = first - start + 1
    return found


def figures() -> list[Figure]:
    """Both give the same places; then both are timed."""
    rules, cohort = compiled(shipped_rulebooks()["xuchang-2025"]), made_up(BRANCHES)
    ours = rate(rules, cohort).places
    for mine, theirs in zip((ours.campaign, ours.zone, ours.unit, ours.type), by_hand(cohort), strict=True):
        if not np.array_equal(mine, theirs):
            raise SystemExit("S1: engine and reference disagree")
    seconds, reference = best(lambda: rate(rules, cohort), lambda: by_hand(cohort))
    return [Figure("S1", "`rate`, 1 million branches", seconds, "numpy by hand", reference, 4)]
