"""What does everybody earn by themselves? Judged slice by slice as it is read; of marks only stored chunks remain."""

import hashlib
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from apps.evaluations.before import pack_stamps
from apps.evaluations.criteria import CriteriaCount
from apps.evaluations.models import RunInput
from apps.evaluations.packing import CHUNK, COMPRESSION, written
from apps.evaluations.reading import AT_ONCE, Reading, Slice
from apps.evaluations.roll import Roll
from apps.rating.cohort import Cohort
from apps.rating.exact import narrowed
from apps.rating.needs import settles_by_size
from apps.rating.rate import Judgement, draw, judge
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True, eq=False)
class Judged:
    """Everybody's judgement and groups, ready to be settled; what the run stores of their inputs: chunks (not saved),
    the digest over them so far, and how each criterion stands."""

    roll: Roll
    cohort: Cohort
    judgement: Judgement
    chunks: list[RunInput]
    criteria: dict[str, Any]
    digest: Any


def judge_everybody(reading: Reading, rulebook_digest: str) -> Judged:
    """Read, draw and judge a whole campaign; chunks are compressed beside, on another core where there is one."""
    rules, total = reading.rules, hashlib.sha256(rulebook_digest.encode())
    judgements: list[Judgement] = []
    cohorts: list[Cohort] = []
    criteria, chunks = CriteriaCount(rules), []
    with ThreadPoolExecutor(1) as beside:
        for part in drawn(rules, reading):
            judgements.append(judge(rules, part.cohort).narrowed())
            criteria.add(part.cohort)
            for start in range(0, len(part.roll), CHUNK):
                columns = written(part.roll, part.cohort, start, start + CHUNK)
                total.update(columns)
                chunks.append((*stamped(part, start), beside.submit(zlib.compress, columns, COMPRESSION)))
            cohorts.append(kept(rules, part.cohort))
        rows = [
            RunInput(position=position, branches=branches, stamps=stamps, columns=columns.result())
            for position, (branches, stamps, columns) in enumerate(chunks)
        ]
    roll = reading.book.whole()
    groups = {"zone": roll.zone, "unit": roll.unit, "type": roll.type}
    cohort = replace(Cohort.concatenate(cohorts), words=roll.words, **groups)
    return Judged(roll, cohort, Judgement.concatenate(judgements), rows, criteria.counts(roll.zone_ids), total)


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
