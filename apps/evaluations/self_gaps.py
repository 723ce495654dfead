"""How far do self-assessments lie above or below what the superior gave? Branch by branch, in hundredths, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from apps.assessments.choices import Party
from apps.assessments.lines import sheet_parties
from apps.assessments.values import CHOSEN, COUNTS
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import inputs_of
from apps.evaluations.health.columns import marked_in
from apps.evaluations.models import Run
from apps.rating.rulebook import Criterion, Rulebook, Section

# Fewer branches than these have no median that others may see: it would tell of single ones.
LEAST = 5
# A self-assessment lies far from this share of the points compared on; in hundredths.
FAR = 2


def has_self_party(rules: Rulebook) -> bool:
    """Whether branches mark themselves by these rules, and somebody else marks them, too."""
    parties = sheet_parties(rules)
    return Party.SELF in parties and len(parties) > 1


@dataclass(frozen=True, eq=False)
class Gaps:
    """n branches of a run. gap: int64[n, criteria], the self-mark less the superior's, 0 where one of them is blank;
    both: bool[n, criteria], where both are marked. Only criteria that are marked in points are compared."""

    rules: Rulebook
    criteria: tuple[Criterion, ...]
    assessments: list[int]
    gap: np.ndarray
    both: np.ndarray
    given: np.ndarray
    own: np.ndarray

    @cached_property
    def row_of(self) -> dict[int, int]:
        return {pk: row for row, pk in enumerate(self.assessments)}

    @cached_property
    def total(self) -> np.ndarray:
        """int64[n]: by how much each branch put itself above; below is negative."""
        return self.gap.sum(axis=1)

    @cached_property
    def compared(self) -> np.ndarray:
        """int64[n]: how many criteria both have marked."""
        return self.both.sum(axis=1)

    @property
    def far_line(self) -> int:
        """Hundredths from which on a branch lies far, unless somebody asks for another line."""
        return max(100, sum(each.maximum for each in self.criteria) * FAR // 100 // 100 * 100)

    def sections(self) -> list[tuple[Section, np.ndarray]]:
        """The gap of each branch by section, for sections with something to compare."""
        found = []
        for section in self.rules.sections:
            here = [number for number, each in enumerate(self.criteria) if each.section == section.code]
            if here:
                found.append((section, self.gap[:, here].sum(axis=1)))
        return found


def gaps_in(run: Run) -> Gaps:
    """The gaps of a run: its own columns, and the self-marks as they stand on the sheets now. One query."""
    rules, marked = rulebook_of(run.rulebook_version), marked_in(run)
    numbers = [number for number, each in enumerate(rules.criteria) if each.kind not in (*CHOSEN, *COUNTS)]
    both = (marked.marked & marked.own_marked)[:, numbers]
    own, given = marked.own[:, numbers], marked.marks[:, numbers]
    return Gaps(
        rules,
        tuple(rules.criteria[number] for number in numbers),
        inputs_of(run).assessments,
        np.where(both, own - given, 0),
        both,
        np.where(both, given, 0),
        np.where(both, own, 0),
    )


def median(values: Sequence[int] | np.ndarray) -> int | None:
    """The middle value in hundredths, between two the mean, half up; None of nothing."""
    ordered = sorted(int(value) for value in values)
    if not ordered:
        return None
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (low + high + 1) // 2


def shared_median(values: Sequence[int] | np.ndarray) -> int | None:
    """The median as others may see it: of five branches or more."""
    return median(values) if len(values) >= LEAST else None
