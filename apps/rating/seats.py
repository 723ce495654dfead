"""How many seats has each group of a quota? A share of its base or a number, rounded as the rulebook states."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from apps.rating.exact import divided
from apps.rating.rulebook import Quota

LARGEST_REMAINDER = "largest remainder"


def seats_of(quota: Quota, base: NDArray[np.int64], names: Sequence[str]) -> NDArray[np.int64]:
    """int64[groups]: the seats of each group. base: int64[groups], how many branches its share is of; names: the
    groups' names, where seats are stated by name."""
    if quota.seats:
        otherwise = quota.seats.get("", 0)
        return np.array([quota.seats.get(name, otherwise) for name in _named(names, len(base))], np.int64)
    if quota.rounding == LARGEST_REMAINDER:
        whole = quota.number if quota.number is not None else int((quota.share or 0) * int(base.sum()))
        seats = share_out(whole, base)
    elif quota.number is not None:
        seats = np.full(len(base), quota.number, np.int64)
    else:
        share = quota.share or Fraction(0)
        seats = np.asarray(divided(base * share.numerator, np.int64(share.denominator), quota.rounding), np.int64)
    return np.maximum(seats, quota.least)


def share_out(seats: int, base: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64[groups]: `seats` of all groups together by their size, the rest to the largest remainders.

    Groups with equal remainders for the last of the rest get none of it: no name decides.
    """
    whole = max(int(base.sum()), 1)
    given, remainder = np.divmod(base.astype(np.int64) * seats, whole)
    left = seats - int(given.sum())
    if left > 0 and len(base):
        line = np.sort(remainder)[-min(left, len(base))]
        level = remainder == line
        given += (remainder > line) | (level & (np.count_nonzero(remainder >= line) <= left))
    return given


def _named(names: Sequence[str], groups: int) -> list[str]:
    """The name of each group; a scope without names, such as a size band, has empty ones."""
    return [*names[:groups], *[""] * (groups - len(names))]
