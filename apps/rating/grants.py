"""Step 8: who is given a level whatever the points say, and who takes part without being rated?"""

import numpy as np
from numpy.typing import NDArray

from apps.rating.figures import Figures
from apps.rating.levels import position_of
from apps.rating.rulebook import Rulebook


def grant_levels(
    rulebook: Rulebook, figures: Figures, level: NDArray[np.int16], past_ladder_only: bool = False
) -> NDArray[np.int16]:
    """int16[n]: at least the level of every grant whose fact stands. past_ladder_only: only grants that the ladder does
    not hold back."""
    for grant in rulebook.grants:
        if grant.past_ladder or not past_ladder_only:
            granted = np.minimum(level, np.int16(position_of(rulebook, grant.level)))
            level = np.where(figures.holds(grant.condition), granted, level)
    return level


def find_unrated(rulebook: Rulebook, figures: Figures) -> NDArray[np.int16]:
    """int16[n]: the position in `rulebook.unrated` of the first that holds, −1 for those who are rated."""
    unrated = np.full(figures.rows, -1, np.int16)
    for position, word in reversed(list(enumerate(rulebook.unrated))):
        unrated[figures.holds(word.condition)] = position
    return unrated
