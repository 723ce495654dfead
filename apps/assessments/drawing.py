"""Which branches are drawn? By a seed that was published before, part by part, so that anyone can draw them again.

Each part of the branches (zone, type, how well it did) gives as many as its share of all, whole ones first, what is
left to the largest remainders. Inside a part, branches stand in the order of SHA-256 of "seed|unit|branch"; equal
remainders stand in the order of SHA-256 of "seed|part".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from apps.core.errors import Invalid

# A share is given in hundredths of a per cent.
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Ball:
    """A branch in the urn: its key here, what it is called outside, and the part that it belongs to."""

    key: int
    unit: str
    name: str
    part: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the branches: how many it has, and how many were drawn of it."""

    names: tuple[str, ...]
    branches: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Keys in the order of the draw, part by part; and the parts in the order of their names."""

    keys: tuple[int, ...]
    parts: tuple[Part, ...]


def draw(balls: Iterable[Ball], share: int, seed: str) -> Drawn:
    """A share (hundredths of a per cent, rounded half up, at least one branch) of all, parted evenly.

    Refuses an empty seed and a share outside 0 to 100 per cent.
    """
    if not seed.strip():
        raise Invalid(_("Enter the seed of the draw."), code="no-seed")
    if not 0 < share <= WHOLE:
        raise Invalid(_("A share lies above 0% and is at most 100%."), code="share")
    parts: dict[tuple[str, ...], list[Ball]] = {}
    for ball in balls:
        parts.setdefault(ball.part, []).append(ball)
    held = dict(sorted(parts.items()))
    seats = seats_of({names: len(part) for names, part in held.items()}, share, seed)
    keys: list[int] = []
    for names, part in held.items():
        ordered = sorted(part, key=lambda ball: lot(seed, ball.unit, ball.name))
        keys += [ball.key for ball in ordered[: seats[names]]]
    return Drawn(tuple(keys), tuple(Part(names, len(part), seats[names]) for names, part in held.items()))


def seats_of(sizes: dict[tuple[str, ...], int], share: int, seed: str) -> dict[tuple[str, ...], int]:
    """How many each part gives, by largest remainders; never more than it has."""
    branches = sum(sizes.values())
    wanted = max(1, (branches * share * 2 + WHOLE) // (2 * WHOLE)) if branches else 0
    seats = {names: size * share // WHOLE for names, size in sizes.items()}
    by_remainder = sorted(sizes, key=lambda names: (-(sizes[names] * share % WHOLE), lot(seed, *names)))
    left = wanted - sum(seats.values())
    for names in [names for names in by_remainder if seats[names] < sizes[names]][:left]:
        seats[names] += 1
    return seats


def lot(seed: str, *names: str) -> str:
    """What something draws: the SHA-256 of the seed and its names, parted by bars, as hexadecimal digits."""
    return sha256("|".join((seed, *names)).encode()).hexdigest()
