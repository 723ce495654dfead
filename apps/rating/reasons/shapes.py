"""What is there to tell of one branch's result? Exact numbers and codes on every step, without a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from apps.rating.conditions import Comparison

Detail: TypeAlias = Fraction | int | str
Figure: TypeAlias = Fraction | str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was done to a number of points. kind: "fine", "award", "times", "kept", "rounded", "once" (counted
    with another criterion), "best", "left out", "cap", "scaled", "floor", "mean" …; code: of what; details: the figures
    by which it was done."""

    kind: str
    before: Fraction
    after: Fraction
    code: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict)

    @property
    def by(self) -> Fraction:
        """What it added; below zero where it took off."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that was typed. key: its heading; criterion: its code; value: hundredths, None where blank; kept: it
    counts in its panel's mark."""

    key: str
    criterion: str
    value: int | None
    kept: bool = True


@dataclass(frozen=True, slots=True)
class ScoreReason:
    """How one criterion came to its points. source: its mechanism ("points", "pass", "choice", "each", "fines",
    "awards", "bands", "line", "share", "reading", "place", "best"); state: "" or why nothing was read ("blank",
    "not for it", "left out"); marks: what was typed; start: what the changes begin with; value: what it counts in
    its section, taken off where `role` is "penalty"; counts: whether its section sums it; parties: where parties
    are mixed criterion by criterion, each one's share and its own story."""

    code: str
    source: str
    state: str
    marks: tuple[Mark, ...]
    start: Fraction
    changes: tuple[Change, ...]
    value: Fraction
    maximum: Fraction
    role: str = "base"
    counts: bool = True
    details: Mapping[str, Detail] = field(default_factory=dict)
    parties: tuple[tuple[str, Fraction, "ScoreReason"], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sum: `value` times `factor` is what it brings. kind: "score", "section", "party"; state: "" or
    "missing" (it counts as 0), "left out" (the others share its weight)."""

    kind: str
    code: str
    value: Fraction
    factor: Fraction
    state: str = ""

    @property
    def brings(self) -> Fraction:
        return self.value * self.factor


@dataclass(frozen=True, slots=True)
class SectionReason:
    """How one section came to its points: `parts`, its criteria but for bonus and penalty, bring `sum`; the changes
    lead from there to `total`. line: the points that light its star (None without one); gap: what it lacks of them."""

    code: str
    scores: tuple[ScoreReason, ...]
    parts: tuple[Part, ...]
    sum: Fraction
    changes: tuple[Change, ...]
    total: Fraction
    maximum: Fraction
    line: Fraction | None
    lit: bool
    gap: Fraction
    counts: bool = True

    @property
    def marks(self) -> tuple[tuple[str, int | None], ...]:
        """Every typed criterion with its hundredths, None where blank; a panel's marks are left to the scores."""
        typed = [mark for score in self.scores for mark in score.marks if score.details.get("panel") is None]
        return tuple((mark.criterion, mark.value) for mark in typed)


@dataclass(frozen=True, slots=True)
class SumReason:
    """How parts became one number: what they bring adds up to `sum`, and the changes lead on to `total`."""

    parts: tuple[Part, ...]
    sum: Fraction
    changes: tuple[Change, ...]
    total: Fraction


@dataclass(frozen=True, slots=True)
class PartyReason:
    """What one party gave: its sections and how they add up; without sections where it gives one number."""

    name: str
    sections: tuple[SectionReason, ...]
    sum: SumReason

    @property
    def total(self) -> Fraction:
        return self.sum.total


@dataclass(frozen=True, slots=True)
class LayerReason:
    """What one layer of voters gave. votes: (option, how many, the points of one; None: stands apart); count: votes
    that have points; mean: their mean, None without any; weight: its share of the ballot."""

    code: str
    votes: tuple[tuple[str, int, Fraction | None], ...]
    count: int
    mean: Fraction | None
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a condition asks, in the light of a branch. kind: "comparison", "all", "any-of", "none-of",
    "some-of" (at least `needed` of them); actual: what the branch has (a number or a word, None where it is not
    known); needed: the number asked, shares worked out; gap: what is missing or too much (0 where it holds, None
    where no number says it)."""

    kind: str
    holds: bool
    comparison: Comparison | None = None
    actual: Fraction | str | None = None
    needed: Fraction | None = None
    gap: Fraction | None = None
    parts: tuple["Asked", ...] = ()


@dataclass(frozen=True, slots=True)
class StarReason:
    """Why one star is lit, or what it lacks. out: the code of the veto that puts it out."""

    code: str
    section: str
    kind: str
    lit: bool
    asked: tuple[Asked, ...]
    gap: Fraction | None
    medal: str = ""
    out: str = ""


@dataclass(frozen=True, slots=True)
class LevelReason:
    """What one level asks, and whether all of it holds. index: its position in the rulebook."""

    index: int
    holds: bool
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One step on the way to the final level, by positions in the rulebook's levels. kind: "reached", "grant",
    "ladder", "veto", "unrated", "quota", "decision"; code: of which veto, the position of which grant, quota or
    unrated word."""

    kind: str
    before: int
    after: int
    code: str = ""
    asked: tuple[Asked, ...] = ()
    details: Mapping[str, Detail] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one thing cost: the level there would be without it. kind: "veto", "ladder", "quota", "all" (vetoes and
    ladder together); code: as in `Move`."""

    kind: str
    code: str
    level: int


@dataclass(frozen=True, slots=True)
class QuotaReason:
    """How one quota stood in the branch's group. seats: how many may hold the levels; candidates: how many reached
    them; held: how many do; place: among the candidates (None: it is none); line: the last holder's figures by key
    (empty: nobody holds); own: the branch's; tied: how many are equal over the line; pushed: it pushed this branch
    out."""

    position: int
    seats: int
    base: int
    candidates: int
    held: int
    place: int | None
    line: tuple[Figure, ...]
    own: tuple[Figure, ...]
    tied: int
    pushed: bool
    meeting: bool


@dataclass(frozen=True, slots=True)
class Above:
    """What parts a branch from the place above: the first key that differs, and both figures."""

    place: int
    key: str
    own: Figure
    theirs: Figure

    @property
    def gap(self) -> Fraction | None:
        """What is between them; None between words."""
        if isinstance(self.own, str) or isinstance(self.theirs, str):
            return None
        return abs(self.theirs - self.own)


@dataclass(frozen=True, slots=True)
class PlaceReason:
    """A place in one scope ("campaign", "zone", "unit", "type", "size"), among how many rated ones; equal: how many
    share it; above: None for the first."""

    scope: str
    place: int
    of: int
    equal: int
    above: Above | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What needs everybody: quotas, places, and the positions of the grade and programme that follow (None without)."""

    quotas: tuple[QuotaReason, ...]
    places: tuple[PlaceReason, ...]
    grade: int | None = None
    programme: int | None = None


@dataclass(frozen=True, slots=True)
class Ballots:
    """How votes became points. layers: empty where the mean itself was given; quorum: what it asks of their number."""

    layers: tuple[LayerReason, ...]
    count: Fraction | None
    start: Fraction | None
    changes: tuple[Change, ...]
    points: Fraction
    quorum: Asked | None


@dataclass(frozen=True, slots=True)
class LevelPath:
    """From the level that points and facts reach to the final one, by positions in the rulebook's levels. above:
    every level better than the reached one; reached: what the reached one asked; costs: what vetoes, ladder and
    quota cost."""

    above: tuple[LevelReason, ...]
    reached: LevelReason
    moves: tuple[Move, ...]
    final: int
    costs: tuple[Cost, ...]
