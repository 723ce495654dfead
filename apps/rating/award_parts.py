"""What can a branch be awarded? The shapes of stars, vetoes, levels, grants, the ladder, quotas and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from apps.rating.conditions import ALWAYS, Condition, Expression
from apps.rating.words import Text


@dataclass(frozen=True, slots=True)
class Star:
    """What `condition` earns. kind tells how it was written: "line" (its section reaches `line` hundredths),
    "condition", "pass" (everything in its section passes), "points" (the `nth` of one for each `each` of `of`, once the
    stars `once` are lit: `condition` says all of that), "medals" (words with conditions, best first; lit by any). A
    star may ask for stars before it. required: some level demands it by name."""

    code: str
    section: str
    title: Text
    line: int | None
    required: bool
    kind: str = "line"
    condition: Condition = ALWAYS
    each: Fraction | None = None
    of: Expression | None = None
    nth: int = 0
    once: tuple[str, ...] = ()
    medals: tuple[tuple[str, Condition], ...] = ()


@dataclass(frozen=True, slots=True)
class Veto:
    """An event that limits the outcome. effect: "no level", "no stars", "cap" (no level above `level`), "down" (one
    level), "star out" (`star`), "no promotion", "not rated". look_back: years; condition: found by the rules."""

    code: str
    title: Text
    effect: str
    level: str = ""
    star: str = ""
    look_back: int | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """An outcome: its condition holds, and no better level's does. `name` is the word used in files; lit, named: what
    it asks of stars (0 and empty: nothing), which `condition` holds, too."""

    name: str
    title: Text
    stars: int
    condition: Condition
    rated: bool
    lit: int = 0
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """A named fact that gives a level whatever the points say; past_ladder: the ladder does not hold it back."""

    level: str
    condition: Condition
    title: Text
    past_ladder: bool


@dataclass(frozen=True, slots=True)
class Unrated:
    """Who takes part without being rated, and the word for that."""

    name: str
    title: Text
    condition: Condition


@dataclass(frozen=True, slots=True)
class Ladder:
    """How far a level may move in a year: steps up and down, the best level without a record (None: any)."""

    up: int | None
    down: int | None
    no_record: str | None
    exception: Condition | None


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One thing that decides places; smallest_first: fewer is better."""

    expression: Expression
    smallest_first: bool = False


@dataclass(frozen=True, slots=True)
class Quota:
    """A limit on how many hold `levels` (best first). Exactly one of share, number, seats (group's name → number, ""
    otherwise). kind: "at most", "exactly", "at least" (a warning only); base: "everybody", "rated", "qualified";
    ties: "left out", "taken in", "meeting"; rounding: "down", "up", "half up", "largest remainder"."""

    levels: tuple[str, ...]
    kind: str
    share: Fraction | None
    number: int | None
    seats: Mapping[str, int]
    base: str
    within: str
    rounding: str
    least: int
    by: tuple[OrderKey, ...]
    ties: str
    falls_to: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of another vocabulary (grade, programme) and what it asks; the first that holds."""

    name: str
    title: Text
    condition: Condition


@dataclass(frozen=True, slots=True)
class Honour:
    """An honour that a branch of one of `levels` may be put forward for; others only as an exception. Never a rule."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A share or number to watch, never a rule. levels: those that count towards it; years: in how many years (0:
    this)."""

    levels: tuple[str, ...]
    share: Fraction | None
    number: int | None
    stars: int | None = None
    years: int = 0
