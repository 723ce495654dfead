"""What is there to tell of what comes next? A way to a star or level, and what no mark can move."""

from dataclasses import dataclass
from fractions import Fraction

from apps.rating.reasons.shapes import Asked
from apps.rating.ways import Option


@dataclass(frozen=True, slots=True)
class Way:
    """How one star would light, or the level above be reached, and what follows. kind: "star", "level", or "seat"
    of a quota; code: which; gap: what is missing where a single number says it; options: the single changes that
    would do, fewest points first; changes: the shortest list that would do (the first option where there is one);
    level, stars: what the branch by itself then has; inputs: its row then, in the order of the rulebook's inputs;
    place: in the campaign, everybody else as they are (None where nobody else is known)."""

    kind: str
    code: str
    gap: Fraction | None
    options: tuple[Option, ...]
    changes: tuple[Option, ...]
    level: int
    stars: int
    inputs: tuple[int | None, ...]
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What stands before the level above and is not moved by marks. kind: "veto", "vetoes" (several together),
    "ladder", "unrated", "asks" (something of the level that stays unmet), "quota"; code: of which."""

    kind: str
    code: str = ""
    asked: tuple[Asked, ...] = ()
