"""How much can a section count? Its own maximum, which differs from branch to branch where not all is asked of all."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from apps.rating.conditions import Condition
from apps.rating.exact import Exact, Flags, every
from apps.rating.ratio import Ratio
from apps.rating.rulebook import Section
from apps.rating.scores import Score

if TYPE_CHECKING:
    from apps.rating.sheets import Sheet

Maxima: TypeAlias = list[tuple[Fraction, Flags | None]]


def own_maxima(section: Section, sheet: "Sheet") -> Maxima:
    """What the section's criteria reach before scaling, without bonus: each maximum with the branches that have it.

    The maxima follow from the rulebook alone: one for each type that is told apart and each way in which the
    conditions of criteria can hold.
    """
    base = [score for score in map(sheet.scores.__getitem__, section.scores) if score.role == "base"]
    conditions = list(dict.fromkeys(score.condition for score in base if score.condition is not None))
    holding = [sheet.figures.holds(condition) for condition in conditions]
    found: Maxima = []
    for asked, of_type in _by_type(base, sheet):
        for pattern in product((True, False), repeat=len(conditions)):
            failing = [condition for condition, holds in zip(conditions, pattern, strict=True) if not holds]
            whose = [flags == holds for flags, holds in zip(holding, pattern, strict=True)]
            found.append((reached(section, _without(asked, failing)), _all_of(of_type, whose)))
    return found


def by_maximum(points: Ratio, maxima: Maxima, full: Fraction) -> Ratio:
    """The points in proportion: × `full` ÷ the branch's own maximum; 0 where that is 0."""
    factors = [full / maximum if maximum else Fraction(0) for maximum, _ in maxima]
    if len(maxima) == 1:
        return points.times(factors[0])
    top = Exact.constant(0, len(points.top))
    for factor, (_, whose) in zip(factors, maxima, strict=True):
        if whose is not None:
            top = points.top.times(factor).where(whose, top)
    bounds = [bound * factor for bound in (points.low, points.high, Fraction(0)) for factor in factors]
    return Ratio(top, points.bottom, min(bounds), max(bounds))


def _by_type(base: Sequence[Score], sheet: "Sheet") -> list[tuple[list[Score], Flags | None]]:
    """The criteria of each type of branch that is told apart, and of all other types."""
    named = sorted({name for score in base for name in (*score.types, *score.not_types)})
    if not named:
        return [(list(base), None)]
    hold_for = sheet.entries.hold_for
    found = [
        (
            [one for one in base if name not in one.not_types and (not one.types or name in one.types)],
            hold_for({name}, ()),
        )
        for name in named
    ]
    return [*found, ([score for score in base if not score.types], hold_for((), named))]


def _without(asked: Sequence[Score], failing: Sequence[Condition]) -> list[Score]:
    return [score for score in asked if score.condition is None or score.condition not in failing]


def _all_of(of_type: Flags | None, whose: Sequence[Flags]) -> Flags | None:
    flags = [*whose] if of_type is None else [of_type, *whose]
    return every(flags, len(flags[0])) if flags else None


def reached(section: Section, base: Sequence[Score]) -> Fraction:
    """What these criteria reach together, by the section's sum, mean, median or best few, up to its cap."""
    most = sorted((score.most for score in base), reverse=True)
    if not most:
        return Fraction(0)
    if section.weights:
        weights = [score.weight or Fraction(1) for score in base]
        together = sum((score.most * weight for score, weight in zip(base, weights, strict=True)), Fraction(0))
        reached = together / sum(weights)
    elif section.median:
        reached = (most[(len(most) - 1) // 2] + most[len(most) // 2]) / 2
    else:
        reached = sum(most[: section.best], Fraction(0))
    return reached if section.cap is None else min(reached, section.cap)
