"""What do totals come to? Sums of totals and sections, and how totals spread: in all, by zone, unit and type.

Years are compared by these: a mean is a sum over a number, never a stored float.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from apps.rating.cohort import Integers
from apps.rating.exact import narrowed
from apps.rating.rulebook import Rulebook

# A total falls into one of these steps of its full marks.
STEPS = 20
# Of units there are many: what spreads in them stands in no chart.
SPREAD_IN = ("zone", "type")
ROWS_AT_ONCE = 100_000
HUNDRED = 100
WHOLE_IN_DOUBLES = 2**53


def count_totals(
    rules: Rulebook,
    groups: Mapping[str, tuple[Sequence[str], Integers]],
    sections: Integers,
    total: Integers,
    counted: np.ndarray,
) -> dict[str, Any]:
    """Figures of those who are rated: `all`, and each group of `zone`, `unit` and `type` by its key as text.

    groups: by scope the keys of the groups and int[n] their numbers; sections: int64[n, sections], total: int64[n],
    both in units of 10**-decimals; counted: bool[n]. A figure is `n`, `total` and `full` (sums; what full marks would
    sum to), `sections` and `held` (sums, and branches whose type has the section), `spread` (branches by twentieth of
    full marks).
    """
    kinds, kind = groups["type"]
    full = narrowed(np.array([full_of(rules, name) for name in kinds] or [0], np.int64))[kind]
    holds = np.array([[each.holds_for(name) for each in rules.sections] for name in kinds or [""]], np.bool_)[kind]
    step = steps_of(total, full)
    columns = (full, sections, total, holds, step)
    rows = slice(None) if counted.all() else np.flatnonzero(counted)
    taken = tuple(column[rows] for column in columns)
    found: dict[str, Any] = {"all": summed(1, np.zeros(len(taken[0]), np.int8), *taken, spreads=True)[0]}
    for scope, (keys, number) in groups.items():
        figures = summed(len(keys), number[rows], *taken, spreads=scope in SPREAD_IN)
        found[scope] = {key: figure for key, figure in zip(keys, figures, strict=True) if figure["n"]}
    return found


def steps_of(total: Integers, full: Integers) -> Integers:
    """int8[n]: into which step of its full marks each total falls; multiplied some at a time, in 64 bits."""
    steps = np.empty(len(total), np.int8)
    for start in range(0, len(total), ROWS_AT_ONCE):
        some = slice(start, start + ROWS_AT_ONCE)
        steps[some] = np.clip(total[some].astype(np.int64) * STEPS // np.maximum(1, full[some]), 0, STEPS - 1)
    return steps


def full_of(rules: Rulebook, kind: str) -> int:
    """Full marks of a branch type, in units of 10**-decimals."""
    return rules.full_marks(kind) * 10**rules.decimals // HUNDRED


def summed(
    width: int,
    number: Integers,
    full: Integers,
    sections: Integers,
    total: Integers,
    holds: np.ndarray,
    step: Integers,
    *,
    spreads: bool,
) -> list[dict[str, Any]]:
    """The figures of each of `width` groups."""
    sums = {"n": np.bincount(number, minlength=width).tolist(), "total": add(width, number, total)}
    sums |= {"full": add(width, number, full)}
    # Column by column: of a million branches a second matrix would be a fifth of what a worker may hold.
    parts = {
        "sections": [add(width, number, points * held) for points, held in zip(sections.T, holds.T, strict=True)],
        "held": [add(width, number, held) for held in holds.T],
    }
    place = number.astype(np.int32) * STEPS + step
    spread = np.bincount(place, minlength=width * STEPS).reshape(width, STEPS).tolist()
    return [
        {name: column[group] for name, column in sums.items()}
        | {name: [column[group] for column in each] for name, each in parts.items()}
        | ({"spread": spread[group]} if spreads else {})
        for group in range(width)
    ]


def add(width: int, number: Integers, values: Integers) -> list[int]:
    """Exact sums by group; several times faster where no sum can leave the whole numbers that doubles hold."""
    largest = max(abs(int(values.min(initial=0))), abs(int(values.max(initial=0))))
    if len(values) * largest < WHOLE_IN_DOUBLES:
        found = np.bincount(number, values, width).astype(np.int64)
    else:
        found = np.zeros(width, np.int64)
        np.add.at(found, number, values)
    sums: list[int] = found.tolist()
    return sums
