"""Of which branches is a criterion or section asked, and by what are its points multiplied?"""

from typing import TypeVar

from apps.rating.entries import Entries
from apps.rating.exact import Exact, Flags, every
from apps.rating.figures import Figures
from apps.rating.ratio import Ratio
from apps.rating.rulebook import Section
from apps.rating.scores import Factor, Score

Points = TypeVar("Points", Exact, Ratio)


def asked_of(part: Score | Section, entries: Entries, figures: Figures) -> Flags | None:
    """bool[n]: the branches of its types for which its condition holds; None where it is asked of everybody."""
    of_type = entries.hold_for(part.types, part.not_types)
    if part.condition is None:
        return of_type
    holds = figures.holds(part.condition)
    return holds if of_type is None else of_type & holds


def asked_with_section(score: Score, entries: Entries, figures: Figures) -> Flags | None:
    """bool[n]: the branches of which both the criterion and its section are asked; None where everybody is."""
    section = next(section for section in entries.rulebook.sections if section.code == score.section)
    found = [flags for flags in (asked_of(part, entries, figures) for part in (section, score)) if flags is not None]
    return every(found, entries.rows) if found else None


def factor_of(factor: Factor, figures: Figures) -> Exact:
    """The number of the first case that holds, else the fixed number; times the figure."""
    found = Exact.constant(factor.number, figures.rows)
    for condition, number in reversed(factor.cases):
        found = Exact.constant(number, figures.rows).where(figures.holds(condition), found)
    return found.multiplied(figures[factor.figure]) if factor.figure else found


def multiplied(points: Points, factor: Factor, figures: Figures) -> Points:
    """The points times a factor."""
    if factor.cases or factor.figure:
        return points.multiplied(factor_of(factor, figures))
    return points.times(factor.number)
