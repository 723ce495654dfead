"""Who marks which branch? A pure plan: the same inputs give the same assignment, in whatever order they come.

Branches of one unit that the same people may mark form a block. Blocks are laid, the heaviest first, on whoever would
then carry the least for their share. After that branches change hands, one by one or along a chain of people who may
each take from the one before, as long as that lowers the sum over all people of load² / share; it can fall only so
often, and where no chain lowers it, nobody carries more than one branch too much. Where units are kept whole, it is
blocks that change hands, and the difference left is at most one of them. Figures are integers, ties go to the lower
key: no order of rows and no hash decides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from apps.assessments.levelling import Branch, Desk, Item, Load

__all__ = ["Branch", "Interests", "Load", "Plan", "Scorer", "Why", "assign"]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Who may mark: `load` says how much of a full share (100) they take; no zones or types mean any."""

    key: int
    load: int = 100
    zones: frozenset[int | None] = frozenset()
    types: frozenset[str] = frozenset()


class Why(StrEnum):
    """Why nobody could be given a branch."""

    NOBODY = "nobody"
    ZONE = "zone"
    TYPE = "type"
    BOTH = "zone-and-type"
    INTEREST = "interest"


@dataclass(frozen=True, slots=True)
class Plan:
    """Who marks which branch (keys), what each carries, and which branches nobody can be given, with the reason."""

    given: Mapping[int, int]
    loads: Mapping[int, Load]
    left: Mapping[int, Why]


@dataclass(frozen=True, slots=True)
class Interests:
    """Pairs of a person and a unit, and of a person and a branch, that must not meet."""

    units: Collection[tuple[int, int]] = frozenset()
    branches: Collection[tuple[int, int]] = frozenset()


def assign(
    branches: Iterable[Branch],
    scorers: Iterable[Scorer],
    interests: Interests | None = None,
    fixed: Mapping[int, int] | None = None,
    *,
    keep_units: bool = False,
) -> Plan:
    """The assignment of all branches; `fixed` (branch → person) stands as it is and counts as carried.

    With `keep_units`, branches of one unit are parted only where not everybody may mark them all. Fixed branches of
    people who are not among the scorers stand, too, and load nobody.
    """
    interests, fixed = interests or Interests(), fixed or {}
    people = sorted((each for each in scorers if each.load > 0), key=lambda each: each.key)
    rows = sorted(branches, key=lambda each: each.key)
    desk, left = Desk([(each.key, each.load) for each in people]), {}
    allowed = Allowed(people, interests)
    free: list[tuple[Branch, int]] = []
    for branch in rows:
        if branch.key in fixed:
            desk.fix(branch, fixed[branch.key])
        elif who := allowed.to_mark(branch):
            free.append((branch, who))
        else:
            left[branch.key] = allowed.why_nobody(branch)
    pieces = blocks_of(free, None if keep_units else desk.fair_share(free))
    for item in sorted(pieces, key=lambda each: (-each.weight, each.unit, each.key)):
        desk.lay(item)
    if not keep_units:
        desk.break_up()
    desk.level()
    return Plan(desk.given, desk.loads(), left)


class Allowed:
    """Who may mark a branch: by zone and type, and without an interest in it; as bits in the order of the people."""

    def __init__(self, people: Sequence[Scorer], interests: Interests) -> None:
        self.people = people
        self.units, self.branches = frozenset(interests.units), frozenset(interests.branches)
        self.known: dict[tuple[int | None, str], int] = {}

    def fitting(self, zone: int | None, branch_type: str) -> int:
        """Those whose zones and types take it."""
        key = zone, branch_type
        if key not in self.known:
            self.known[key] = bits(
                (not each.zones or zone in each.zones) and (not each.types or branch_type in each.types)
                for each in self.people
            )
        return self.known[key]

    def to_mark(self, branch: Branch) -> int:
        """Those who may mark it."""
        apart = bits(
            (each.key, branch.unit) in self.units or (each.key, branch.key) in self.branches for each in self.people
        )
        return self.fitting(branch.zone, branch.type) & ~apart

    def why_nobody(self, branch: Branch) -> Why:
        """What keeps everybody from a branch that nobody may mark."""
        if not self.people:
            return Why.NOBODY
        if self.fitting(branch.zone, branch.type):
            return Why.INTEREST
        if not any(not each.zones or branch.zone in each.zones for each in self.people):
            return Why.ZONE
        return Why.TYPE if not any(not each.types or branch.type in each.types for each in self.people) else Why.BOTH


def bits(answers: Iterable[bool]) -> int:
    """Yes and no as the bits of a number, the first one lowest."""
    return sum(1 << place for place, yes in enumerate(answers) if yes)


def blocks_of(rows: Sequence[tuple[Branch, int]], most: int | None) -> list[Item]:
    """Branches of one unit that the same people may mark, together; none heavier than `most` if one can part it."""
    found: dict[tuple[int, int], list[Branch]] = {}
    for branch, who in rows:
        found.setdefault((branch.unit, who), []).append(branch)
    items = []
    for (_unit, who), held in found.items():
        piece: list[Branch] = []
        for branch in held:
            if piece and most is not None and sum(each.weight for each in piece) + branch.weight > most:
                items.append(Item(tuple(piece), who))
                piece = []
            piece.append(branch)
        items.append(Item(tuple(piece), who))
    return items
