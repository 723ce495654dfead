"""Which criteria separate nobody, repeat another, are marked by nobody, or lie far from the self-marks?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from apps.evaluations.health.columns import Marked, ends_of
from apps.rating.rulebook import Criterion
from apps.rating.statistics import Spread, likeness, spread

# What is counted of fewer marked branches is not judged.
LEAST = 20
# From this share with one and the same mark on, a criterion separates nobody; in hundredths, as are the next two.
SAME = 90
# From this correlation of ranks on, two criteria repeat each other.
ALIKE = 80
# A self-mark is far from the superior's from this share of the criterion's range on.
FAR = 10


@dataclass(frozen=True, slots=True)
class CriterionHealth:
    """One criterion. holds: branches for which it holds; blank: those not marked; both: those marked by both parties;
    gap: the mean self-mark less the mean mark over these, in hundredths, half up; far: how many differ by a tenth of
    the range or more."""

    criterion: Criterion
    holds: int
    blank: int
    spread: Spread | None
    both: int
    gap: int
    far: int

    @property
    def is_judged(self) -> bool:
        """Whether enough branches are marked to say anything."""
        return self.spread is not None and self.spread.marked >= LEAST

    @property
    def separates_nobody(self) -> bool:
        """Whether nearly all have one and the same mark."""
        found = self.spread
        return bool(self.is_judged and found and 100 * found.common_count >= SAME * found.marked)

    @property
    def is_far(self) -> bool:
        """Whether at least half of those marked by both parties differ much."""
        return self.both >= LEAST and 2 * self.far >= self.both


@dataclass(frozen=True, slots=True)
class Pair:
    """Two criteria whose ranks go together; value: the correlation in hundredths, half up; both: branches counted."""

    first: Criterion
    second: Criterion
    value: int
    both: int


def criteria_health(columns: Marked) -> list[CriterionHealth]:
    """Every criterion of the rulebook, in its order."""
    return [_one(columns, number, criterion) for number, criterion in enumerate(columns.criteria)]


def _one(columns: Marked, number: int, criterion: Criterion) -> CriterionHealth:
    marked, own = columns.marked[:, number], columns.own_marked[:, number]
    holds = int(np.count_nonzero(columns.holds[:, number]))
    both = marked & own
    differences = columns.own[both, number] - columns.marks[both, number]
    count = len(differences)
    worst, best = ends_of(columns.rules, criterion)
    return CriterionHealth(
        criterion=criterion,
        holds=holds,
        blank=holds - int(np.count_nonzero(marked)),
        spread=spread(columns.marks[marked, number], best),
        both=count,
        gap=(2 * int(differences.sum()) + count) // (2 * count) if count else 0,
        far=int(np.count_nonzero(100 * np.abs(differences) >= FAR * abs(best - worst))),
    )


def all_pairs(columns: Marked) -> list[Pair]:
    """Every two criteria with enough branches marked on both, the most alike first."""
    found = likeness(columns.marks, columns.marked)
    hundredths = np.rint(np.nan_to_num(found.value) * 100).astype(np.int64)
    firsts, seconds = np.nonzero(np.triu(found.both >= LEAST, k=1))
    pairs = [
        Pair(columns.criteria[a], columns.criteria[b], int(hundredths[a, b]), int(found.both[a, b]))
        for a, b in zip(firsts.tolist(), seconds.tolist(), strict=True)
    ]
    return sorted(pairs, key=lambda pair: -pair.value)


def repeating(pairs: Sequence[Pair]) -> list[Pair]:
    """Those that repeat each other, in order."""
    return [pair for pair in pairs if pair.value >= ALIKE]
