"""What do many marks say about the criteria themselves? Shares with intervals, spreads, ranks that go together.

These are figures about rules, never about a branch's points; they may be floats.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from apps.rating.cohort import Flags, Integers

Floats = NDArray[np.float64]
# The normal deviate of a 95% interval.
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, and the Wilson interval in which the share lies with 95% confidence, from 0 to 1."""

    part: int
    whole: int
    low: float
    high: float

    @classmethod
    def of(cls, part: int, whole: int) -> "Share":
        """The interval is everything where nobody was counted."""
        if not whole:
            return cls(part, whole, 0.0, 1.0)
        p, square = part / whole, Z95 * Z95
        middle = (p + square / (2 * whole)) / (1 + square / whole)
        half = Z95 / (1 + square / whole) * sqrt(p * (1 - p) / whole + square / (4 * whole * whole))
        low = 0.0 if part == 0 else max(0.0, middle - half)
        return cls(part, whole, low, 1.0 if part == whole else min(1.0, middle + half))

    def apart(self, rest: "Share") -> int:
        """1 where the interval lies wholly above the other's, −1 where wholly below, else 0."""
        return int(self.low > rest.high) - int(self.high < rest.low)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the marks of one criterion lie. marked: how many; full: how many have `best`; common, common_count: the
    commonest mark (the higher of two) and how many have it; lower, upper: the marks that a quarter stays at or below
    and that three quarters stay at or below. Marks in hundredths."""

    marked: int
    full: int
    common: int
    common_count: int
    lower: int
    upper: int


def spread(marks: Integers, best: int) -> Spread | None:
    """The spread of the marks given; None where there are none."""
    if not len(marks):
        return None
    values, counts = np.unique(marks, return_counts=True)
    common = len(counts) - 1 - int(np.argmax(counts[::-1]))
    up_to = np.cumsum(counts)
    lower, upper = (int(values[np.searchsorted(up_to, -(-len(marks) * part // 4))]) for part in (1, 3))
    full = int(np.count_nonzero(marks == best))
    return Spread(len(marks), full, int(values[common]), int(counts[common]), lower, upper)


def ranks(marks: Integers) -> Floats:
    """float64[n]: the rank of each mark from 1, equal marks sharing the mean of their places."""
    values, places, counts = np.unique(marks, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    means: Floats = ends - (counts - 1) / 2
    return means[places.reshape(len(marks))] if len(values) else np.zeros(0)


@dataclass(frozen=True, eq=False)
class Likeness:
    """How the marks of criteria go together. value: float64[criteria, criteria], the correlation of ranks (nan where
    either never varies); both: int64[criteria, criteria], how many branches are marked on both."""

    value: Floats
    both: NDArray[np.int64]


def likeness(marks: Integers, marked: Flags) -> Likeness:
    """Correlation of ranks, each pair over the branches marked on both. Ranks count all who are marked on the one."""
    ranked = np.zeros(marks.shape)
    for column in range(marks.shape[1]):
        rows = marked[:, column]
        ranked[rows, column] = ranks(marks[rows, column])
    there = marked.astype(np.float64)
    both = there.T @ there
    first, second = ranked.T @ there, there.T @ ranked
    squares = (ranked * ranked).T @ there
    with np.errstate(divide="ignore", invalid="ignore"):
        shared = ranked.T @ ranked - first * second / both
        own = squares - first * first / both
        value = np.where((own > 1e-6) & (own.T > 1e-6), shared / np.sqrt(own * own.T), np.nan)
    return Likeness(value, both.astype(np.int64))
