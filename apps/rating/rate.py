"""How many stars does a branch get, and which place? The steps in order, for one branch and for five million."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from apps.rating.cohort import Cohort, Flags, Integers
from apps.rating.levels import reach_levels, stars_of_levels
from apps.rating.places import Places, line_up, order_keys, places_in_all, places_within
from apps.rating.rulebook import Rulebook
from apps.rating.sections import count_sections
from apps.rating.stars import light_stars
from apps.rating.vetoes import apply_vetoes


@dataclass(frozen=True, eq=False)
class Judgement:
    """What n branches earn by themselves. sections, total: hundredths; level: index into the rulebook's levels;
    keys: int64[n, order], what decides places, larger is better."""

    sections: NDArray[np.int64]
    total: NDArray[np.int64]
    lit: Flags
    stars: NDArray[np.int16]
    level: NDArray[np.int16]
    keys: NDArray[np.int64]

    @classmethod
    def concatenate(cls, parts: Sequence[Self]) -> Self:
        """The judgements of slices that were judged apart, in order. Refuses an empty list."""
        return cls(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(cls)))


@dataclass(frozen=True, eq=False)
class Outcome:
    """What n branches are awarded."""

    judgement: Judgement
    places: Places


def rate(rulebook: Rulebook, cohort: Cohort) -> Outcome:
    """Rate a whole cohort: judge each branch by itself, then settle what needs everybody."""
    judgement = judge(rulebook, cohort)
    return Outcome(judgement, settle(rulebook, judgement, cohort.zone, cohort.unit, cohort.type))


def judge(rulebook: Rulebook, cohort: Cohort) -> Judgement:
    """Everything that concerns one branch alone, for any slice of branches; exact integers throughout."""
    sections = count_sections(rulebook, cohort.marks)
    total = np.add.reduce(sections, axis=1)
    lit = light_stars(rulebook, sections)
    level = apply_vetoes(rulebook, reach_levels(rulebook, lit), cohort.vetoes)
    stars = stars_of_levels(rulebook, level)
    return Judgement(sections, total, lit, stars, level, keys=order_keys(rulebook, stars, total, sections))


def settle(rulebook: Rulebook, judgement: Judgement, zone: Integers, unit: Integers, type: Integers) -> Places:
    """What needs everybody: places in the campaign and inside each zone, unit and type, by one sort."""
    everybody = line_up(judgement.keys)
    return Places(
        campaign=places_in_all(everybody),
        zone=places_within(everybody, zone),
        unit=places_within(everybody, unit),
        type=places_within(everybody, type),
    )
