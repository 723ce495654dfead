"""Which is the weakest section or criterion, and which the strongest, in percent of its maximum?"""

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from apps.rating.asking import asked_of
from apps.rating.exact import Exact, Flags, every, is_known
from apps.rating.maxima import Maxima, by_maximum, own_maxima
from apps.rating.picking import highest, lowest
from apps.rating.points import HUNDRED
from apps.rating.ratio import Ratio
from apps.rating.rulebook import Section
from apps.rating.sections import untimed
from apps.rating.sheets import Sheet


def weakest_section(sheet: Sheet) -> Exact:
    """The least percentage of its maximum that a section reaches; bonuses and what is taken off stand aside."""
    return _picked(lowest, section_percents(sheet), sheet.figures.rows)


def strongest_section(sheet: Sheet) -> Exact:
    """The largest of the same percentages."""
    return _picked(highest, section_percents(sheet), sheet.figures.rows)


def section_percents(sheet: Sheet) -> list[Exact]:
    """What each section reaches of its maximum, known where something of it is asked and not left out."""
    found = []
    for section in _compared(sheet):
        maxima = own_maxima(section, sheet)
        if any(maximum for maximum, _ in maxima):
            asked = asked_of(section, sheet.entries, sheet.figures)
            found.append(_known(_known(_percent(section, maxima, sheet), asked), _has_criteria(section, sheet)))
    return found


def _percent(section: Section, maxima: Maxima, sheet: Sheet) -> Exact:
    """The section in percent of its maximum; where it is multiplied by what differs, as it is before that."""
    hundred, times = Fraction(HUNDRED), section.times
    if times.figure or times.cases:
        points = untimed(section, sheet).within(None if section.below_zero else Fraction(0))
        return by_maximum(Ratio.of(points.rounded(section.rounding, section.code)), maxima, hundred).top
    counts = Ratio.of(sheet.section(section))
    if section.scale_to is not None:
        return counts.times(hundred / section.scale_to / times.number).top
    return by_maximum(counts, maxima, hundred / times.number).top


def weakest_criterion(sheet: Sheet) -> Exact:
    """The least percentage of its maximum that a criterion reaches, of those that hold and are not left out."""
    return _picked(lowest, criterion_percents(sheet), sheet.figures.rows)


def strongest_criterion(sheet: Sheet) -> Exact:
    """The largest of the same percentages."""
    return _picked(highest, criterion_percents(sheet), sheet.figures.rows)


def criterion_percents(sheet: Sheet) -> list[Exact]:
    """What each criterion reaches of its maximum, known where it holds and is not left out."""
    found = []
    for section in _compared(sheet):
        holds = asked_of(section, sheet.entries, sheet.figures)
        for one in (sheet.counted(code) for code in section.scores):
            if one.score.role == "base" and one.score.most > 0:
                percent = one.points.times(HUNDRED / one.score.most)
                found.append(_known(_known(percent, holds), None if one.out is None else ~one.out))
    return found


def _has_criteria(section: Section, sheet: Sheet) -> Flags | None:
    """bool[n]: where some criterion of the section holds and is not left out (None: everywhere)."""
    base = [one for one in map(sheet.counted, section.scores) if one.score.role == "base" and one.score.most > 0]
    out = [one.out for one in base if one.out is not None]
    return None if len(out) < len(base) else ~every(out, sheet.figures.rows)


def _compared(sheet: Sheet) -> list[Section]:
    return [section for section in sheet.rulebook.sections if not (section.is_against or section.is_bonus)]


def _known(figure: Exact, where: Flags | None) -> Exact:
    known = figure.known if where is None else is_known(figure) & where
    return Exact(figure.values, figure.per, figure.low, figure.high, known)


def _picked(pick: Callable[[Sequence[Exact]], Exact], figures: Sequence[Exact], rows: int) -> Exact:
    """The lowest or highest of the figures; unknown where there is none."""
    return pick(figures) if figures else Exact(np.zeros(rows, np.int64), 1, 0, 0, np.zeros(rows, np.bool_))
