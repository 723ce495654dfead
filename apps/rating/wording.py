"""Step 12: which word of another vocabulary, a grade or a programme, belongs to each branch?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from apps.rating.exact import Flags
from apps.rating.figures import Figures
from apps.rating.rulebook import Word


def find_words(words: Sequence[Word], figures: Figures, rated: Flags) -> NDArray[np.int16]:
    """int16[n]: the position of the first word whose condition holds, −1 where none does or the branch is not rated."""
    found = np.full(figures.rows, -1, np.int16)
    for position, word in reversed(list(enumerate(words))):
        found[figures.holds(word.condition)] = position
    found[~rated] = -1
    return found
