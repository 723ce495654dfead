"""S1: the engine on columns in memory against numpy written by hand for that very rulebook."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from apps.criteria.selectors import compiled, shipped_rulebooks
from apps.rating.cohort import Cohort
from apps.rating.rate import rate
from bench.timing import Figure, best

BRANCHES = 1_000_000
ZONES, UNITS, TYPES = 5, 20_000, 9
LEVELS = 6


def groups(chance: np.random.Generator, branches: int) -> dict[str, np.ndarray]:
    """Vetoes, zones, units and types at random."""
    return {
        "vetoes": chance.random((branches, 2)) < 0.01,
        "zone": chance.integers(0, ZONES, branches),
        "unit": chance.integers(0, UNITS, branches),
        "type": chance.integers(0, TYPES, branches),
    }


def xuchang_cohort(branches: int) -> Cohort:
    """Random marks whose sections reach their line about half the time."""
    chance = np.random.default_rng(2025)
    marks = chance.integers(110, 201, (branches, 25)) * 10
    return Cohort(marks, np.ones(marks.shape, np.bool_), **groups(chance, branches))


def chuzhou_cohort(branches: int) -> Cohort:
    """Random marks about all the bands, some bonuses and deductions, and last year's levels, some without record."""
    chance = np.random.default_rng(2024)
    marks = np.zeros((branches, 23), np.int64)
    marks[:, :20] = chance.integers(36, 51, (branches, 20)) * 10
    marks[:, 20:22] = chance.integers(0, 201, (branches, 2)) * 10 * (chance.random((branches, 2)) < 0.1)
    marks[:, 22] = chance.integers(0, LEVELS + 1, branches) * 100
    marked = np.ones(marks.shape, np.bool_)
    marked[:, 22] = marks[:, 22] > 0
    return Cohort(marks, marked, **groups(chance, branches))


def xuchang_by_hand(cohort: Cohort) -> list[np.ndarray]:
    """xuchang-2025 in plain numpy: sums, lit stars, levels, and competition places in four scopes."""
    sections = cohort.marks.reshape(-1, 5, 5).sum(axis=2)
    lit = sections >= 8000
    count = lit.sum(axis=1)
    stars = np.where((count >= 3) & lit[:, 4] & ~cohort.vetoes.any(axis=1), count, 0)
    total = sections.sum(axis=1)
    return all_places((stars * 100_000 + total) * 100_000 + sections[:, 4], cohort)


def chuzhou_by_hand(cohort: Cohort) -> list[np.ndarray]:
    """chuzhou-2024 in plain numpy: sums, bands, ladder, vetoes, a quota of a quarter, and places in four scopes."""
    sections = cohort.marks[:, :20].reshape(-1, 4, 5).sum(axis=2)
    total = sections.sum(axis=1) + np.minimum(cohort.marks[:, 20], 500) - cohort.marks[:, 21]
    total = np.maximum(total, 0)
    stars = np.searchsorted([6000, 7000, 8000, 9000, 9500], total, side="right")
    last = LEVELS - cohort.marks[:, 22] // 100
    stars = np.minimum(stars, np.where(cohort.marked[:, 22], last + 1, 3))
    stars[cohort.vetoes.any(axis=1)] = 0
    key = keyed(stars, total, sections)
    order = np.argsort(-key, kind="stable")
    asks = order[stars[order] >= 4]
    seats = len(stars) // 4
    if len(asks) > seats:
        line = key[asks[seats]]
        held = asks[key[asks] > line]
        kept = stars[held]
        stars[asks] = 3
        stars[held] = kept
    return all_places(keyed(stars, total, sections), cohort)


def keyed(stars: np.ndarray, total: np.ndarray, sections: np.ndarray) -> np.ndarray:
    return ((stars * 100_000 + total) * 10_000 + sections[:, 3]) * 10_000 + sections[:, 1]


def all_places(key: np.ndarray, cohort: Cohort) -> list[np.ndarray]:
    everybody = np.zeros(len(key), np.int64)
    return [places(key, group) for group in (everybody, cohort.zone, cohort.unit, cohort.type)]


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


def compared(slug: str, cohort: Cohort, by_hand: Callable[[Cohort], list[np.ndarray]]) -> Figure:
    """Both give the same places; then both are timed."""
    rules = compiled(shipped_rulebooks()[slug])
    ours = rate(rules, cohort).places
    for mine, theirs in zip((ours.campaign, ours.zone, ours.unit, ours.type), by_hand(cohort), strict=True):
        if not np.array_equal(mine, theirs):
            raise SystemExit(f"S1: engine and reference disagree about {slug}")
    seconds, reference = best(lambda: rate(rules, cohort), lambda: by_hand(cohort))
    return Figure("S1", f"`rate`, 1 million branches, {slug}", seconds, "numpy by hand", reference, 4, n=BRANCHES)


def figures(_sizes: Sequence[int]) -> Iterator[Figure]:
    """The rulebook of plain sums, and the one with ladder and quota."""
    yield compared("xuchang-2025", xuchang_cohort(BRANCHES), xuchang_by_hand)
    yield compared("chuzhou-2024", chuzhou_cohort(BRANCHES), chuzhou_by_hand)
