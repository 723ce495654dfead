"""Step 3: how many points does each section count? A sum, a weighted mean or the best few; capped, scaled, rounded."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from apps.rating.asking import asked_of, factor_of
from apps.rating.counting import Counted
from apps.rating.exact import Exact, added, level
from apps.rating.maxima import by_maximum, own_maxima
from apps.rating.panels import one_mark
from apps.rating.ratio import Ratio
from apps.rating.rulebook import ONE, Panel, Section
from apps.rating.runs import plain_run

if TYPE_CHECKING:
    from apps.rating.sheets import Sheet


def count_section(section: Section, sheet: "Sheet") -> Exact:
    """What a section counts on a sheet, known everywhere; 0 for types of branch that it does not hold for."""
    points = untimed(section, sheet)
    if section.times != ONE:
        points = points.multiplied(factor_of(section.times, sheet.figures))
    if not section.below_zero:
        points = points.within(Fraction(0))
    found = points.rounded(section.rounding, section.code).everywhere()
    asked = asked_of(section, sheet.entries, sheet.figures)
    return found if asked is None else found.where(asked, Exact.constant(0, len(found)))


def untimed(section: Section, sheet: "Sheet") -> Ratio:
    """The section before it is multiplied as a whole: summed, capped and scaled."""
    run = plain_run(section, sheet)
    points = Ratio.of(run) if run is not None else _summed(section, [sheet.counted(code) for code in section.scores])
    if section.scale_to is None:
        return points
    return by_maximum(points, own_maxima(section, sheet), section.scale_to)


def _summed(section: Section, counted: Sequence[Counted]) -> Ratio:
    """Base criteria together, less penalties, up to the cap, with bonuses inside it or on top."""
    role = {kind: [one for one in counted if one.score.role == kind] for kind in ("base", "penalty", "bonus")}
    points = _base(section, role["base"], len(counted[0].points))
    for one in role["penalty"]:
        points = points.plus(one.points, 1 if section.is_against else -1)
    if not section.with_bonus:
        points = points.within(None, section.cap)
    for one in role["bonus"]:
        points = points.plus(one.points)
    return points.within(None, section.cap) if section.with_bonus else points


def _base(section: Section, base: Sequence[Counted], rows: int) -> Ratio:
    if not base:
        return Ratio.of(Exact.constant(0, rows))
    if section.weights:
        return _weighted_mean(section, base)
    if section.median:
        return Ratio.of(_median(base))
    if section.best is not None:
        return _best(section.best, base)
    whole = added([one.points for one in base])
    if not any(one.score.blank == "left out" for one in base):
        return Ratio.of(whole)
    return _over_the_rest(whole, _maxima(base, absent_only=True), _maxima(base))


def _median(base: Sequence[Counted]) -> Exact:
    """The middle of what is asked and not left out, or the mean of both middle ones; 0 where nothing is."""
    panel = Panel("", len(base), "median", 0, 1, None)
    points = [
        Exact(one.points.values, one.points.per, one.points.low, one.points.high, None if one.out is None else ~one.out)
        for one in base
    ]
    return one_mark(panel, points).everywhere()


def _maxima(base: Sequence[Counted], absent_only: bool = False) -> list[Exact]:
    """Each criterion's maximum, 0 where it is no part of the section (or only where it does not hold for the type)."""
    rows = len(base[0].points)
    nothing = Exact.constant(0, rows)
    maxima = []
    for one in base:
        out = one.absent if absent_only else one.out
        full = Exact.constant(one.score.most, rows)
        maxima.append(full if out is None else nothing.where(out, full))
    return maxima


def _over_the_rest(points: Exact, all_of_it: Sequence[Exact], rest: Sequence[Exact]) -> Ratio:
    """Points over what is left, scaled up to the whole; 0 where nothing is left."""
    whole = added(all_of_it)
    most = Fraction(whole.high, whole.per)
    return Ratio.of(points.multiplied(whole)).divided(added(rest)).within(None, most)


def _weighted_mean(section: Section, base: Sequence[Counted]) -> Ratio:
    """Σ weight × points ÷ Σ weight over the criteria that hold and are not left out."""
    weights = [one.score.weight or Fraction(1) for one in base]
    whole = added([one.points.times(weight) for one, weight in zip(base, weights, strict=True)])
    if all(one.out is None for one in base):
        return Ratio.of(whole.times(1 / sum(weights, Fraction(0))))
    rows, nothing = len(whole), Exact.constant(0, len(whole))
    given = [
        Exact.constant(weight, rows) if one.out is None else nothing.where(one.out, Exact.constant(weight, rows))
        for one, weight in zip(base, weights, strict=True)
    ]
    kept = [
        one.points.times(weight) if one.out is None else nothing.where(one.out, one.points.times(weight))
        for one, weight in zip(base, weights, strict=True)
    ]
    most = max(one.score.most for one in base)
    return Ratio.of(added(kept)).divided(added(given)).within(None, most)


def _best(best: int, base: Sequence[Counted]) -> Ratio:
    """The sum of the best few; where some are left out, scaled up as if the best few had stood."""
    taken = _largest(best, [one.points for one in base])
    if not any(one.score.blank == "left out" for one in base):
        return Ratio.of(taken)
    whole, rest = (_largest(best, _maxima(base, absent_only)) for absent_only in (True, False))
    return _over_the_rest(taken, [whole], [rest])


def _largest(best: int, figures: Sequence[Exact]) -> Exact:
    alike = level(figures)
    ordered = np.sort(np.column_stack([one.values for one in alike]), axis=1)
    sums = ordered[:, -best:].sum(axis=1, dtype=np.int64)
    low = sum(sorted(one.low for one in alike)[:best])
    high = sum(sorted((one.high for one in alike), reverse=True)[:best])
    return Exact(sums, alike[0].per, min(low, high), high)
