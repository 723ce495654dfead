"""How much does each criterion decide: its share of the differences between totals, and does it go with its section?"""

from dataclasses import dataclass

import numpy as np

from apps.evaluations.health.columns import Marked
from apps.evaluations.health.criteria import LEAST
from apps.rating.rulebook import Criterion

# Below this correlation with the rest of its section, in hundredths, a criterion hardly goes along with it.
WEAK = 20


@dataclass(frozen=True, slots=True)
class Weight:
    """One criterion. share: the part of the variance of all branches' sums that it brings, in thousandths (those of all
    criteria add up to a thousand, but for rounding); rest: its correlation with the others of its section, in
    hundredths, None where either does not vary, there are no others, or too few are marked."""

    criterion: Criterion
    share: int
    rest: int | None

    @property
    def is_weak(self) -> bool:
        """Whether it hardly goes with its section."""
        return self.rest is not None and self.rest < WEAK


def weights(columns: Marked) -> list[Weight]:
    """Every criterion in the rulebook's order; blanks count nothing. None at all where all sums are equal."""
    marks = np.where(columns.marked, columns.marks, 0).astype(np.float64)
    total = marks.sum(axis=1)
    spread = float(total.var()) if len(total) >= LEAST else 0.0
    if not spread:
        return []
    centred = marks - marks.mean(axis=0)
    shares = centred.T @ (total - total.mean()) / len(total) / spread
    return [
        Weight(criterion, round(1000 * float(shares[number])), rest_of(columns, marks, number))
        for number, criterion in enumerate(columns.criteria)
    ]


def rest_of(columns: Marked, marks: np.ndarray, number: int) -> int | None:
    """The correlation of one criterion with the others of its section, over the branches marked on it."""
    section = columns.criteria[number].section
    beside = [n for n, each in enumerate(columns.criteria) if each.section == section and n != number]
    rows = columns.marked[:, number]
    own, others = marks[rows, number], marks[rows][:, beside].sum(axis=1)
    if len(own) < LEAST or not own.std() or not others.std():
        return None
    return round(100 * float(np.corrcoef(own, others)[0, 1]))
