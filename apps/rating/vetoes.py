"""Step 7: which vetoes stand, and what does each take away?"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from apps.rating.exact import Flags, some
from apps.rating.facts import LAST_LEVEL
from apps.rating.figures import Figures
from apps.rating.levels import position_of
from apps.rating.rulebook import Rulebook, Veto
from apps.rating.stars import NO_STARS, STAR_OUT

NOT_RATED = "not rated"
Levels = NDArray[np.int16]


def star_vetoes(rulebook: Rulebook, figures: Figures, typed: Flags) -> Flags:
    """bool[n, vetoes]: those that stand and put stars out, typed or found by their condition; others not yet."""
    return _standing(rulebook, figures, typed, early=True)


def find_vetoes(rulebook: Rulebook, figures: Figures, typed: Flags) -> Flags:
    """bool[n, vetoes]: all that stand, typed or found by their condition."""
    return _standing(rulebook, figures, typed, early=False)


def _standing(rulebook: Rulebook, figures: Figures, typed: Flags, early: bool) -> Flags:
    standing = typed
    for column, veto in enumerate(rulebook.vetoes):
        if veto.condition is not None and not (early and veto.effect not in (NO_STARS, STAR_OUT)):
            standing = standing.copy() if standing is typed else standing
            standing[:, column] |= figures.holds(veto.condition)
    return standing


def apply_vetoes(rulebook: Rulebook, figures: Figures, level: Levels, standing: Flags) -> Levels:
    """int16[n]: the levels that remain after each veto's own effect, in the order written.

    standing: bool[n, vetoes].
    """
    for column, veto in enumerate(rulebook.vetoes):
        limit = EFFECTS.get(veto.effect)
        if limit is not None and len(level):
            level = np.where(standing[:, column], limit(rulebook, veto, figures, level), level)
    return level


def out_of_rating(rulebook: Rulebook, standing: Flags) -> Flags:
    """bool[n]: where a veto that stands takes the branch out of rating."""
    columns = [column for column, veto in enumerate(rulebook.vetoes) if veto.effect == NOT_RATED]
    return some([standing[:, column] for column in columns], len(standing))


def last_level(rulebook: Rulebook, veto: Veto, figures: Figures, level: Levels) -> Levels:
    """The last level."""
    return np.full_like(level, len(rulebook.levels) - 1)


def capped(rulebook: Rulebook, veto: Veto, figures: Figures, level: Levels) -> Levels:
    """No level above the veto's."""
    return np.maximum(level, np.int16(position_of(rulebook, veto.level)))


def one_down(rulebook: Rulebook, veto: Veto, figures: Figures, level: Levels) -> Levels:
    """One level further down, as far as there is one."""
    return np.minimum(level + 1, len(rulebook.levels) - 1).astype(np.int16)


def no_promotion(rulebook: Rulebook, veto: Veto, figures: Figures, level: Levels) -> Levels:
    """Not above last year's level; a branch without record keeps its level."""
    return np.maximum(level, figures.words[LAST_LEVEL].values).astype(np.int16)


EFFECTS: Mapping[str, Callable[[Rulebook, Veto, Figures, Levels], Levels]] = {
    "no level": last_level,
    NO_STARS: last_level,
    "cap": capped,
    "down": one_down,
    "no promotion": no_promotion,
}
