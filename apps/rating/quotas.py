"""Step 11: who holds a level that has only so many seats? The best of each group; the others fall to a stated level."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apps.rating.cohort import Cohort
from apps.rating.exact import Flags, Integers
from apps.rating.figures import Figures
from apps.rating.keys import order_keys, whole_order
from apps.rating.levels import name_level, position_of, shown_stars
from apps.rating.places import LineUp, line_up, places_within
from apps.rating.rulebook import Quota, Rulebook
from apps.rating.scopes import groups_of
from apps.rating.seats import seats_of

WARNING_ONLY = "at least"
TAKEN_IN, MEETING = "taken in", "meeting"


@dataclass(frozen=True, slots=True)
class QuotaGroup:
    """How one quota went in one group. quota: its position in the rulebook; group: the group's number in the quota's
    scope; base: the branches it counts of; seats, candidates, held: how many there are, ask, and are taken; last: the
    keys of the last who holds a seat (empty where nobody does); tied: how many stand level over the line; meeting:
    whether people must decide between them."""

    quota: int
    group: int
    base: int
    seats: int
    candidates: int
    held: int
    last: tuple[int, ...]
    tied: int
    meeting: bool


@dataclass(frozen=True, eq=False, slots=True)
class Seated:
    """How the seats of one quota went. rows: the candidates group by group, best first; keeps: bool, who holds a seat;
    tied: bool, who stands level over the line; keys: integers[candidates, keys] of `rows`."""

    rows: NDArray[np.int64]
    keeps: Flags
    tied: Flags
    keys: Integers


def fill_quotas(
    rulebook: Rulebook, figures: Figures, cohort: Cohort, level: Integers, lit: Integers, rated: Flags
) -> tuple[Integers, NDArray[np.int16], tuple[QuotaGroup, ...]]:
    """The levels after all quotas, in the order written: int16[n]; which quota pushed each branch out last: int16[n],
    −1 without; and how every group of every quota went. lit: integers[n], how many stars are lit."""
    pushed = np.full(len(level), -1, np.int16)
    told: list[QuotaGroup] = []
    for number, quota in enumerate(rulebook.quotas):
        name_level(rulebook, figures, level, shown_stars(rulebook, level, lit))
        groups = groups_of(rulebook, cohort, quota.within)
        asks = _candidates(rulebook, quota, figures, level, rated)
        base = _base(rulebook, quota, level, rated, asks)
        counts = np.bincount(groups[base], minlength=int(groups.max(initial=-1)) + 1)
        seats = seats_of(quota, counts, cohort.words.get(quota.within, ()))
        keys = _keys(rulebook, quota, figures, asks)
        seated = _seat(quota, keys, np.flatnonzero(asks), groups, seats)
        told.extend(_told(number, quota, seated, groups, counts, seats))
        if quota.kind != WARNING_ONLY:
            out = seated.rows[~seated.keeps]
            level = level.copy()
            level[out] = np.maximum(level[out], position_of(rulebook, quota.falls_to))
            pushed[out] = number
    return level, pushed, tuple(told)


def _candidates(rulebook: Rulebook, quota: Quota, figures: Figures, level: Integers, rated: Flags) -> Flags:
    """bool[n]: who asks for a seat: whoever has reached one of the quota's levels, as far as its condition goes."""
    named = np.array([each.name in quota.levels for each in rulebook.levels], np.bool_)
    asks = rated & named[level]
    return asks if quota.condition is None else asks & figures.holds(quota.condition)


def _base(rulebook: Rulebook, quota: Quota, level: Integers, rated: Flags, asks: Flags) -> Flags:
    """bool[n]: of whom the share is taken."""
    if quota.base == "qualified":
        return asks
    if quota.base == "rated":
        return rated & np.array([each.rated for each in rulebook.levels], np.bool_)[level]
    return rated


def _keys(rulebook: Rulebook, quota: Quota, figures: Figures, asks: Flags) -> Integers:
    """integers[candidates, keys]: by what the seats go."""
    order = whole_order(rulebook) if quota.by == rulebook.order else quota.by
    return order_keys(order, figures)[asks]


def _seat(quota: Quota, keys: Integers, rows: NDArray[np.int64], groups: Integers, seats: NDArray[np.int64]) -> Seated:
    """Seat the candidates (`rows`, with their `keys`) of each group, best first, over its `seats`."""
    line = line_up(keys)
    own = groups[rows]
    first = places_within(line, own).astype(np.int64) - 1
    order = _by_group(line, own)
    ordered_group, ordered_first = own[order], first[order]
    together = _sizes(ordered_group, ordered_first)
    free = seats[ordered_group]
    straddles = (ordered_first < free) & (ordered_first + together > free)
    fits = ordered_first + together <= free
    keeps = fits | straddles if quota.ties == TAKEN_IN else fits
    return Seated(rows[order], keeps, straddles, keys[order])


def _by_group(line: LineUp, own: Integers) -> NDArray[np.int64]:
    """int64[n]: positions of candidates group by group, best first."""
    by_group = np.argsort(own[line.rows], kind="stable")
    return line.rows[by_group]


def _sizes(groups: Integers, first: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64[n]: how many stand level with each, in a line sorted by group and place."""
    differs = (groups[1:] != groups[:-1]) | (first[1:] != first[:-1])
    begins: Flags = np.concatenate([np.ones(min(len(first), 1), np.bool_), differs])
    run = np.cumsum(begins) - 1
    together: NDArray[np.int64] = np.bincount(run)[run]
    return together


def _told(
    number: int,
    quota: Quota,
    seated: Seated,
    groups: Integers,
    base: NDArray[np.int64],
    seats: NDArray[np.int64],
) -> list[QuotaGroup]:
    """How it went in every group that has branches."""
    own, size = groups[seated.rows], len(seats)
    candidates, held, tied = (
        np.bincount(own[chosen], minlength=size) for chosen in (np.ones(len(own), np.bool_), seated.keeps, seated.tied)
    )
    last = np.full(size, -1, np.int64)
    last[own[seated.keeps]] = np.flatnonzero(seated.keeps)
    present = np.flatnonzero(np.bincount(groups, minlength=size))
    columns = zip(
        present.tolist(),
        *(column[present].tolist() for column in (base, seats, candidates, held, last, tied)),
        strict=True,
    )
    return [
        QuotaGroup(
            number, group, of, seat, asks, holds, _keys_at(seated, at), level, level > 0 and quota.ties == MEETING
        )
        for group, of, seat, asks, holds, at, level in columns
    ]


def _keys_at(seated: Seated, position: int) -> tuple[int, ...]:
    return tuple(seated.keys[position].tolist()) if position >= 0 else ()
