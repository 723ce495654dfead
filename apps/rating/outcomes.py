"""What comes of rating? What each branch earns by itself, and what everybody is awarded."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np

from apps.rating.exact import Flags, Integers, narrowed
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

    def narrowed(self) -> Self:
        """The same in as few bits as hold it, for who keeps millions: to be compared and shown; whoever multiplies
        widens first."""
        sections, total = narrowed(self.sections), narrowed(self.total)
        return replace(self, sections=sections, total=total, figures=self.figures.narrowed())

    @classmethod
    def concatenate(cls, parts: list[Self]) -> Self:
        """The judgements of slices that were judged apart, in order. Refuses an empty list.

        The list is emptied, and each column of the slices let go as soon as the whole one stands: of millions nothing
        is held twice.
        """
        if len(parts) == 1:
            return parts.pop()
        columns = [dict(vars(part)) for part in parts]
        parts.clear()
        whole: dict[str, Any] = {}
        for name in (field.name for field in fields(cls)):
            found = [each.pop(name) for each in columns]
            whole[name] = Figures.concatenate(found) if name == "figures" else joined(found)
        return cls(**whole)


def joined(columns: Sequence[Any]) -> Any:
    """One column of all slices; None of what the rulebook does not have."""
    return None if columns[0] is None else np.concatenate(columns)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What n branches are awarded.

    level: int16[n], final; stars: int16[n], shown (0 where there are none); lit: bool[n, stars] as listed; rated:
    bool[n]; pushed: int16[n], the position of the quota that pushed a branch out, −1 without; by_rules: int16[n], the
    level before people decided; keys: integers[n, order], larger is better; grade, programme: int16[n], −1 without;
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
