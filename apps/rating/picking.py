"""Which is the highest of several figures, which the lowest, and what are they on average?"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np

from apps.rating.exact import Exact, added, is_known, level, some


def lowest(figures: Sequence[Exact]) -> Exact:
    """The smallest of the figures that are known; unknown where none is. Refuses an empty list."""
    alike = level(figures)
    top = max(one.high for one in alike)
    values = np.min([np.where(is_known(one), one.values, top) for one in alike], axis=0)
    known = None if any(one.known is None for one in alike) else some([is_known(one) for one in alike], len(values))
    return Exact(values, alike[0].per, min(one.low for one in alike), top, known)


def highest(figures: Sequence[Exact]) -> Exact:
    """The largest of the figures that are known; unknown where none is. Refuses an empty list."""
    return lowest([one.times(-1) for one in figures]).times(-1)


def average(figures: Sequence[Exact]) -> Exact:
    """The sum by the number of figures; known where all are. Refuses an empty list."""
    return added(figures).times(Fraction(1, len(figures)))


PICKS: Mapping[str, Callable[[Sequence[Exact]], Exact]] = {"highest": highest, "lowest": lowest, "average": average}
