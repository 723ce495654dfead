"""Who passes a gate? The line is drawn by places; whoever shares the place at the line waits for people's word."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WHOLE = 1000


@dataclass(frozen=True)
class Standing:
    """One candidate after a gate's run. place: 1 is the best, None who has none; may_pass: on a level that passes."""

    candidate: int
    place: int | None
    may_pass: bool


@dataclass(frozen=True)
class Cut:
    """Candidates above the line, those that share the place at it with the seats left for them, and all others.

    seats is 0 where nobody shares the line.
    """

    passed: tuple[int, ...]
    tied: tuple[int, ...]
    seats: int
    below: tuple[int, ...]
    failed: tuple[int, ...]


def seats_of(taking_part: int, places: int | None, share: int | None, spare: int) -> int | None:
    """How many pass: places, or a share (tenths of a per cent, halves up, at least one) of those taking part; the
    smaller where both are given; `spare` more (差额). None: all that may."""
    asked = [] if places is None else [places]
    if share is not None:
        asked.append(max(1, int(Fraction(taking_part * share, WHOLE) + Fraction(1, 2))))
    return min(asked) + spare if asked else None


def cut(standings: Sequence[Standing], seats: int | None) -> Cut:
    """Draw the line. A place that is shared across it decides nothing: those are `tied`, for `seats` seats."""
    failed = tuple(one.candidate for one in standings if not one.may_pass)
    able = sorted((one for one in standings if one.may_pass), key=place_of)
    if seats is None or len(able) <= seats:
        return Cut(tuple(one.candidate for one in able), (), 0, (), failed)
    line = place_of(able[seats - 1]) if seats else 0
    above = tuple(one.candidate for one in able if place_of(one) < line)
    at_line = tuple(one.candidate for one in able if place_of(one) == line)
    below = tuple(one.candidate for one in able if place_of(one) > line)
    if len(above) + len(at_line) <= seats:
        return Cut(above + at_line, (), 0, below, failed)
    return Cut(above, at_line, seats - len(above), below, failed)


def place_of(one: Standing) -> float:
    """Who has no place stands last."""
    return float("inf") if one.place is None else one.place
