"""Which stars are lit?"""

import numpy as np
from numpy.typing import NDArray

from apps.rating.cohort import Flags
from apps.rating.rulebook import Rulebook


def light_stars(rulebook: Rulebook, sections: NDArray[np.int64]) -> Flags:
    """bool[n, stars]: a star is lit when its section counts its line or more (bands are half-open).

    sections: int64[n, sections] in hundredths.
    """
    position = {section.code: column for column, section in enumerate(rulebook.sections)}
    lit = np.empty((len(sections), len(rulebook.stars)), np.bool_, order="F")
    for column, star in enumerate(rulebook.stars):
        lit[:, column] = sections[:, position[star.section]] >= star.line
    return lit
