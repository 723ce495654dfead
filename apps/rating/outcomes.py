"""What comes of rating? What each branch earns by itself, and what everybody is awarded."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np

from apps.rating.exact import Flags, Integers
from apps.rating.figures import Figures
from apps.rating.places import Places
from apps.rating.quotas import QuotaGroup


@dataclass(frozen=True, eq=False)
class Judgement:
    """What n branches earn by themselves.

    sections: int64[n, sections] and total: int64[n], in units of 10**-rulebook.decimals (the total exactly; a section
    in thirds rounded half up, for show: stars, levels and order read the exact figure); lit: bool[n, stars]; medals:
    int8[n, stars], the position of the medal won, −1 without (None: the rulebook has no medals); vetoes: bool[n,
    vetoes], those that stand, typed or found by the rules; reached, level: int16[n], positions in the rulebook's
    levels, by points and facts alone, and after grants, ladder and vetoes; unrated: int16[n], position in
    `rulebook.unrated`, len(rulebook.unrated) where a veto or a blank takes it out of rating, −1 for those who are
    rated; figures: what settling still reads.
    """

    sections: Integers
    total: Integers
    lit: Flags
    medals: Integers | None
    vetoes: Flags
    reached: Integers
    level: Integers
    unrated: Integers
    figures: Figures

    @classmethod
    def concatenate(cls, parts: Sequence[Self]) -> Self:
        """The judgements of slices that were judged apart, in order. Refuses an empty list."""
        if len(parts) == 1:
            return parts[0]
        whole: dict[str, Any] = {"figures": Figures.concatenate([part.figures for part in parts])}
        for column in fields(cls):
            columns = [getattr(part, column.name) for part in parts]
            if column.name not in whole:
                whole[column.name] = None if columns[0] is None else np.concatenate(columns)
        return cls(**whole)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What n branches are awarded.

    level: int16[n], final; stars: int16[n], shown (0 where there are none); lit: bool[n, stars] as listed; rated:
    bool[n]; pushed: int16[n], the position of the quota that pushed a branch out, −1 without; by_rules: int16[n], the
    level before people decided; keys: int64[n, order], larger is better; grade, programme: int16[n], −1 without;
    places: 0 where not rated; quotas: seats, candidates and cut line of every quota's every group.
    """

    judgement: Judgement
    places: Places
    level: Integers
    stars: Integers
    lit: Flags
    rated: Flags
    pushed: Integers
    by_rules: Integers
    keys: Integers
    grade: Integers
    programme: Integers
    quotas: tuple[QuotaGroup, ...]
