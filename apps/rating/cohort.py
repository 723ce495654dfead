"""Who is rated, with which marks? A cohort of branches as plain columns."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from apps.rating.exact import Flags, Integers
from apps.rating.rulebook import Rulebook

__all__ = ["Flags", "Integers"]

AT_ONCE = 20_000
COLUMNS = ("marks", "marked", "vetoes", "zone", "unit", "type")


class MarkedBranch(Protocol):
    """One branch: what is read of it in hundredths, in the order of the rulebook's inputs, None where blank."""

    @property
    def inputs(self) -> Sequence[int | None]: ...
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
    """n branches. marks: integers[n, inputs] in hundredths, 0 where blank; marked: bool[n, inputs];
    vetoes: bool[n, vetoes]; zone, unit, type: integers[n], numbers of groups from 0; words: by scope ("zone", "unit",
    "type") the name of each group, where the rules ask for it; decided: integers[n], the level that people decided by
    its position, −1 where they left it to the rules (None: everywhere).

    Marks may be stored in any integer type that holds them; sums are made in int64.
    """

    marks: Integers
    marked: Flags
    vetoes: Flags
    zone: Integers
    unit: Integers
    type: Integers
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decided: Integers | None = None

    def __len__(self) -> int:
        return len(self.marks)

    def slice(self, start: int, stop: int) -> Self:
        """The branches from `start` up to `stop`, without copying."""
        part: dict[str, Any] = {name: getattr(self, name)[start:stop] for name in COLUMNS}
        return replace(self, **part, decided=None if self.decided is None else self.decided[start:stop])

    def take(self, rows: Integers) -> Self:
        """The branches of some rows, copied."""
        part = {name: getattr(self, name)[rows] for name in COLUMNS}
        return replace(self, **part, decided=None if self.decided is None else self.decided[rows])

    @classmethod
    def concatenate(cls, parts: Sequence[Self]) -> Self:
        """The branches of all parts, in order; the parts number and name their groups alike. Refuses an empty list."""
        whole: dict[str, Any] = {name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS}
        if any(part.decided is not None for part in parts):
            rules = [np.full(len(part), -1, np.int16) if part.decided is None else part.decided for part in parts]
            whole["decided"] = np.concatenate(rules)
        return replace(parts[0], **whole)

    @classmethod
    def of(cls, rulebook: Rulebook, branches: Sequence[MarkedBranch]) -> Self:
        """The columns of `branches`. Refuses with ValueError a veto that the rulebook does not know."""
        groups = {scope: [getattr(branch, scope) for branch in branches] for scope in ("zone", "unit", "type")}
        numbers: dict[str, Any] = {scope: number_groups(names) for scope, names in groups.items()}
        return cls(
            *mark_columns(rulebook, [branch.inputs for branch in branches]),
            veto_columns(rulebook, [branch.vetoes for branch in branches]),
            **numbers,
            words={scope: tuple(dict.fromkeys(names)) for scope, names in groups.items()},
        )

    @classmethod
    def of_one(
        cls,
        rulebook: Rulebook,
        inputs: Mapping[str, int | None],
        vetoes: Collection[str],
        groups: Mapping[str, str] | None = None,
    ) -> Self:
        """The columns of one branch. inputs: hundredths by input key; groups: its zone, unit and type by scope.

        Refuses with ValueError an unknown key.
        """
        unknown = inputs.keys() - {column.key for column in rulebook.inputs}
        if unknown:
            raise ValueError(f"nothing of that name is read in {rulebook.slug}: {', '.join(sorted(unknown))}")
        row = [inputs.get(column.key) for column in rulebook.inputs]
        alone = np.zeros(1, np.int32)
        words = {scope: (name,) for scope, name in (groups or {}).items()}
        return cls(*mark_columns(rulebook, [row]), veto_columns(rulebook, [vetoes]), alone, alone, alone, words)

    @classmethod
    def empty(cls, rulebook: Rulebook) -> Self:
        """Nobody at all: enough to prove what the rules can reach."""
        return cls.of(rulebook, [])


def mark_columns(rulebook: Rulebook, rows: Sequence[Sequence[int | None]]) -> tuple[Integers, Flags]:
    """Marks int64[n, inputs] in hundredths, 0 where blank, and which are marked."""
    shape = (len(rows), len(rulebook.inputs))
    marks, marked = np.zeros(shape, np.int64), np.zeros(shape, np.bool_)
    for start in range(0, len(rows), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        cells = np.array(rows[some], object).reshape(-1, shape[1])
        marked[some] = np.not_equal(cells, None)
        np.copyto(marks[some], cells, where=marked[some], casting="unsafe")
    return marks, marked


def veto_columns(rulebook: Rulebook, rows: Sequence[Collection[str]]) -> Flags:
    """Which vetoes stand: bool[n, vetoes]. "V1@2" stood two years ago: it counts as far as the veto looks back.

    Refuses with ValueError a veto that the rulebook does not know.
    """
    position = {veto.code: column for column, veto in enumerate(rulebook.vetoes)}
    standing = np.zeros((len(rows), len(position)), np.bool_)
    for number, codes in enumerate(rows):
        for written in codes:
            code, _, years = written.partition("@")
            if code not in position:
                raise ValueError(f"no such veto in {rulebook.slug}: {code}")
            reach = rulebook.vetoes[position[code]].look_back or 0
            standing[number, position[code]] |= int(years or 0) <= reach
    return standing


def number_groups(names: Iterable[str]) -> NDArray[np.int32]:
    """A number for each name, counted from 0 as names first appear; the empty name is a group too."""
    numbers: dict[str, int] = {}
    return np.fromiter((numbers.setdefault(name, len(numbers)) for name in names), np.int32)
