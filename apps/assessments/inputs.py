"""What does the engine read of one branch? One row of inputs from its sheets, its members, last level and facts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby
from typing import Protocol, TypeAlias

from apps.assessments.values import HUNDRED
from apps.rating.inputs import Input
from apps.rating.rulebook import Rulebook

Marks = Mapping[str, int | None]
NOTHING: Marks = {}


class Known(Protocol):
    """What is known of a branch beside its marks. facts: hundredths by the key of an input, "fact.honour"."""

    @property
    def members(self) -> int | None: ...
    @property
    def previous_level(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, int]: ...


class RowReader:
    """Reads one row of inputs in the rulebook's order; the marks that stand at their head go by sheet."""

    def __init__(self, rules: Rulebook) -> None:
        self.groups = mark_groups(rules)
        head = sum(len(codes) for _party, codes in self.groups)
        self.rest = rest_groups(rules.inputs[head:])

    def read(self, who: Known, sheets: Mapping[str, Marks]) -> list[int | None]:
        """Hundredths, None where nothing is given. sheets: marks by party."""
        values: list[int | None] = []
        for party, codes in self.groups:
            values += map(sheets.get(party, NOTHING).get, codes)
        for take, reads in self.rest:
            values += take(reads, who)
        return values

    def read_alone(self, who: Known, marks: Marks) -> list[int | None]:
        """The same as if every party had marked as this one sheet does."""
        return self.read(who, dict.fromkeys((party for party, _codes in self.groups), marks))


def mark_groups(rules: Rulebook) -> list[tuple[str, list[str]]]:
    """The marks at the head of the inputs, as sheets with the criteria that follow one another in each."""
    groups: list[tuple[str, list[str]]] = []
    for read in rules.inputs:
        if read.kind != "mark":
            break
        if not groups or groups[-1][0] != read.sheet:
            groups.append((read.sheet, []))
        groups[-1][1].append(read.criterion)
    return groups


def rest_groups(reads: Sequence[Input]) -> list[tuple["Reader", list[Input]]]:
    """What stands behind the marks, as readers with the inputs that follow one another for each."""
    grouped = groupby(reads, key=lambda read: READERS.get(read.kind, read_facts))
    return [(take, list(some)) for take, some in grouped]


def read_members(reads: Sequence[Input], who: Known) -> list[int | None]:
    """How many members the branch has."""
    return [None if who.members is None else who.members * HUNDRED] * len(reads)


def read_levels(reads: Sequence[Input], who: Known) -> list[int | None]:
    """Last year's level, where it is one of these rules."""
    return [ordinal(who.previous_level, read.words) for read in reads]


def read_facts(reads: Sequence[Input], who: Known) -> list[int | None]:
    """Facts, votes and means as they were given."""
    facts = who.facts
    return [facts.get(read.key) for read in reads]


def read_drawn(reads: Sequence[Input], _who: Known) -> list[int | None]:
    """What comes from everybody's rows is drawn later."""
    return [None] * len(reads)


Reader: TypeAlias = Callable[[Sequence[Input], Known], list[int | None]]
READERS: Mapping[str, Reader] = {"members": read_members, "level": read_levels, "drawn": read_drawn}


def ordinal(word: str, words: Collection[str]) -> int | None:
    """How words are counted as inputs: 100 for the first; None for another."""
    return (list(words).index(word) + 1) * HUNDRED if word in words else None
