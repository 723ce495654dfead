"""Piles of branches made level: laid on the lowest pile, then passed on along chains while that evens them out."""

import itertools
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import lcm


@dataclass(frozen=True, slots=True)
class Branch:
    """What is to be marked: `weight` is the number of its lines."""

    key: int
    unit: int
    weight: int
    zone: int | None = None
    type: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """What one person was given."""

    branches: int = 0
    weight: int = 0
    units: int = 0


@dataclass(slots=True)
class Item:
    """One thing that changes hands: a branch, or a block of them. `who` may take it: one bit a person."""

    branches: tuple[Branch, ...]
    who: int
    is_fixed: bool = False
    key: int = field(init=False)
    unit: int = field(init=False)
    weight: int = field(init=False)

    def __post_init__(self) -> None:
        self.key, self.unit = self.branches[0].key, self.branches[0].unit
        self.weight = sum(branch.weight for branch in self.branches)


@dataclass(slots=True)
class Hands:
    """One person's pile: `pull` is what a unit of weight counts for them, larger the smaller their share."""

    key: int
    share: int
    pull: int
    weight: int = 0
    items: dict[int, Item] = field(default_factory=dict)
    who: dict[int, int] = field(default_factory=dict)
    parts: dict[int, int] = field(default_factory=dict)

    @property
    def carried(self) -> int:
        """How full the pile is for the share."""
        return self.weight * self.pull

    def take(self, item: Item) -> None:
        self.items[item.key] = item
        self.weight += item.weight
        add(self.parts, item.unit, 1)
        if not item.is_fixed:
            add(self.who, item.who, 1)

    def give(self, item: Item) -> None:
        del self.items[item.key]
        self.weight -= item.weight
        add(self.parts, item.unit, -1)
        add(self.who, item.who, -1)


def add(counts: dict[int, int], key: int, change: int) -> None:
    """Count; what falls to nothing is forgotten."""
    counts[key] = counts.get(key, 0) + change
    if not counts[key]:
        del counts[key]


class Desk:
    """Everybody's piles while they are made level."""

    def __init__(self, people: Sequence[tuple[int, int]]) -> None:
        """`people` by key, each with how much of a full share they take."""
        whole = lcm(*(load for _key, load in people)) if people else 1
        self.hands = [Hands(key, load, whole // load) for key, load in people]
        self.at = {hand.key: hand for hand in self.hands}
        self.elsewhere: dict[int, int] = {}

    def fix(self, branch: Branch, person: int) -> None:
        """A branch that stays where it is."""
        if person in self.at:
            self.at[person].take(Item((branch,), 0, is_fixed=True))
        else:
            self.elsewhere[branch.key] = person

    def fair_share(self, free: Sequence[tuple[Branch, int]]) -> int:
        """What the person with the smallest share carries if all can be parted freely; at least one."""
        shares = [hand.share for hand in self.hands]
        total = sum(branch.weight for branch, _who in free)
        return max(1, total * min(shares) // sum(shares)) if shares else 1

    def lay(self, item: Item) -> None:
        """Onto the pile that is then the lowest."""
        able = [hand for place, hand in enumerate(self.hands) if item.who >> place & 1]
        min(able, key=lambda hand: ((hand.weight + item.weight) * hand.pull, hand.key)).take(item)

    def break_up(self) -> None:
        """From now on single branches change hands, not blocks."""
        for hand in self.hands:
            for block in [item for item in hand.items.values() if len(item.branches) > 1]:
                hand.give(block)
                for branch in block.branches:
                    hand.take(Item((branch,), block.who))

    def level(self) -> None:
        """Let things change hands while that makes the piles more even."""
        while any(self.relieve(place) for place in self.fullest_first()):
            pass

    def fullest_first(self) -> list[int]:
        return sorted(range(len(self.hands)), key=lambda place: (-self.hands[place].carried, self.hands[place].key))

    def relieve(self, start: int) -> bool:
        """Pass one thing on from a pile, along a chain if need be; whether that helped."""
        came_from = self.reachable(start)
        for end in reversed(self.fullest_first()):
            if self.hands[end].carried >= self.hands[start].carried:
                return False
            if end in came_from and self.pass_along(self.chain(came_from, end)):
                return True
        return False

    def reachable(self, start: int) -> dict[int, int]:
        """The piles to which something can come from `start`, each with the one before it on the shortest chain."""
        came_from, waiting = {start: start}, deque([start])
        while waiting:
            place = waiting.popleft()
            open_to = 0
            for who in self.hands[place].who:
                open_to |= who
            for after in range(len(self.hands)):
                if open_to >> after & 1 and after not in came_from:
                    came_from[after] = place
                    waiting.append(after)
        return came_from

    def chain(self, came_from: Mapping[int, int], end: int) -> list[int]:
        """The piles from the start to `end`."""
        places = [end]
        while came_from[places[-1]] != places[-1]:
            places.append(came_from[places[-1]])
        return places[::-1]

    def pass_along(self, places: Sequence[int]) -> bool:
        """One thing from each pile to the next, if the piles are more even then; whether they are."""
        moves = [(self.hands[a], self.hands[b], self.lightest(self.hands[a], b)) for a, b in itertools.pairwise(places)]
        change = dict.fromkeys(places, 0)
        for (a, b), (_from, _to, item) in zip(itertools.pairwise(places), moves, strict=True):
            change[a] -= item.weight
            change[b] += item.weight
        pressed = sum(
            self.hands[place].pull * more * (2 * self.hands[place].weight + more) for place, more in change.items()
        )
        if pressed >= 0:
            return False
        for giver, taker, item in moves:
            giver.give(item)
            taker.take(item)
        return True

    def lightest(self, giver: Hands, taker: int) -> Item:
        """What goes: the lightest that the other may take; of a unit that they share, else of the smallest part."""
        theirs, parts = self.hands[taker].parts, giver.parts
        able = (item for item in giver.items.values() if item.who >> taker & 1)
        return min(able, key=lambda item: (item.weight, item.unit not in theirs, parts[item.unit], item.key))

    @property
    def given(self) -> dict[int, int]:
        """Branch → person, by branch."""
        found = {
            branch.key: hand.key for hand in self.hands for item in hand.items.values() for branch in item.branches
        }
        return dict(sorted((found | self.elsewhere).items()))

    def loads(self) -> dict[int, Load]:
        """What each carries."""
        return {hand.key: load_of([b for item in hand.items.values() for b in item.branches]) for hand in self.hands}


def load_of(branches: Collection[Branch]) -> Load:
    """Branches, lines and units of one person."""
    return Load(len(branches), sum(each.weight for each in branches), len({each.unit for each in branches}))
