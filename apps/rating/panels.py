"""Step 2: how do several markers become one mark?"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from apps.rating.exact import Exact, Integers, level
from apps.rating.ratio import Ratio
from apps.rating.rulebook import Panel

Span: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]

UNMARKED = np.iinfo(np.int64).max


def one_mark(panel: Panel, marks: Sequence[Exact]) -> Exact:
    """The panel's mark: blank marks are left out first; unknown where too few are left. marks: one a marker."""
    alike = level(marks)
    known = np.column_stack([np.ones(len(mark), np.bool_) if mark.known is None else mark.known for mark in alike])
    given = known.sum(axis=1, dtype=np.int64)
    values = np.column_stack([mark.values for mark in alike]).astype(np.int64)
    ordered = np.sort(np.where(known, values, UNMARKED), axis=1)
    first, last = TAKES[panel.take](panel, given)
    taken = np.maximum(last - first, 0)
    column = np.arange(len(marks))
    counted = (column >= first[:, None]) & (column < last[:, None])
    sums = np.where(counted, ordered, 0).sum(axis=1)
    enough = (given >= max(panel.least, 1)) & (taken > 0)
    low, high = min(mark.low for mark in alike), max(mark.high for mark in alike)
    together = Exact(sums, alike[0].per, min(0, low) * len(marks), max(0, high) * len(marks))
    found = together.rounded(panel.rounding) if "sum" in panel.take else _mean(panel, together, taken, (low, high))
    return Exact(np.where(enough, found.values, 0), found.per, min(found.low, 0), max(found.high, 0), enough)


def _mean(panel: Panel, sums: Exact, taken: Integers, bounds: tuple[int, int]) -> Exact:
    """The sum of `taken` marks over their number: rounded where the panel says so, else over a denominator for all."""
    low, high = bounds
    if panel.rounding is not None:
        each = [Fraction(bound, sums.per) for bound in (min(low, 0), max(high, 0))]
        mean = Ratio.of(sums).divided(Exact(taken, 1, 0, panel.markers)).within(*each)
        return mean.rounded(panel.rounding, panel.party)
    parts = lcm(*_possible(panel))
    product = sums.multiplied(Exact(parts // np.maximum(taken, 1), 1, 1, parts))
    return Exact(product.values, sums.per * parts, low * parts, high * parts)


def _possible(panel: Panel) -> list[int]:
    """How many marks may be taken, whoever left theirs blank."""
    given = np.arange(max(panel.least, 1), panel.markers + 1)
    first, last = TAKES[panel.take](panel, given)
    return [1, *np.maximum(last - first, 1).tolist()]


def _all(panel: Panel, given: NDArray[np.int64]) -> Span:
    return np.zeros_like(given), given


def _middle(panel: Panel, given: NDArray[np.int64]) -> Span:
    return (given - 1) // 2, given // 2 + 1


def _between(panel: Panel, given: NDArray[np.int64]) -> Span:
    return np.full_like(given, panel.drop), given - panel.drop


def _without_lowest(panel: Panel, given: NDArray[np.int64]) -> Span:
    return np.full_like(given, panel.drop), given


def _without_highest(panel: Panel, given: NDArray[np.int64]) -> Span:
    return np.zeros_like(given), given - panel.drop


def _highest(panel: Panel, given: NDArray[np.int64]) -> Span:
    return np.maximum(given - panel.drop, 0), given


TAKES: Mapping[str, Callable[[Panel, NDArray[np.int64]], Span]] = {
    "mean": _all,
    "sum": _all,
    "median": _middle,
    "trimmed": _between,
    "trimmed sum": _between,
    "without lowest": _without_lowest,
    "sum without lowest": _without_lowest,
    "without highest": _without_highest,
    "sum without highest": _without_highest,
    "best": _highest,
    "sum of best": _highest,
}
