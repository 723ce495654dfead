"""What does everybody earn by themselves? Judged slice by slice as it is read; of marks only stored chunks remain."""

import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from apps.core.memory import give_back
from apps.evaluations.before import pack_stamps
from apps.evaluations.chunks import Chunks
from apps.evaluations.criteria import CriteriaCount
from apps.evaluations.packing import CHUNK, written
from apps.evaluations.reading import AT_ONCE, Reading, Slice
from apps.evaluations.roll import Roll
from apps.rating.cohort import Cohort
from apps.rating.exact import narrowed
from apps.rating.needs import settles_by_size
from apps.rating.rate import Judgement, draw, judge
from apps.rating.rulebook import Rulebook

# A megabyte each: reading does not run away from a busy core's compressing.
AHEAD = 2
# A hundred thousand branches.
TOGETHER = 20


@dataclass(frozen=True, eq=False)
class Judged:
    """Everybody's judgement and groups, ready to be settled; the digest over their inputs so far, and how each
    criterion stands."""

    roll: Roll
    cohort: Cohort
    judgement: Judgement
    criteria: dict[str, Any]
    digest: Any


def judge_everybody(reading: Reading, rulebook_digest: str, chunks: Chunks) -> Judged:
    """Read, draw and judge a whole campaign; `chunks` take the inputs, compressed beside, on another core where there
    is one."""
    rules, total = reading.rules, hashlib.sha256(rulebook_digest.encode())
    pile = Pile()
    cohorts: list[Cohort] = []
    criteria = CriteriaCount(rules)
    with ThreadPoolExecutor(1) as beside:
        waiting: deque[Future[None]] = deque()
        for part in drawn(rules, reading):
            pile.add(judge(rules, part.cohort).narrowed())
            criteria.add(part.cohort)
            for start in range(0, len(part.roll), CHUNK):
                columns = written(part.roll, part.cohort, start, start + CHUNK)
                total.update(columns)
                waiting.append(beside.submit(chunks.add, *stamped(part, start), columns))
            finish(waiting, AHEAD)
            cohorts.append(kept(rules, part.cohort))
        finish(waiting)
    give_back()
    roll = reading.book.whole()
    groups = {"zone": roll.zone, "unit": roll.unit, "type": roll.type}
    cohort = replace(Cohort.concatenate(cohorts), words=roll.words, **groups)
    return Judged(roll, cohort, pile.whole(), criteria.counts(roll.zone_ids), total)


class Pile:
    """Judgements of slices on their way to one of everybody. Some are joined at a time: columns of so many are mapped
    by themselves and gone when they are let go, and what the slices held serves the next ones."""

    def __init__(self) -> None:
        self.slices: list[Judgement] = []
        self.joined: list[Judgement] = []

    def add(self, judgement: Judgement) -> None:
        """Put the next slice on it."""
        self.slices.append(judgement)
        if len(self.slices) == TOGETHER:
            self.joined.append(Judgement.concatenate(self.slices))

    def whole(self) -> Judgement:
        """All slices as one; the pile is empty then."""
        self.joined.extend(self.slices)
        self.slices.clear()
        return Judgement.concatenate(self.joined)


def finish(waiting: deque[Future[None]], but: int = 0) -> None:
    """Wait for the first of what is done beside, until no more than `but` are left; raises what went wrong there."""
    while len(waiting) > but:
        waiting.popleft().result()


def stamped(part: Slice, start: int) -> tuple[int, bytes]:
    """How many branches a chunk holds, and which sheets were read of them."""
    assessments = part.roll.assessments[start : start + CHUNK]
    return len(assessments), pack_stamps(assessments, part.stamps[start : start + CHUNK])


def drawn(rules: Rulebook, reading: Reading) -> Iterator[Slice]:
    """Slices with everything filled; where rules compare everybody before judging, all of them are read first."""
    if not any(read.kind == "drawn" for read in rules.inputs):
        yield from reading.slices()
        return
    parts = list(reading.slices())
    words = reading.book.whole().words
    cohort = draw(rules, replace(Cohort.concatenate([part.cohort for part in parts]), words=words))
    for number, part in enumerate(parts):
        yield replace(part, cohort=cohort.slice(number * AT_ONCE, number * AT_ONCE + len(part.roll)))


def kept(rules: Rulebook, cohort: Cohort) -> Cohort:
    """What settling reads of some branches beside their groups, which the roll holds: decided levels; marks only where
    the rules compare branches of a size."""
    nobody = np.zeros(0, np.int32)
    apart = replace(cohort, zone=nobody, unit=nobody, type=nobody)
    if settles_by_size(rules):
        return replace(apart, marks=narrowed(cohort.marks))
    nothing = cohort.marks[:, :0].copy(), cohort.marked[:, :0].copy()
    return replace(apart, marks=nothing[0], marked=nothing[1], vetoes=nothing[1])
