"""What can a criterion count, and by which mechanism? Shapes without behaviour; numbers are points unless said."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from apps.rating.conditions import Condition, Expression
from apps.rating.exact import Rounding


@dataclass(frozen=True, slots=True)
class Marked:
    """Points as they were marked: points, pass or fail, bonus. each: what one whole mark is worth."""

    worth: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Choice:
    """Fixed points for each choice, in order."""

    points: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Each:
    """So much for every `per`; units: "full" (begun ones do not count), "begun" (they do), "exact" (in proportion)."""

    each: Fraction
    per: Fraction
    units: str


@dataclass(frozen=True, slots=True)
class Fine:
    """Points taken off. criterion: what is typed ("" where `reads` says it); once: a yes takes `each`; below, above:
    the shortfall or excess is what counts; most: at most so much."""

    code: str
    criterion: str
    reads: Expression | None
    each: Fraction
    once: bool
    per: Fraction
    units: str
    below: Fraction | None
    above: Fraction | None
    most: Fraction | None
    condition: Condition | None


@dataclass(frozen=True, slots=True)
class Fines:
    """Full marks less fines, never below zero."""

    full: Fraction
    fines: tuple[Fine, ...]


@dataclass(frozen=True, slots=True)
class Award:
    """One kind of award: typed as how many of it."""

    code: str
    criterion: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Awards:
    """Awards that do not simply add up: the `best` few count (None: all of them)."""

    awards: tuple[Award, ...]
    best: int | None


@dataclass(frozen=True, slots=True)
class Band:
    """Points of a band; relation: "at least", "above", "at most", "below", "exactly" or "otherwise"."""

    relation: str
    line: Fraction
    points: Fraction

    def holds(self, figure: Fraction) -> bool:
        """Whether one number falls into the band, those before it apart."""
        return {
            "at least": figure >= self.line,
            "above": figure > self.line,
            "at most": figure <= self.line,
            "below": figure < self.line,
            "exactly": figure == self.line,
        }.get(self.relation, True)


@dataclass(frozen=True, slots=True)
class Bands:
    """Points by the first band that holds; reads: the figure (None: what is typed); out_of: the lines are shares of
    this figure, and where it is 0 or unknown the criterion is blank."""

    reads: Expression | None
    bands: tuple[Band, ...]
    out_of: Expression | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Points on a straight line between given points, each the figure and what it counts, the figure rising; beyond
    them as much as the nearest. reads: the figure (None: what is typed); out_of: the points stand at shares of this
    figure, and where it is 0 or unknown the criterion is blank."""

    reads: Expression | None
    points: tuple[tuple[Fraction, Fraction], ...]
    out_of: Expression | None = None

    def between(self, figure: Fraction) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
        """The two given points that a figure lies between; beyond them the last two."""
        pairs = list(pairwise(self.points))
        return next((pair for pair in pairs if figure <= pair[1][0]), pairs[-1])

    def at(self, figure: Fraction) -> Fraction:
        """What one figure counts."""
        (left, low), (right, high) = self.between(figure)
        return low + (high - low) * (max(left, min(right, figure)) - left) / (right - left)


@dataclass(frozen=True, slots=True)
class Share:
    """Full points × of ÷ out_of ÷ full_at, at most full; nothing where `out_of` is 0 or unknown."""

    of: Expression
    out_of: Expression
    full_at: Fraction
    full: Fraction


@dataclass(frozen=True, slots=True)
class Reading:
    """The figure itself as points."""

    reads: Expression


@dataclass(frozen=True, slots=True)
class PlacePoints:
    """Points for places `first` to `last` (None: and all after)."""

    first: int
    last: int | None
    points: Fraction


@dataclass(frozen=True, slots=True)
class Place:
    """Points by the place of a figure among all of the same scope; of None: of what is typed; drawn: its input's
    key."""

    of: Expression | None
    within: str
    smallest_first: bool
    table: tuple[PlacePoints, ...]
    drawn: str


@dataclass(frozen=True, slots=True)
class Best:
    """Full points in proportion to the best of the scope: own ÷ best, or best ÷ own where the smallest is best."""

    of: Expression | None
    within: str
    smallest_first: bool
    drawn: str
    full: Fraction


Mechanism: TypeAlias = Marked | Choice | Each | Fines | Awards | Bands | Line | Share | Reading | Place | Best


@dataclass(frozen=True, slots=True)
class Factor:
    """What points are multiplied by: the number of the first case that holds, else `number`, else a figure."""

    number: Fraction = Fraction(1)
    figure: str = ""
    cases: tuple[tuple[Condition, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """What one criterion counts in its section. criteria: the codes of what is typed for it (none where it is read).

    The points are the mechanism's, times `times` (and a figure, and the first of times_cases that holds), kept within
    least … most, then rounded. role: "base", "bonus" (on top of the section's maximum) or "penalty" (taken off). blank:
    "zero", "full", "left out", "not rated", "fail" or "error" (as zero, and a refusal at closing). party: who alone
    marks it. types, not_types, condition: of which branches it is asked at all.
    """

    code: str
    section: str
    mechanism: Mechanism
    criteria: tuple[str, ...]
    least: Fraction
    most: Fraction
    role: str = "base"
    times: Fraction = Fraction(1)
    times_figure: str = ""
    times_cases: tuple[tuple[Condition, Fraction], ...] = ()
    rounding: Rounding | None = None
    blank: str = "zero"
    party: str = ""
    weight: Fraction | None = None
    types: frozenset[str] = frozenset()
    not_types: frozenset[str] = frozenset()
    condition: Condition | None = None


def figures_read(score: Score) -> tuple[str, ...]:
    """The names of every figure that a criterion's mechanism reads, in the order written."""
    mechanism = score.mechanism
    read = [fine.reads for fine in mechanism.fines] if isinstance(mechanism, Fines) else []
    read += [getattr(mechanism, name, None) for name in ("reads", "of", "out_of")]
    return tuple(figure for expression in read if expression is not None for figure in expression.figures)
