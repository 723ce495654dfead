"""What stands on a sheet? The shapes of criteria, sections, panels, and of how parties, votes and totals count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from apps.rating.conditions import Condition, Expression
from apps.rating.exact import Rounding
from apps.rating.scores import Factor
from apps.rating.words import Text

ONE = Factor()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line that is marked, from `minimum` to `maximum` in `step`s, all in hundredths.

    kind: what is typed: "points", "pass" (0 or 100), "choice" (100 for the first of `choices`, 200 for the second, …),
    "count", "number", "penalty". `score` is what it is part of: itself, or the criterion whose fines or awards it is.
    types: the branch types it holds for (empty: all). texts: own words for a type: title and guide. part_of: of a
    unit's own indicator, the criterion that it stands in for together with the unit's others.
    """

    code: str
    title: Text
    section: str
    maximum: int
    minimum: int
    step: int
    guide: Text | None
    proof: int = 0
    kind: str = "points"
    score: str = ""
    party: str = ""
    how: str = ""
    choices: tuple[tuple[str, Text], ...] = ()
    types: frozenset[str] = frozenset()
    not_types: frozenset[str] = frozenset()
    texts: Mapping[str, tuple[Text | None, Text | None]] = field(default_factory=dict)
    blank: str = "zero"
    part_of: str = ""

    def holds_for(self, branch_type: str) -> bool:
        """Whether branches of this type are marked on it."""
        return branch_type not in self.not_types and (not self.types or branch_type in self.types)

    def title_for(self, branch_type: str) -> Text:
        """The title in the words for this type of branch."""
        return self.texts.get(branch_type, (None, None))[0] or self.title

    def guide_for(self, branch_type: str) -> Text | None:
        """The guide in the words for this type of branch."""
        return self.texts.get(branch_type, (None, None))[1] or self.guide


@dataclass(frozen=True, slots=True)
class Section:
    """A group of criteria. criteria: the codes of what is marked; scores: the codes of what counts, in order.

    maximum: hundredths it can count (bonus apart from `base`); base: what its criteria reach without bonus; cap: `sum:
    at most` (with_bonus: over bonus criteria, too); scale_to; weights (mean), best (how many of the best scores count),
    median: what is made of its scores instead of their sum; against: it is taken off the total; times: by what it is
    multiplied; condition: for which branches it is asked at all, like `types`.
    """

    code: str
    title: Text
    short: Text
    letter: Text
    maximum: int
    criteria: tuple[str, ...]
    scores: tuple[str, ...] = ()
    base: int = 0
    cap: Fraction | None = None
    with_bonus: bool = True
    scale_to: Fraction | None = None
    weights: tuple[Fraction, ...] = ()
    best: int | None = None
    is_against: bool = False
    is_bonus: bool = False
    below_zero: bool = False
    rounding: Rounding | None = None
    types: frozenset[str] = frozenset()
    not_types: frozenset[str] = frozenset()
    refinement: "Refinement | None" = None
    times: Factor = ONE
    median: bool = False
    condition: Condition | None = None

    def holds_for(self, branch_type: str) -> bool:
        """Whether branches of this type have it."""
        return branch_type not in self.not_types and (not self.types or branch_type in self.types)


@dataclass(frozen=True, slots=True)
class Refinement:
    """What units may add to a section: points together, how many criteria, and who adds ("unit" or "county")."""

    points: Fraction
    criteria: int
    by: str


@dataclass(frozen=True, slots=True)
class Panel:
    """How several markers of one party become one mark. take: "mean", "median" or "sum"; "trimmed" and "trimmed sum"
    (without `drop` highest and `drop` lowest), "without lowest", "without highest", "sum without lowest", "sum without
    highest" (without `drop` of them), "best" and "sum of best" (the `drop` highest); fewer than `least` marks are
    none."""

    party: str
    markers: int
    take: str
    drop: int
    least: int
    rounding: Rounding | None


@dataclass(frozen=True, slots=True)
class Mix:
    """How parties become one. shares: party → share of 1 (empty: one party counts alone); at: "total" or "criteria";
    missing: party → "zero", "left out" or "not rated"; figures: parties that give one number, "PARTY.total"."""

    shares: Mapping[str, Fraction] = field(default_factory=dict)
    at: str = "total"
    missing: Mapping[str, str] = field(default_factory=dict)
    figures: frozenset[str] = frozenset()
    rounding: Rounding | None = None


@dataclass(frozen=True, slots=True)
class BallotOption:
    """One answer on the ballot; points None is an abstention, which stands apart."""

    code: str
    title: Text
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class Ballot:
    """How votes become points. Without options the mean itself is given. layers: code → weight (empty: one layer)."""

    options: tuple[BallotOption, ...]
    layers: Mapping[str, Fraction]
    quorum: Fraction | None
    quorum_of: Expression | None
    quorum_number: Fraction | None
    missing: str
    rounding: Rounding | None


@dataclass(frozen=True, slots=True)
class Total:
    """How the total is made: by the first of `cases` that holds, else by `of` with signs, or `weights`; None and empty:
    all sections, those against it taken off. times: by what that is multiplied, before cap and rounding."""

    of: Expression | None = None
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    cap: Fraction | None = None
    below_zero: bool = False
    rounding: Rounding | None = None
    times: Factor = ONE
    cases: tuple[tuple[Condition, Expression], ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """What a criterion without a mark means: the hundredths it counts, and what it does at closing."""

    counts: int
    at_closing: str
