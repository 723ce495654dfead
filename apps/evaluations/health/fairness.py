"""Do groups of branches fare alike? Shares with intervals by size, type and zone; what small branches cannot meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from apps.evaluations.criteria import line_of
from apps.evaluations.health.columns import Marked, ends_of
from apps.evaluations.sizes import UNKNOWN
from apps.rating.rulebook import Criterion
from apps.rating.statistics import Share

# Of smaller groups nothing is judged.
LEAST = 10
# Where no line tells, this part of the maximum is what a criterion is reached at, in hundredths.
REACHED = 60
# What is reached by marking high; counts and penalties are not.
KINDS = frozenset({"points", "pass", "choice"})
# A criterion that others reach so seldom is hard for all, in hundredths.
SELDOM = 5


@dataclass(frozen=True, slots=True)
class GroupShare:
    """One group: how many of its branches reach what is asked, and how that lies to all other branches: 1 above,
    −1 below, 0 where the intervals touch or the group is too small. number: which group it is."""

    number: int
    name: str
    share: Share
    rest: Share
    apart: int


def group_shares(reached: np.ndarray, groups: np.ndarray, names: Sequence[str]) -> list[GroupShare]:
    """Each group that has branches, in order. reached: bool[n]; groups: integers[n], numbers in `names`."""
    whole, part = len(reached), int(np.count_nonzero(reached))
    found = []
    for number, name in enumerate(names):
        inside = groups == number
        branches, own = int(np.count_nonzero(inside)), int(np.count_nonzero(reached & inside))
        if branches:
            share, rest = Share.of(own, branches), Share.of(part - own, whole - branches)
            is_judged = min(branches, whole - branches) >= LEAST
            found.append(GroupShare(number, name, share, rest, share.apart(rest) if is_judged else 0))
    return found


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A criterion that none of `small` branches reached at `line` (hundredths), while `part` of `others` did."""

    criterion: Criterion
    line: int
    small: int
    part: int
    others: int


def out_of_reach(columns: Marked, members: np.ndarray, up_to: int) -> list[OutOfReach]:
    """What no branch of up to so many members reached though larger ones do; only where enough are marked."""
    small = (members != UNKNOWN) & (members <= up_to)
    others = members > up_to
    found = []
    for number, criterion in enumerate(columns.criteria):
        if criterion.kind not in KINDS:
            continue
        line = reach_of(columns, criterion)
        marked, reached = columns.marked[:, number], columns.marks[:, number] >= line
        few, many = int(np.count_nonzero(marked & small)), int(np.count_nonzero(marked & others))
        part = int(np.count_nonzero(marked & others & reached))
        if few >= LEAST and not (marked & small & reached).any() and 100 * part > SELDOM * many:
            found.append(OutOfReach(criterion, line, few, part, many))
    return found


def reach_of(columns: Marked, criterion: Criterion) -> int:
    """The mark from which a criterion counts as reached: its share of the star's line, else of its maximum."""
    line = line_of(columns.rules, criterion)
    return -(-ends_of(columns.rules, criterion)[1] * REACHED // 100) if line is None else line
