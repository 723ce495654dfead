"""Do two people who marked the same branches agree? Counted exactly, for one criterion at a time.

Intraclass correlation ICC(2,1): two-way random effects, absolute agreement, a single marker (Shrout & Fleiss,
Psychological Bulletin 86, 1979). Kappa: Cohen's with quadratic weights (Psychological Bulletin 70, 1968).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.int64]
# With fewer pairs a figure beyond chance says nothing.
LEAST_PAIRS = 10
# Below these a criterion's wording deserves a look.
WEAK_BEYOND_CHANCE, WEAK_NEAR = Fraction(1, 2), Fraction(7, 10)


@dataclass(frozen=True, slots=True)
class Agreement:
    """`pairs` of marks in hundredths. same, near: how many were equal, or no further apart than the tolerance; lean:
    the sum of first less second; apart: the sum of distances; beyond_chance: 1 is full agreement, 0 is chance, None
    where nobody can tell: too few pairs, or all marks alike."""

    pairs: int
    same: int
    near: int
    lean: int
    apart: int
    beyond_chance: Fraction | None

    @property
    def is_weak(self) -> bool:
        """Whether two people read this criterion too differently: its wording should be looked at."""
        if self.pairs < LEAST_PAIRS:
            return False
        is_chance = self.beyond_chance is not None and self.beyond_chance < WEAK_BEYOND_CHANCE
        return Fraction(self.near, self.pairs) < WEAK_NEAR or (is_chance and self.same < self.pairs)


def agreement(first: Marks, second: Marks, *, tolerance: int, are_words: bool = False) -> Agreement:
    """int64[n] twice, hundredths, both given everywhere. Words (a choice, passed) are compared by kappa, points by
    correlation. The tolerance is the widest distance that still counts as near."""
    distance = np.abs(first - second)
    beyond = None
    if len(first) >= LEAST_PAIRS:
        beyond = weighted_kappa(first.tolist(), second.tolist()) if are_words else correlation(first, second)
    return Agreement(
        pairs=len(first),
        same=int((distance == 0).sum()),
        near=int((distance <= tolerance).sum()),
        lean=int((first - second).sum()),
        apart=int(distance.sum()),
        beyond_chance=beyond,
    )


def correlation(first: Marks, second: Marks) -> Fraction | None:
    """ICC(2,1) of int64[n] twice, exactly; None below two pairs, or where all marks are alike."""
    n = len(first)
    if n < 2:
        return None
    a, b = int(first.sum()), int(second.sum())
    middle = Fraction((a + b) ** 2, 2 * n)
    whole = int((first**2).sum() + (second**2).sum()) - middle
    between = Fraction(int(((first + second) ** 2).sum()), 2) - middle
    markers = Fraction(a * a + b * b, n) - middle
    left = (whole - between - markers) / (n - 1)
    between /= n - 1
    bottom = between + left + 2 * (markers - left) / n
    return (between - left) / bottom if bottom else None


def weighted_kappa(first: Sequence[int], second: Sequence[int]) -> Fraction | None:
    """Cohen's kappa with quadratic weights, exactly; None where chance alone would agree always."""
    n = len(first)
    if not n:
        return None
    seen = Fraction(sum((a - b) ** 2 for a, b in zip(first, second, strict=True)), n)
    squares = Fraction(sum(a * a for a in first) + sum(b * b for b in second), n)
    by_chance = squares - 2 * Fraction(sum(first) * sum(second), n * n)
    return 1 - seen / by_chance if by_chance else None
