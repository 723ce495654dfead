"""Where do a unit's branches stand among the inputs of a run, and how many of each group are rated? Kept with the run,
so that a page about one branch or unit reads the chunks that hold it, and no other."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from apps.evaluations.finished import Finished
from apps.evaluations.results import keys_of
from apps.evaluations.standings import size_bands

ROWS, PLACED = "rows", "placed"
Span = list[int]


def count_spans(finished: Finished) -> dict[str, Any]:
    """`rows`: by unit the spans of its rows in the official order, each with its first row and the one after its last;
    `placed`: how many are rated in each zone, unit, type and size band."""
    roll, rated = finished.roll, finished.outcome.rated
    bands = size_bands(finished)
    groups = {
        "zone": (roll.zone, keys_of(roll.zone_ids)),
        "unit": (roll.unit, keys_of(roll.unit_ids)),
        "type": (roll.type, keys_of(roll.types)),
        "size": (bands, [str(band) for band in range(int(bands.max(initial=-1)) + 1)]),
    }
    return {
        ROWS: {"unit": spans_of(roll.unit, keys_of(roll.unit_ids))},
        PLACED: {
            scope: dict(zip(keys, np.bincount(numbers[rated], minlength=len(keys)).tolist(), strict=True))
            for scope, (numbers, keys) in groups.items()
        },
    }


def spans_of(numbers: np.ndarray, keys: Sequence[str]) -> dict[str, list[Span]]:
    """By group the spans in which its rows stand; one for a group whose rows follow each other."""
    starts = np.flatnonzero(np.concatenate([np.ones(min(len(numbers), 1), np.bool_), numbers[1:] != numbers[:-1]]))
    stops = np.append(starts[1:], len(numbers))[: len(starts)]
    found: dict[str, list[Span]] = {}
    for number, start, stop in zip(numbers[starts].tolist(), starts.tolist(), stops.tolist(), strict=True):
        found.setdefault(keys[number], []).append([start, stop])
    return found
