"""What does each mechanism make of what stands there? Points, known where the criterion was marked; not yet kept."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from apps.rating.exact import Exact, Flags, added, is_known, level, some
from apps.rating.figures import RELATIONS, against_number
from apps.rating.fines import count_fines
from apps.rating.picking import highest, lowest
from apps.rating.points import HUNDRED
from apps.rating.ratio import Ratio
from apps.rating.scores import (
    Awards,
    Band,
    Bands,
    Best,
    Choice,
    Each,
    Fines,
    Line,
    Marked,
    Place,
    Reading,
    Score,
    Share,
)
from apps.rating.typed import Typed
from apps.rating.units import whole_units

Quotient: TypeAlias = Exact | Ratio

NONE = Fraction(0)


def points_of(score: Score, typed: Typed) -> Quotient:
    """The points of a score's mechanism, times its fixed factor; known where it was marked. A quotient is yet to be
    rounded."""
    return MECHANISMS[type(score.mechanism)](score, score.mechanism, typed)


def marked(score: Score, mechanism: Marked, typed: Typed) -> Exact:
    """Points as they were marked; passed is 1."""
    return typed.mark(score.criteria[0]).times(mechanism.worth * score.times)


def choice(score: Score, mechanism: Choice, typed: Typed) -> Exact:
    """The points of what was chosen."""
    return typed.mark(score.criteria[0], mechanism.points).times(score.times)


def each(score: Score, mechanism: Each, typed: Typed) -> Exact:
    """So much for every full, begun or exact unit."""
    count = typed.mark(score.criteria[0]).times(1 / mechanism.per)
    return whole_units(count, mechanism.units).times(mechanism.each * score.times)


def fines(score: Score, mechanism: Fines, typed: Typed) -> Exact:
    """Full marks less every fine, never below zero."""
    return count_fines(mechanism, typed).times(score.times)


def awards(score: Score, mechanism: Awards, typed: Typed) -> Exact:
    """The best few awards, or all of them; marked where any is."""
    best_first = sorted(mechanism.awards, key=lambda award: -award.points)
    counts = [typed.mark(award.criterion) for award in best_first]
    points = added(
        [
            part.everywhere().times(award.points)
            for part, award in zip(_taken(counts, mechanism), best_first, strict=True)
        ]
    )
    given = some([is_known(count) for count in counts], typed.figures.rows)
    return Exact(points.values, points.per, points.low, points.high, given).times(score.times)


def _taken(counts: list[Exact], mechanism: Awards) -> list[Exact]:
    """How many of each award count, the best first."""
    if mechanism.best is None:
        return counts
    alike = level(counts)
    most = mechanism.best * alike[0].per
    left = np.full(len(alike[0]), most, np.int64)
    taken = []
    for count in alike:
        values = np.minimum(count.values, left)
        left = left - values
        taken.append(Exact(values, count.per, 0, min(count.high, most), count.known))
    return taken


def bands(score: Score, mechanism: Bands, typed: Typed) -> Exact:
    """The points of the first band that holds; none where no band does."""
    figure = typed.read(mechanism.reads, score.code)
    whole = None if mechanism.out_of is None else typed.figures.number(mechanism.out_of)
    points = Exact.constant(0, len(figure))
    for band in reversed(mechanism.bands):
        here = Exact.constant(band.points, len(figure))
        points = here if band.relation == "otherwise" else here.where(_falls_into(band, figure, whole), points)
    given = figure.known if whole is None else is_known(figure) & is_known(whole) & (whole.values > 0)
    return Exact(points.values, points.per, points.low, points.high, given).times(score.times)


def _falls_into(band: Band, figure: Exact, whole: Exact | None) -> Flags:
    """bool[n]: where the figure, or its share of the whole, stands as the band's line asks."""
    if whole is None:
        return against_number(figure, band.relation, band.line)
    mine, line = level([figure, whole.times(band.line)])
    return RELATIONS[band.relation](mine.values, line.values)


def line(score: Score, mechanism: Line, typed: Typed) -> Quotient:
    """Points on the straight line between the two given points that the figure lies between."""
    figure = typed.read(mechanism.reads, score.code)
    whole = None if mechanism.out_of is None else typed.figures.number(mechanism.out_of)
    by = Exact.constant(1, len(figure)) if whole is None else whole.everywhere()
    figure_, reached = figure.everywhere(), [by.times(mechanism.points[0][1])]
    for (left, low), (right, high) in pairwise(mechanism.points):
        start = by.times(left)
        climbed = added([lowest([highest([figure_, start]), by.times(right)]), start], [1, -1])
        reached.append(climbed.times((high - low) / (right - left)))
    top = added(reached)
    if whole is None:
        return Exact(top.values, top.per, top.low, top.high, figure.known).times(score.times)
    given = is_known(figure) & is_known(whole) & (whole.values > 0)
    ends = [points for _, points in mechanism.points]
    return _given(Ratio.of(top).divided(whole).within(min(ends), max(ends)), given).times(score.times)


def share(score: Score, mechanism: Share, typed: Typed) -> Quotient:
    """Full points in proportion to a share; unknown where the whole is nothing or either figure is not given."""
    part, whole = typed.figures.number(mechanism.of), typed.figures.number(mechanism.out_of)
    given = is_known(part) & is_known(whole) & (whole.values > 0)
    ratio = Ratio.of(part).divided(whole).times(mechanism.full / mechanism.full_at).within(NONE, mechanism.full)
    return _given(ratio, given).times(score.times)


def _given(ratio: Ratio, given: Flags) -> Ratio:
    """The quotient, known only there."""
    return replace(ratio, top=replace(ratio.top, known=given))


def reading(score: Score, mechanism: Reading, typed: Typed) -> Exact:
    """The figure itself."""
    return typed.figures.number(mechanism.reads).times(score.times)


def place(score: Score, mechanism: Place, typed: Typed) -> Exact:
    """The points of the place that was drawn from everybody's figures."""
    drawn = typed.entries.number(mechanism.drawn)
    points = Exact.constant(0, len(drawn))
    for line in reversed(mechanism.table):
        within = drawn.values >= line.first * HUNDRED
        if line.last is not None:
            within = within & (drawn.values <= line.last * HUNDRED)
        points = Exact.constant(line.points, len(drawn)).where(within, points)
    return Exact(points.values, points.per, points.low, points.high, drawn.known).times(score.times)


def best(score: Score, mechanism: Best, typed: Typed) -> Quotient:
    """Full points for the best of the scope, to the others in proportion: own ÷ best, or best ÷ own.

    A best of 0 gives nobody anything where the largest is best; an own figure of 0 is full where the smallest is.
    """
    own, full = typed.read(mechanism.of, score.code), mechanism.full
    column = typed.entries.number(mechanism.drawn)
    top = Exact(column.values, own.per, own.low, own.high)
    part, whole = (top, own) if mechanism.smallest_first else (own, top)
    divides = whole.values > 0
    without = Exact.constant(1 if mechanism.smallest_first else 0, len(own))
    part = part.everywhere().within(0).where(divides, without)
    whole = whole.everywhere().where(divides, Exact.constant(1, len(own)))
    ratio = Ratio.of(part).divided(whole).times(full).within(NONE, full)
    return _given(ratio, is_known(own)).times(score.times)


MECHANISMS: Mapping[type, Callable[[Score, Any, Typed], Quotient]] = {
    Marked: marked,
    Choice: choice,
    Each: each,
    Fines: fines,
    Awards: awards,
    Bands: bands,
    Line: line,
    Share: share,
    Reading: reading,
    Place: place,
    Best: best,
}
