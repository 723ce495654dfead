"""What does a veto take away?"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from apps.rating.cohort import Flags
from apps.rating.rulebook import Rulebook


def no_level(rulebook: Rulebook, level: NDArray[np.int16], standing: Flags) -> NDArray[np.int16]:
    """int16[n]: the last level wherever the veto stands; the lit stars are left as they are."""
    return np.where(standing, np.int16(len(rulebook.levels) - 1), level)


EFFECTS: Mapping[str, Callable[[Rulebook, NDArray[np.int16], Flags], NDArray[np.int16]]] = {"no level": no_level}


def apply_vetoes(rulebook: Rulebook, level: NDArray[np.int16], vetoes: Flags) -> NDArray[np.int16]:
    """int16[n]: the levels that remain after each veto's own effect. vetoes: bool[n, vetoes]."""
    for column, veto in enumerate(rulebook.vetoes):
        level = EFFECTS[veto.effect](rulebook, level, vetoes[:, column])
    return level
