"""What did the last run read, and of which versions of the sheets? A working run decodes only the sheets since."""

import zlib
from collections import OrderedDict
from typing import Self

import numpy as np

from apps.campaigns.models import Campaign
from apps.evaluations.models import CurrentRun, Run, RunInput
from apps.evaluations.packing import unpack_marks
from apps.rating.exact import narrowed

QUICK = 1
CHUNKS_AT_HAND = 8


class Before:
    """The marks of an earlier run by branch, unpacked chunk by chunk as they are asked for.

    assessments: integers[n], sorted; order: int32[n], the row of each; stamps: integers[n, parties, 2], by row the key
    and the version of each sheet, 0 where there was none. A sheet's version grows with every change of its marks, so
    key and version name one content.
    """

    def __init__(self, run: Run, parties: int) -> None:
        self.run = run
        stored = [bytes(each) for each in run.inputs.order_by("position").values_list("stamps", flat=True)]
        found = [tuple(map(narrowed, unpack_stamps(each, parties))) for each in stored]
        assessments = np.concatenate([assessments for assessments, _stamps in found])
        self.order = np.argsort(assessments, kind="stable").astype(np.int32)
        self.assessments = assessments[self.order]
        self.stamps = np.concatenate([stamps for _assessments, stamps in found])
        self.starts = np.cumsum([0, *(len(assessments) for assessments, _stamps in found)])
        self.at_hand: OrderedDict[int, tuple[np.ndarray, np.ndarray]] = OrderedDict()

    @classmethod
    def of(cls, campaign: Campaign, parties: int) -> Self | None:
        """The run that readers see, where the same rules made it and it tells which sheets it read."""
        current = CurrentRun.objects.filter(campaign=campaign).select_related("run").first()
        if current is None or current.run.rulebook_version_id != campaign.rulebook_version_id or not parties:
            return None
        inputs = current.run.inputs
        return cls(current.run, parties) if inputs.exists() and not inputs.filter(stamps=None).exists() else None

    def same(self, assessments: np.ndarray, stamps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """int64[n]: where each branch stood (any row, where it did not), and bool[n, parties]: which sheets, or their
        absence, are those that the run read."""
        place = np.searchsorted(self.assessments, assessments.astype(self.assessments.dtype))
        place = np.minimum(place, len(self.order) - 1)
        rows, stood = self.order[place], self.assessments[place] == assessments
        return rows, stood[:, None] & (self.stamps[rows] == stamps).all(axis=2)

    def marks(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """int64[n, inputs] and bool[n, inputs]: what the run read of some of its rows."""
        chunks = np.searchsorted(self.starts, rows, side="right") - 1
        inside = rows - self.starts[chunks]
        parts = {chunk: self.chunk(chunk) for chunk in dict.fromkeys(chunks.tolist())}
        if len(parts) == 1:
            [(marks, marked)] = parts.values()
            return marks[inside], marked[inside]
        width = next(iter(parts.values()))[0].shape[1]
        marks, marked = np.empty((len(rows), width), np.int64), np.empty((len(rows), width), np.bool_)
        for chunk, part in parts.items():
            here = chunks == chunk
            marks[here], marked[here] = part[0][inside[here]], part[1][inside[here]]
        return marks, marked

    def chunk(self, position: int) -> tuple[np.ndarray, np.ndarray]:
        """The marks of one chunk; the last few stay at hand, as the next rows mostly follow."""
        if position not in self.at_hand:
            columns = RunInput.objects.values_list("columns", flat=True).get(run=self.run, position=position)
            self.at_hand[position] = unpack_marks(bytes(columns))
            if len(self.at_hand) > CHUNKS_AT_HAND:
                self.at_hand.popitem(last=False)
        return self.at_hand[position]


def pack_stamps(assessments: np.ndarray, stamps: np.ndarray) -> bytes:
    """Which sheets were read of some branches: their numbers as bytes, compressed."""
    return zlib.compress(assessments.astype("<i8").tobytes() + stamps.astype("<i8").tobytes(), QUICK)


def unpack_stamps(packed: bytes, parties: int) -> tuple[np.ndarray, np.ndarray]:
    """int64[n] assessments and int64[n, parties, 2], as they were packed."""
    numbers = np.frombuffer(zlib.decompress(packed), "<i8")
    rows = len(numbers) // (1 + 2 * parties)
    return numbers[:rows], numbers[rows:].reshape(rows, parties, 2)
