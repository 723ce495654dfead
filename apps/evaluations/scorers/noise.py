"""Which places would another scorer move? The whole rating again, many times, with marks as somebody else gave them.

What two people gave the same branch differs by so much on each criterion. Each time, every branch takes up the whole
difference of one drawn pair, in one direction or the other, and everything is rated anew: what a branch's places come
to is its band. The draw follows from a text, so anyone can draw it again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from apps.rating.cohort import Cohort
from apps.rating.inputs import Input
from apps.rating.rate import rate
from apps.rating.rulebook import Rulebook

LEAST_PAIRS = 20
REPEATS = 200
# Of so many repeats in a hundred, the lowest and the highest places are left out on each side.
TAIL = 5


@dataclass(frozen=True, eq=False)
class Bands:
    """n branches. low, high: int64[n], the places between which a branch stands in nine of ten repeats, 0 where it is
    not rated; steady: int64[n], in how many of `repeats` its level stayed."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    steady: NDArray[np.int64]
    repeats: int


def bands(
    rulebook: Rulebook,
    cohort: Cohort,
    differences: NDArray[np.int64],
    columns: Sequence[int],
    seed: str,
    *,
    repeats: int = REPEATS,
    tell: Callable[[int, int], None] | None = None,
) -> Bands:
    """Rate `repeats` times. differences: int64[pairs, columns], hundredths, second less first, 0 where one is blank;
    columns: which inputs they stand for. `tell` hears of each repeat. Refuses fewer pairs than say anything."""
    if len(differences) < LEAST_PAIRS:
        raise ValueError(f"{LEAST_PAIRS} pairs are needed, {len(differences)} given")
    was = rate(rulebook, cohort)
    places = np.zeros((repeats, len(cohort)), np.int64)
    steady = np.zeros(len(cohort), np.int64)
    draw = np.random.PCG64(int.from_bytes(sha256(seed.encode()).digest()))
    for repeat in range(repeats):
        outcome = rate(rulebook, as_another_marked(rulebook, cohort, differences, columns, draw))
        places[repeat] = outcome.places.campaign
        steady += outcome.level == was.level
        if tell:
            tell(repeat + 1, repeats)
    places.sort(axis=0)
    cut = repeats * TAIL // 100
    return Bands(places[cut], places[repeats - 1 - cut], steady, repeats)


def as_another_marked(
    rulebook: Rulebook,
    cohort: Cohort,
    differences: NDArray[np.int64],
    columns: Sequence[int],
    draw: np.random.PCG64,
) -> Cohort:
    """The cohort with each branch's marks moved by one drawn pair's differences; blanks stay blank."""
    raw = draw.random_raw(len(cohort))
    pairs = (raw >> np.uint64(1)) % np.uint64(len(differences))
    signs = np.where(raw & np.uint64(1), 1, -1)
    moved = differences[pairs.astype(np.int64)] * signs[:, None]
    marks = cohort.marks.astype(np.int64)
    for number, column in enumerate(columns):
        read = rulebook.inputs[column]
        given = cohort.marked[:, column]
        marks[:, column] = np.where(given, within(marks[:, column], moved[:, number], read), marks[:, column])
    return replace(cohort, marks=marks)


def within(marks: NDArray[np.int64], moved: NDArray[np.int64], read: Input) -> NDArray[np.int64]:
    """int64[n]: moved marks inside the criterion's range. Of two words, the other one is the only way to differ."""
    if read.maximum - read.minimum == read.step:
        return np.where(moved != 0, read.minimum + read.maximum - marks, marks)
    return np.clip(marks + moved, read.minimum, read.maximum)
