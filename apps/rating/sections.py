"""How many points does each section count?"""

import numpy as np
from numpy.typing import NDArray

from apps.rating.cohort import Integers
from apps.rating.rulebook import Rulebook


def count_sections(rulebook: Rulebook, marks: Integers) -> NDArray[np.int64]:
    """int64[n, sections] in hundredths: the sum of each section's marks, counted up to the section's maximum.

    marks: integers[n, criteria] in hundredths. Criteria stand section by section, so a section is a run of columns.
    """
    sizes = [len(section.criteria) for section in rulebook.sections]
    starts = np.cumsum([0, *sizes[:-1]])
    sums = np.add.reduceat(marks, starts, axis=1, dtype=np.int64)
    return np.asfortranarray(np.minimum(sums, [section.maximum for section in rulebook.sections]))
