"""Which place does each branch take? Competition ranking (1, 2, 2, 4) by the rulebook's keys; ties share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.rating.cohort import Cohort
from apps.rating.exact import Flags, Integers
from apps.rating.rulebook import Rulebook
from apps.rating.scopes import SCOPES, groups_of


@dataclass(frozen=True, eq=False)
class Places:
    """The place of each branch in every scope, int32[n] each, from 1; 0 where it is not rated. size: among branches of
    about its size (None where the rulebook makes no such bands)."""

    campaign: NDArray[np.int32]
    zone: NDArray[np.int32]
    unit: NDArray[np.int32]
    type: NDArray[np.int32]
    size: NDArray[np.int32] | None = None


@dataclass(frozen=True, eq=False)
class LineUp:
    """Everybody in order: rows: int64[n], the branches best first; ties: int32[n], one number for equal branches."""

    rows: NDArray[np.int64]
    ties: NDArray[np.int32]


def take_places(rulebook: Rulebook, cohort: Cohort, keys: Integers, rated: Flags) -> Places:
    """The places of those who are rated in every scope, by one sort of `keys` (integers[n, keys], larger is better)."""
    everybody = bool(rated.all())
    rows = None if everybody else np.flatnonzero(rated)
    line = line_up(keys if rows is None else keys[rows])
    found = {}
    for scope in ("campaign", *SCOPES, *(("size",) if rulebook.size_bands else ())):
        group = None if scope == "campaign" else groups_of(rulebook, cohort, scope)
        among = group if group is None or rows is None else group[rows]
        places = places_in_all(line) if among is None else places_within(line, among)
        found[scope] = places if rows is None else _spread(places, rows, len(keys))
    return Places(**found)


def _spread(places: NDArray[np.int32], rows: NDArray[np.int64], everybody: int) -> NDArray[np.int32]:
    spread = np.zeros(everybody, np.int32)
    spread[rows] = places
    return spread


def line_up(keys: Integers) -> LineUp:
    """All branches by `keys` (integers[n, keys], larger is better). The one sort that every scope shares."""
    rows = np.lexsort(-keys.T[::-1])
    ordered = keys[rows]
    differs = (ordered[1:] != ordered[:-1]).any(axis=1)
    ties = np.zeros(len(rows), np.int32)
    np.cumsum(differs, out=ties[1:])
    return LineUp(rows, ties)


def places_in_all(everybody: LineUp) -> NDArray[np.int32]:
    """int32[n]: places among all branches."""
    places = np.empty(len(everybody.rows), np.int32)
    places[everybody.rows] = _run_starts(_begins(everybody.ties)) + 1
    return places


def places_within(everybody: LineUp, group: Integers) -> NDArray[np.int32]:
    """int32[n]: places inside each group. group: integers[n] from 0.

    Numbers that fit 16 bits are sorted by radix, so the groups cost little beside the one sort.
    """
    group = group.astype(np.min_scalar_type(group.max(initial=0)))
    by_group = np.argsort(group[everybody.rows], kind="stable")
    rows = everybody.rows[by_group]
    group_begins = _begins(group[rows])
    tie_begins = group_begins | _begins(everybody.ties[by_group])
    places = np.empty(len(rows), np.int32)
    places[rows] = _run_starts(tie_begins) - _run_starts(group_begins) + 1
    return places


def places_of(keys_row: Sequence[int] | Integers, all_keys: Integers) -> int:
    """The place that one row with `keys_row` (one integer a key) would take among `all_keys` (int64[n, keys]).

    The branch's own present row may stand among them when it rises; leave it out when it falls.
    """
    better = np.zeros(len(all_keys), np.bool_)
    level = np.ones(len(all_keys), np.bool_)
    for column, key in enumerate(keys_row):
        better |= level & (all_keys[:, column] > key)
        level &= all_keys[:, column] == key
    return int(np.count_nonzero(better)) + 1


def _begins(ordered: Integers) -> Flags:
    begins = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    return begins


def _run_starts(begins: Flags) -> NDArray[np.int32]:
    positions = np.arange(len(begins), dtype=np.int32)
    return np.maximum.accumulate(np.where(begins, positions, np.int32(0)))
