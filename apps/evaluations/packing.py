"""Input columns of a run as bytes, and back: what is stored of a chunk of branches, and what its digest covers."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

from apps.evaluations.roll import Roll
from apps.rating.cohort import Cohort, number_groups

CHUNK = 5000
COMPRESSION = 3


def pack(roll: Roll, cohort: Cohort, start: int, stop: int) -> bytes:
    """Rows `start`…`stop` as bytes, compressed."""
    return zlib.compress(written(roll, cohort, start, stop), COMPRESSION)


def written(roll: Roll, cohort: Cohort, start: int, stop: int) -> bytes:
    """Rows `start`…`stop` as bytes: a JSON head line, int64 inputs, bits of what is given, bits of vetoes."""
    part = cohort.slice(start, stop)
    zones, units = roll.zone[start:stop], roll.unit[start:stop]
    head = {
        "assessments": roll.assessments[start:stop].tolist(),
        "zone": [roll.zone_ids[number] for number in zones.tolist()],
        "unit": [roll.unit_ids[number] for number in units.tolist()],
        "type": [roll.types[number] for number in roll.type[start:stop].tolist()],
        "zone_names": named(zones, roll.zone_ids, roll.zone_names),
        "unit_names": named(units, roll.unit_ids, roll.unit_names),
        "decided": None if part.decided is None else part.decided.tolist(),
        "inputs": part.marks.shape[1],
        "vetoes": part.vetoes.shape[1],
    }
    body = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return b"".join(
        (body, part.marks.astype("<i8").tobytes(), np.packbits(part.marked), np.packbits(part.vetoes)),
    )


def named(numbers: np.ndarray, ids: Sequence[int | None], names: Sequence[str]) -> dict[int, str]:
    """The names of the groups of some rows by id, in the order in which they first appear."""
    found = ((ids[number], names[number]) for number in dict.fromkeys(numbers.tolist()))
    return {pk: name for pk, name in found if pk is not None}


@dataclass(frozen=True)
class Inputs:
    """Rows read back: who they are, and what was judged. marks: int64[n, inputs] as the cohort had them.

    zone_names, unit_names: by id; decided: by row, the level's position, −1 where the rules decide.
    """

    assessments: list[int]
    zone: list[int | None]
    unit: list[int]
    type: list[str]
    zone_names: Mapping[int, str]
    unit_names: Mapping[int, str]
    decided: list[int]
    marks: np.ndarray
    marked: np.ndarray
    vetoes: np.ndarray

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Where each assessment stands."""
        return {pk: row for row, pk in enumerate(self.assessments)}

    def take(self, rows: Sequence[int]) -> "Inputs":
        """Some of the rows, copied."""
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        taken: dict[str, Any] = {
            name: part
            if isinstance(part, Mapping)
            else part[rows]
            if isinstance(part, np.ndarray)
            else pick(part, rows)
            for name, part in parts.items()
        }
        return Inputs(**taken)

    def cohort(self) -> Cohort:
        """The rows as the engine takes them."""
        words = {
            "zone": tuple(self.zone_names.get(zone or 0, "") for zone in dict.fromkeys(self.zone)),
            "unit": tuple(self.unit_names[unit] for unit in dict.fromkeys(self.unit)),
            "type": tuple(dict.fromkeys(self.type)),
        }
        decided = np.array(self.decided, np.int16)
        return Cohort(
            self.marks,
            self.marked,
            self.vetoes,
            zone=number_groups(map(str, self.zone)),
            unit=number_groups(map(str, self.unit)),
            type=number_groups(self.type),
            words=words,
            decided=decided if (decided >= 0).any() else None,
        )


def pick(values: Sequence[Any], rows: Sequence[int]) -> list[Any]:
    """The values of some rows."""
    return [values[row] for row in rows]


def together(parts: Sequence[Inputs]) -> Inputs:
    """The rows of several chunks, in order."""
    return Inputs(**{field.name: _joined([getattr(part, field.name) for part in parts]) for field in fields(Inputs)})


def _joined(parts: Sequence[Any]) -> Any:
    if isinstance(parts[0], np.ndarray):
        return np.concatenate(parts)
    if isinstance(parts[0], dict):
        return dict(chain.from_iterable(part.items() for part in parts))
    return list(chain.from_iterable(parts))


def unpack(columns: bytes) -> Inputs:
    """The chunk as `pack` wrote it: marks int64, marked and vetoes bool."""
    head_line, body = zlib.decompress(bytes(columns)).split(b"\n", 1)
    head = json.loads(head_line)
    marks, marked, vetoes = _matrices(head, body)
    return Inputs(
        assessments=head["assessments"],
        zone=head["zone"],
        unit=head["unit"],
        type=head["type"],
        zone_names={int(pk): name for pk, name in head["zone_names"].items()},
        unit_names={int(pk): name for pk, name in head["unit_names"].items()},
        decided=head["decided"] or [-1] * len(head["assessments"]),
        marks=marks.astype(np.int64),
        marked=marked,
        vetoes=vetoes,
    )


def unpack_marks(columns: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Of a chunk only int64[n, inputs], the marks, and bool[n, inputs], where they are given."""
    head_line, body = zlib.decompress(bytes(columns)).split(b"\n", 1)
    marks, marked, _vetoes = _matrices(json.loads(head_line), body)
    return marks, marked


def _matrices(head: Mapping[str, Any], body: bytes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows, inputs, vetoes = len(head["assessments"]), head["inputs"], head["vetoes"]
    ends = rows * inputs * 8, rows * inputs * 8 + -(-rows * inputs // 8)
    marks = np.frombuffer(body, dtype="<i8", count=rows * inputs).reshape(rows, inputs)
    return marks, _bits(body[ends[0] : ends[1]], rows, inputs), _bits(body[ends[1] :], rows, vetoes)


def _bits(body: bytes, rows: int, columns: int) -> np.ndarray:
    bits = np.unpackbits(np.frombuffer(body, dtype=np.uint8), count=rows * columns)
    return bits.reshape(rows, columns).astype(bool)
