"""Who moves when the rules change? Two outcomes of the same branches side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.rating.cohort import Flags, Integers
from apps.rating.rate import Outcome
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True, eq=False)
class Standing:
    """Where n branches stand. levels: the words, best first, after them those for who takes part without being rated;
    level: positions in them; place: in the campaign, 0 where a branch has none."""

    levels: tuple[str, ...]
    level: Integers
    place: Integers

    @classmethod
    def of(cls, rulebook: Rulebook, outcome: Outcome) -> "Standing":
        """What an outcome by `rulebook` gives; who is taken out of rating keeps the level that stands for it."""
        unrated = outcome.judgement.unrated.astype(np.int64)
        named = (unrated >= 0) & (unrated < len(rulebook.unrated))
        level = np.where(named, len(rulebook.levels) + unrated, outcome.level)
        words = rulebook.outcomes if named.any() else rulebook.levels
        return cls(tuple(each.name for each in words), level, outcome.places.campaign)

    def reaches(self, level: str) -> Flags:
        """bool[n]: who stands on that level or a better one; nobody where there is no such level."""
        if level not in self.levels:
            return np.zeros(len(self.level), np.bool_)
        found: Flags = np.less_equal(self.level, self.levels.index(level))
        return found


@dataclass(frozen=True, eq=False)
class Comparison:
    """n branches before and after. matrix: int64[levels before, levels after], how many went from which to which;
    direction: int8[n], 1 risen, −1 fallen, 0 on the same level."""

    before: Standing
    after: Standing
    matrix: NDArray[np.int64]
    direction: NDArray[np.int8]

    @property
    def risen(self) -> int:
        """How many stand on a better level."""
        return int(np.count_nonzero(self.direction > 0))

    @property
    def fallen(self) -> int:
        """How many stand on a worse level."""
        return int(np.count_nonzero(self.direction < 0))

    @property
    def only_place(self) -> int:
        """How many kept their level and changed only their place."""
        return int(np.count_nonzero((self.direction == 0) & (self.before.place != self.after.place)))

    def movers(self) -> NDArray[np.int64]:
        """The rows that changed their level: the risen by what they reach, then the fallen by what they lose; inside
        each, by their better place."""
        rows = np.flatnonzero(self.direction)
        falls = self.direction[rows] < 0
        better = np.where(falls, self.before.level[rows], self.after.level[rows])
        place = np.where(falls, self.before.place[rows], self.after.place[rows])
        return rows[np.lexsort((rows, place, better, falls))]

    def directions(self) -> NDArray[np.int8]:
        """int8[levels before, levels after]: 1 where the way from one to the other is up, −1 where it is down."""
        old, new = heights(self.before.levels, self.after.levels)
        found: NDArray[np.int8] = np.sign(old[:, None] - new[None, :]).astype(np.int8)
        return found

    def went(self, start: int, end: int) -> Flags:
        """bool[n]: who went from one level to another, by their positions."""
        found: Flags = np.equal(self.before.level, start) & np.equal(self.after.level, end)
        return found


def compare(before: Standing, after: Standing) -> Comparison:
    """The same branches in the same order by two sets of rules."""
    shape = (len(before.levels), len(after.levels))
    matrix = np.zeros(shape, np.int64)
    np.add.at(matrix, (before.level, after.level), 1)
    old, new = heights(before.levels, after.levels)
    return Comparison(before, after, matrix, np.sign(old[before.level] - new[after.level]).astype(np.int8))


def heights(before: Sequence[str], after: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How far from the best each level of two lists stands, on one scale, so that the same word stands alike.

    The list after the change gives the scale; a word that it lost stands just below the one that was above it.
    """
    scale = list(after)
    for position, word in enumerate(before):
        if word not in scale:
            scale.insert(scale.index(before[position - 1]) + 1 if position else 0, word)
    return np.array([scale.index(word) for word in before]), np.array([scale.index(word) for word in after])


@dataclass(frozen=True, slots=True)
class GroupMove:
    """One group: its number, its branches, who of them rose and fell, and who reaches the level asked for."""

    group: int
    branches: int
    risen: int
    fallen: int
    before: int
    after: int


def by_group(comparison: Comparison, group: Integers, level: str) -> list[GroupMove]:
    """Each group of `group` (integers[n] from 0) that has branches, in the order of its number."""
    width = int(group.max(initial=-1)) + 1
    columns = (
        np.ones(len(group), np.bool_),
        comparison.direction > 0,
        comparison.direction < 0,
        comparison.before.reaches(level),
        comparison.after.reaches(level),
    )
    counts = [np.bincount(group[column], minlength=width).tolist() for column in columns]
    return [GroupMove(number, *row) for number, row in enumerate(zip(*counts, strict=True)) if row[0]]
