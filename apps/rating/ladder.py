"""Step 9: how far may a level move in one year?"""

import numpy as np
from numpy.typing import NDArray

from apps.rating.facts import LAST_LEVEL
from apps.rating.figures import Figures
from apps.rating.levels import position_of
from apps.rating.rulebook import Rulebook


def hold_ladder(rulebook: Rulebook, figures: Figures, level: NDArray[np.int16]) -> NDArray[np.int16]:
    """int16[n]: the levels within so many steps of last year's, and within what a branch without record may reach."""
    ladder = rulebook.ladder
    if ladder is None:
        return level
    last = figures.words[LAST_LEVEL].values
    recorded, held = last >= 0, level
    if ladder.up is not None:
        held = np.where(recorded, np.maximum(held, last - ladder.up), held)
    if ladder.down is not None:
        held = np.where(recorded, np.minimum(held, last + ladder.down), held)
    if ladder.no_record is not None:
        held = np.where(recorded, held, np.maximum(held, position_of(rulebook, ladder.no_record)))
    if ladder.exception is not None:
        held = np.where(figures.holds(ladder.exception), level, held)
    return held.astype(np.int16)
