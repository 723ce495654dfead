"""What do this year's rules say? The shape of a rulebook; `apps/rating/loading` makes one from text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from apps.rating.award_parts import (
    Grant,
    Honour,
    Ladder,
    Level,
    OrderKey,
    Quota,
    Star,
    Target,
    Unrated,
    Veto,
    Word,
)
from apps.rating.conditions import ALWAYS, Expression
from apps.rating.inputs import Input
from apps.rating.scores import Score
from apps.rating.sheet_parts import (
    ONE,
    Ballot,
    BallotOption,
    Blank,
    Criterion,
    Mix,
    Panel,
    Refinement,
    Section,
    Total,
)
from apps.rating.words import Text

__all__ = [
    "ONE",
    "Ballot",
    "BallotOption",
    "Blank",
    "Criterion",
    "Grant",
    "Honour",
    "Ladder",
    "Level",
    "Mix",
    "OrderKey",
    "Panel",
    "PartyRole",
    "Quota",
    "Refinement",
    "Rulebook",
    "Section",
    "Star",
    "Target",
    "Text",
    "Total",
    "Unrated",
    "Veto",
    "Word",
]

PartyRole: TypeAlias = Literal["counts", "shown"]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules of one rating. Points of marks are hundredths; `places` are the decimals shown of marks, `decimals`
    those in which sections and totals are stored (2 or more); levels stand best first.

    inputs: every column that the engine reads, the counting party's criteria first.
    """

    slug: str
    title: Text
    parties: Mapping[str, PartyRole]
    step: int
    places: int
    blank: Blank
    reason_gap: int | None
    reason_rise: int | None
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    stars: tuple[Star, ...]
    vetoes: tuple[Veto, ...]
    levels: tuple[Level, ...]
    order: tuple[OrderKey, ...]
    inputs: tuple[Input, ...]
    scores: tuple[Score, ...]
    decimals: int = 2
    main_party: str = "superior"
    note: Text | None = None
    mix: Mix = field(default_factory=Mix)
    panels: Mapping[str, Panel] = field(default_factory=dict)
    ballot: Ballot | None = None
    total: Total = field(default_factory=Total)
    figures: Mapping[str, Expression] = field(default_factory=dict)
    count_once: tuple[tuple[str, ...], ...] = ()
    grants: tuple[Grant, ...] = ()
    unrated: tuple[Unrated, ...] = ()
    ladder: Ladder | None = None
    compare_within: str = "campaign"
    size_bands: tuple[int, ...] = ()
    tie_break: OrderKey | None = None
    quotas: tuple[Quota, ...] = ()
    grades: tuple[Word, ...] = ()
    programmes: tuple[Word, ...] = ()
    honours: tuple[Honour, ...] = ()
    targets: tuple[Target, ...] = ()

    @property
    def shows_stars(self) -> bool:
        """Whether results have a number of stars: shown by levels, or counted from what is lit."""
        return bool(self.stars) or any(level.stars for level in self.levels)

    @property
    def outcomes(self) -> tuple[Level, ...]:
        """Every word that a branch can end with: the levels, best first, then those of taking part without rating."""
        return (*self.levels, *(Level(word.name, word.title, 0, ALWAYS, False) for word in self.unrated))

    def full_marks(self, branch_type: str | None = None) -> int:
        """The hundredths that a total reaches without bonus; of a type's own sections where one is named."""
        held = [each for each in self.sections if branch_type is None or each.holds_for(branch_type)]
        maxima = {each.code: each.base or each.maximum for each in held if not (each.is_bonus or each.is_against)}
        if self.total.weights:
            return int(sum(weight * maxima.get(code, 0) for code, weight in self.total.weights.items()))
        if self.total.of is None or not maxima.keys() & set(self.total.of.figures):
            return sum(maxima.values())
        return sum(maxima.get(term.figure, 0) for term in self.total.of.terms if term.sign > 0)
