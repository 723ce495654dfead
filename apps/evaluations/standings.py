"""Where does each branch stand beside the four places that the rules give? By size and level, and whose place is
shared."""

from typing import Any

import numpy as np

from apps.evaluations.finished import Finished
from apps.evaluations.results import Column, final_words, given, league_order, plain
from apps.evaluations.sizes import size_numbers
from apps.rating.places import LineUp, places_within

FIELDS = ("size_band", "rank_size", "rank_level", "ties")
# The bit of each scope in `ties`.
TIES = {"": 1, "zone": 2, "unit": 4, "type": 8, "size": 16, "level": 32}


def standing_columns(finished: Finished) -> list[Column]:
    """The columns that FIELDS names, each as a function from rows to cells; places are empty for who is not rated."""
    cohort, outcome = finished.cohort, finished.outcome
    campaign = outcome.places.campaign
    bands = size_bands(finished)
    groups = {
        "": np.zeros(len(campaign), np.int8),
        "zone": cohort.zone,
        "unit": cohort.unit,
        "type": cohort.type,
        "size": bands,
        "level": final_words(finished.rules, outcome),
    }
    rated = slice(None) if campaign.all() else np.flatnonzero(campaign)
    line = lined_up(campaign[rated])
    ties = np.zeros(len(campaign), np.int8)
    for scope, group in groups.items():
        ties[rated] |= shared_in(line, group[rated]) * np.int8(TIES[scope])
    places = [spread(rated, places_within(line, groups[scope][rated]), len(campaign)) for scope in ("size", "level")]
    return [plain(bands), *(given(found, found > 0) for found in places), plain(ties)]


def lined_up(places: np.ndarray) -> LineUp:
    """Those who are rated in the order of their places, which number who is equal."""
    rows = np.argsort(places, kind="stable")
    return LineUp(rows, places[rows])


def size_bands(finished: Finished) -> np.ndarray:
    """int8[n]: the number of each branch's size band, as `size_names` names them."""
    return size_numbers(finished.roll.members, finished.rules.size_bands).astype(np.int8)


def shared_in(line: LineUp, group: np.ndarray) -> np.ndarray:
    """bool[n]: whether somebody else of the same group is equal."""
    own = group.astype(np.min_scalar_type(int(group.max(initial=0))))[line.rows]
    order = np.argsort(own, kind="stable")
    same = alike(own[order]) & alike(line.ties[order])
    found = np.zeros(len(order), np.bool_)
    found[1:] |= same
    found[:-1] |= same
    shared = np.empty(len(order), np.bool_)
    shared[line.rows[order]] = found
    return shared


def alike(ordered: np.ndarray) -> np.ndarray:
    """bool[n - 1]: which of some rows are as the row before them."""
    return ordered[1:] == ordered[:-1]


def spread(rows: np.ndarray | slice, found: np.ndarray, everybody: int) -> np.ndarray:
    """The values of some rows among all, 0 for the others."""
    whole = np.zeros(everybody, found.dtype)
    whole[rows] = found
    return whole


def count_standings(finished: Finished) -> dict[str, Any]:
    """What the league table asks of a whole run: branches of each size band by outcome (bands as text, outcomes by
    number), and `spans`: the first and the last position of each outcome, None where nobody holds it."""
    words, width = final_words(finished.rules, finished.outcome), len(finished.rules.outcomes)
    bands = size_bands(finished)
    table = np.bincount(bands.astype(np.int64) * width + words, minlength=int(bands.max(initial=0) + 1) * width)
    ordered = words[league_order(finished.outcome)]
    return {
        "size": {str(band): row for band, row in enumerate(table.reshape(-1, width).tolist()) if any(row)},
        "spans": [span_of(np.flatnonzero(ordered == word)) for word in range(width)],
    }


def span_of(rows: np.ndarray) -> list[int] | None:
    """The first and the last of some positions, counted from 1."""
    return [int(rows[0]) + 1, int(rows[-1]) + 1] if len(rows) else None
