"""Step 6: which level is reached? The best whose condition holds, and how many stars a level shows."""

import numpy as np
from numpy.typing import NDArray

from apps.rating.exact import Exact, Integers
from apps.rating.figures import Figures, Words
from apps.rating.rulebook import Rulebook


def reach_levels(rulebook: Rulebook, figures: Figures) -> NDArray[np.int16]:
    """int16[n]: the position in `rulebook.levels` of the best level whose condition holds; the last takes the rest."""
    if not _shows_own_stars(rulebook):
        figures["stars"] = figures["lit"]
    last = len(rulebook.levels) - 1
    reached = np.full(figures.rows, last, np.int16)
    for position in reversed(range(last)):
        reached[figures.holds(rulebook.levels[position].condition)] = position
    return reached


def name_level(rulebook: Rulebook, figures: Figures, level: Integers, stars: Integers) -> None:
    """Put down "level" and "stars" as they stand now."""
    figures.words["level"] = Words(level, tuple(each.name for each in rulebook.levels))
    most = max(len(rulebook.stars), *(each.stars for each in rulebook.levels))
    figures["stars"] = Exact(stars, 1, 0, most)


def shown_stars(rulebook: Rulebook, level: Integers, lit: Integers) -> NDArray[np.int16]:
    """int16[n]: the stars that the level shows; where no level shows any, how many are lit. lit: integers[n]."""
    if not _shows_own_stars(rulebook):
        return lit.astype(np.int16)
    return np.array([each.stars for each in rulebook.levels], np.int16)[level]


def position_of(rulebook: Rulebook, name: str) -> int:
    """Where a level stands, best first; ValueError for a word that is none."""
    return [level.name for level in rulebook.levels].index(name)


def _shows_own_stars(rulebook: Rulebook) -> bool:
    return any(level.stars for level in rulebook.levels)
