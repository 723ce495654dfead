"""Who is rated, with which marks? A cohort of branches as plain columns."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from apps.rating.rulebook import Rulebook

Integers: TypeAlias = NDArray[np.integer[Any]]
Flags: TypeAlias = NDArray[np.bool_]


class MarkedBranch(Protocol):
    """One branch as a sheet gives it: marks in hundredths in the order of the rulebook's criteria, None where blank."""

    @property
    def marks(self) -> Sequence[int | None]: ...
    @property
    def vetoes(self) -> Collection[str]: ...
    @property
    def zone(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def type(self) -> str: ...


@dataclass(frozen=True, eq=False)
class Cohort:
    """n branches. marks: integers[n, criteria] in hundredths, 0 where blank; marked: bool[n, criteria];
    vetoes: bool[n, vetoes]; zone, unit, type: integers[n], numbers of groups from 0.

    Marks may be stored in any integer type that holds them; sums are made in int64.
    """

    marks: Integers
    marked: Flags
    vetoes: Flags
    zone: Integers
    unit: Integers
    type: Integers

    def __len__(self) -> int:
        return len(self.marks)

    def slice(self, start: int, stop: int) -> Self:
        """The branches from `start` up to `stop`, without copying."""
        return type(self)(*(getattr(self, column.name)[start:stop] for column in fields(self)))

    @classmethod
    def concatenate(cls, parts: Sequence[Self]) -> Self:
        """The branches of all parts, in order; the parts number their groups alike. Refuses an empty list."""
        return cls(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(cls)))

    @classmethod
    def of(cls, rulebook: Rulebook, branches: Sequence[MarkedBranch]) -> Self:
        """The columns of `branches`. Refuses with ValueError a veto that the rulebook does not know."""
        return cls(
            *mark_columns(rulebook, [branch.marks for branch in branches]),
            veto_columns(rulebook, [branch.vetoes for branch in branches]),
            zone=number_groups(branch.zone for branch in branches),
            unit=number_groups(branch.unit for branch in branches),
            type=number_groups(branch.type for branch in branches),
        )

    @classmethod
    def of_one(cls, rulebook: Rulebook, marks: Mapping[str, int | None], vetoes: Collection[str]) -> Self:
        """The columns of one branch from its marks by criterion code. Refuses with ValueError an unknown code."""
        unknown = marks.keys() - {criterion.code for criterion in rulebook.criteria}
        if unknown:
            raise ValueError(f"no such criterion in {rulebook.slug}: {', '.join(sorted(unknown))}")
        row = [marks.get(criterion.code) for criterion in rulebook.criteria]
        alone = np.zeros(1, np.int32)
        return cls(*mark_columns(rulebook, [row]), veto_columns(rulebook, [vetoes]), alone, alone, alone)


def mark_columns(rulebook: Rulebook, rows: Sequence[Sequence[int | None]]) -> tuple[Integers, Flags]:
    """Marks int64[n, criteria] in hundredths, with what a blank counts filled in, and which are marked."""
    shape = (len(rows), len(rulebook.criteria))
    blank = rulebook.blank.counts
    marks = np.array([[blank if mark is None else mark for mark in row] for row in rows], np.int64).reshape(shape)
    marked = np.array([[mark is not None for mark in row] for row in rows], np.bool_).reshape(shape)
    return marks, marked


def veto_columns(rulebook: Rulebook, rows: Sequence[Collection[str]]) -> Flags:
    """Which vetoes stand: bool[n, vetoes]. Refuses with ValueError a veto that the rulebook does not know."""
    position = {veto.code: column for column, veto in enumerate(rulebook.vetoes)}
    standing = np.zeros((len(rows), len(position)), np.bool_)
    for number, codes in enumerate(rows):
        for code in codes:
            if code not in position:
                raise ValueError(f"no such veto in {rulebook.slug}: {code}")
            standing[number, position[code]] = True
    return standing


def number_groups(names: Iterable[str]) -> NDArray[np.int32]:
    """A number for each name, counted from 0 as names first appear; the empty name is a group too."""
    numbers: dict[str, int] = {}
    return np.fromiter((numbers.setdefault(name, len(numbers)) for name in names), np.int32)
