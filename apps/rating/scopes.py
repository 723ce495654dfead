"""Who is compared with whom? The groups of branches inside which places, bests and quotas are made."""

from fractions import Fraction

import numpy as np

from apps.rating.cohort import Cohort
from apps.rating.entries import Entries
from apps.rating.exact import Integers, is_known
from apps.rating.rulebook import Rulebook

SCOPES = ("zone", "unit", "type")
MEMBERS = "members"


def groups_of(rulebook: Rulebook, cohort: Cohort, scope: str) -> Integers:
    """integers[n], each branch's group in "campaign", "zone", "unit", "type" or "size", counted from 0."""
    if scope in SCOPES:
        groups: Integers = getattr(cohort, scope)
        return groups
    if scope == "size":
        return size_groups(rulebook, cohort)
    return np.zeros(len(cohort), np.int8)


def size_groups(rulebook: Rulebook, cohort: Cohort) -> Integers:
    """The size band of each branch: 0 below the first line, and so on; one more for a number of members not given."""
    members = Entries(rulebook, cohort).number(MEMBERS)
    lines = [int(Fraction(line) * members.per) for line in rulebook.size_bands]
    bands = np.searchsorted(lines, members.values, side="right")
    return np.where(is_known(members), bands, len(lines) + 1).astype(np.int16)
