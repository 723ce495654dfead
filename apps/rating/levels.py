"""Which level do the lit stars reach? The best whose conditions all hold."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from apps.rating.cohort import Flags
from apps.rating.rulebook import LevelCondition, Rulebook


def lit_among(rulebook: Rulebook, condition: LevelCondition, lit: Flags) -> NDArray[np.int64]:
    """int64[n]: how many of the stars that the condition names are lit; where it names none, of all.

    lit: bool[n, stars].
    """
    named = [column for column, star in enumerate(rulebook.stars) if star.code in condition.codes]
    counted: Flags = lit[:, named] if named else lit
    count: NDArray[np.int64] = counted.sum(axis=1, dtype=np.int64)
    return count


MEASURES: Mapping[str, Callable[[Rulebook, LevelCondition, Flags], NDArray[np.int64]]] = {
    "lit": lit_among,
    "with": lit_among,
}


def measure(rulebook: Rulebook, condition: LevelCondition, lit: Flags) -> NDArray[np.int64]:
    """int64[n]: what the condition's mechanism finds; the condition holds where this is `needed` or more."""
    return MEASURES[condition.kind](rulebook, condition, lit)


def reach_levels(rulebook: Rulebook, lit: Flags) -> NDArray[np.int16]:
    """int16[n]: the index in `rulebook.levels` of the best level whose conditions all hold. lit: bool[n, stars]."""
    last = len(rulebook.levels) - 1
    reached = np.full(len(lit), last, np.int16)
    for index in reversed(range(last)):
        holds = np.ones(len(lit), np.bool_)
        for condition in rulebook.levels[index].conditions:
            holds &= measure(rulebook, condition, lit) >= condition.needed
        reached[holds] = index
    return reached


def stars_of_levels(rulebook: Rulebook, level: NDArray[np.int16]) -> NDArray[np.int16]:
    """int16[n]: the stars that each branch's level shows."""
    return np.array([each.stars for each in rulebook.levels], np.int16)[level]
