"""Who stands in a run? Names, groups and members of every branch as columns: some sixty bytes a branch and its name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

UNKNOWN = -1


class Texts:
    """Many short texts in one block of bytes: a tenth of what as many Python strings take."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self.block = bytearray()
        self.ends: list[np.ndarray] = [np.zeros(1, np.int32)]
        self.extend(texts)

    def extend(self, texts: Sequence[str]) -> None:
        """Add texts at the end."""
        written = [text.encode() for text in texts]
        lengths = np.fromiter(map(len, written), np.int64, len(written))
        self.ends.append(narrow(len(self.block) + lengths.cumsum()))
        self.block += b"".join(written)

    def take(self, rows: np.ndarray) -> list[str]:
        """The texts of some rows."""
        if len(self.ends) > 1:
            self.ends = [np.concatenate(self.ends)]
        [ends] = self.ends
        block = self.block
        spans = zip(ends[rows].tolist(), ends[rows + 1].tolist(), strict=True)
        return [block[start:stop].decode() for start, stop in spans]


def narrow(ends: np.ndarray) -> np.ndarray:
    """int32[n] while the block has fewer bytes than it counts, int64[n] from then on."""
    return ends if len(ends) and ends[-1] > np.iinfo(np.int32).max else ends.astype(np.int32)


class Groups:
    """The groups of one scope, numbered as they first appear; ids: of each number, names: of each number."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}
        self.names: list[str] = []

    def number(self, ids: Sequence[Any], names: Sequence[str | None]) -> np.ndarray:
        """int32[n]: the group of each row; new groups take the name that stands beside them first."""
        new = dict.fromkeys(ids).keys() - self.numbers.keys()
        if new:
            called = dict(zip(reversed(ids), reversed(names), strict=True))
            for each in dict.fromkeys(ids):
                if each in new:
                    self.numbers[each] = len(self.numbers)
                    self.names.append(called[each] or "")
        return np.fromiter(map(self.numbers.__getitem__, ids), np.int32, len(ids))

    @property
    def ids(self) -> tuple[Any, ...]:
        """What each number stands for."""
        return tuple(self.numbers)


@dataclass(frozen=True, eq=False)
class Roll:
    """n branches in the official order.

    assessments: int64[n]; members: int32[n], −1 where not on record; zone, unit, type: int32[n], numbers of groups from
    0; zone_ids (None among them where a branch has none), unit_ids, types: what the numbers stand for; zone_names,
    unit_names: what they are called; names, paths: by row.
    """

    assessments: np.ndarray
    members: np.ndarray
    zone: np.ndarray
    unit: np.ndarray
    type: np.ndarray
    zone_ids: tuple[int | None, ...]
    unit_ids: tuple[int, ...]
    types: tuple[str, ...]
    zone_names: tuple[str, ...]
    unit_names: tuple[str, ...]
    names: Texts
    paths: Texts

    def __len__(self) -> int:
        return len(self.assessments)

    def called(self, row: int) -> str:
        """Unit and branch in words."""
        return f"{self.unit_names[self.unit[row]]} {self.names.take(np.array([row]))[0]}"

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """The names of the groups, as a cohort takes them."""
        return {"zone": self.zone_names, "unit": self.unit_names, "type": self.types}


class RollBook:
    """Takes branches in, slice by slice, and gives the roll of them all."""

    def __init__(self) -> None:
        self.zone, self.unit, self.type = Groups(), Groups(), Groups()
        self.parts: list[tuple[np.ndarray, ...]] = []
        self.names, self.paths = Texts(), Texts()

    def add(self, rows: Sequence[Sequence[Any]]) -> Roll:
        """The roll of some rows: columns of pk, name, path, unit id and name, zone id and name, type and members.

        Groups are numbered over all slices; the texts of a slice are kept in the whole roll alone.
        """
        pks, names, paths, units, unit_names, zones, zone_names, types, members = rows
        part = (
            np.array(pks, np.int64),
            np.array([UNKNOWN if found is None else found for found in members], np.int32),
            self.zone.number(zones, zone_names),
            self.unit.number(units, unit_names),
            self.type.number(types, types),
        )
        self.parts.append(part)
        self.names.extend(names)
        self.paths.extend(paths)
        return self.roll(part)

    def whole(self) -> Roll:
        """Everybody who was added."""
        self.parts = [tuple(joined(self.parts))]
        return self.roll(self.parts[0])

    def roll(self, columns: Iterable[np.ndarray]) -> Roll:
        return Roll(
            *columns,
            self.zone.ids,
            self.unit.ids,
            self.type.ids,
            tuple(self.zone.names),
            tuple(self.unit.names),
            self.names,
            self.paths,
        )


def joined(parts: Sequence[Sequence[np.ndarray]]) -> list[np.ndarray]:
    """The columns of all parts, in order."""
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)]
