"""What do a section's criteria come to, and what a party's sections? By the rules for caps, scales, means and signs."""

from dataclasses import replace
from fractions import Fraction

from apps.rating.rulebook import Section
from apps.rating.scores import Factor, Score
from tests.rating.twin.facts import Branch
from tests.rating.twin.marking import Counted, holds_for
from tests.rating.twin.numbers import median, picked, rounded


def count_once(branch: Branch, counted: dict[str, Counted]) -> None:
    """Of one fact that several criteria name, the first that counts most counts; the others count nothing."""
    for group in branch.rulebook.count_once:
        here = [code for code in group if code in counted and not counted[code].left_out]
        best = max(here, key=lambda code: counted[code].points, default=None)
        for code in here:
            if code != best:
                counted[code] = replace(counted[code], points=Fraction(0))


def is_asked(branch: Branch, score: Score) -> bool:
    """Whether this type of branch has the criterion and its section."""
    section = next(section for section in branch.rulebook.sections if section.code == score.section)
    return has_section(branch, section) and holds_for(score, branch.type) and meets(branch, score)


def has_section(branch: Branch, section: Section) -> bool:
    """Whether the section is asked of this branch at all."""
    return holds_for(section, branch.type) and meets(branch, section)


def meets(branch: Branch, part: Score | Section) -> bool:
    """Whether a criterion's or section's own condition holds."""
    return part.condition is None or branch.holds(part.condition)


def section_points(branch: Branch, section: Section, counted: dict[str, Counted]) -> Fraction:
    """What the section counts: times its factor, never below zero, rounded."""
    return finished(section, untimed_points(branch, section, counted) * factor_of(branch, section.times))


def section_percent(branch: Branch, section: Section, counted: dict[str, Counted]) -> Fraction:
    """In percent of its full marks, which a fixed factor multiplies; with any other, as it is before that."""
    full = maximum(branch, section)
    if section.times.figure or section.times.cases:
        return 100 * finished(section, untimed_points(branch, section, counted)) / full
    return 100 * section_points(branch, section, counted) / (full * section.times.number)


def finished(section: Section, points: Fraction) -> Fraction:
    return rounded(points if section.below_zero else max(Fraction(0), points), section.rounding)


def untimed_points(branch: Branch, section: Section, counted: dict[str, Counted]) -> Fraction:
    """Base, scaled up over what was left out; penalties; bonus; cap; scale."""
    scores = [score for score in branch.rulebook.scores if score.code in section.scores and score.code in counted]
    base = [score for score in scores if score.role == "base"]
    rest = [score for score in base if not counted[score.code].left_out]
    points = put_together(section, rest, [counted[score.code].points for score in rest])
    if not section.weights and not section.median and len(rest) < len(base):
        left = put_together(section, rest, [score.most for score in rest])
        whole = put_together(section, base, [score.most for score in base])
        points = points * whole / left if left else Fraction(0)
    penalties = sum((counted[score.code].points for score in scores if score.role == "penalty"), Fraction(0))
    points += penalties if section.is_against else -penalties
    bonus = sum((counted[score.code].points for score in scores if score.role == "bonus"), Fraction(0))
    if section.cap is None:
        points += bonus
    elif section.with_bonus:
        points = min(section.cap, points + bonus)
    else:
        points = min(section.cap, points) + bonus
    if section.scale_to is not None:
        whole = reachable(branch, section)
        points = points * section.scale_to / whole if whole else Fraction(0)
    return points


def factor_of(branch: Branch, factor: Factor) -> Fraction:
    """The number of the first case that holds, else the number or figure; a blank figure is 0."""
    for condition, number in factor.cases:
        if branch.holds(condition):
            return number
    if not factor.figure:
        return factor.number
    value = branch.value(factor.figure)
    assert not isinstance(value, str)
    return factor.number * (value or Fraction(0))


def put_together(section: Section, scores: list[Score], points: list[Fraction]) -> Fraction:
    """The weighted mean, the median, the best few, or the sum."""
    if section.weights:
        weights = [section.weights[section.scores.index(score.code)] for score in scores]
        whole = sum(weights, Fraction(0))
        if not whole:
            return Fraction(0)
        return sum((weight * each for weight, each in zip(weights, points, strict=True)), Fraction(0)) / whole
    if section.median:
        return median(points) if points else Fraction(0)
    if section.best is not None:
        points = sorted(points, reverse=True)[: section.best]
    return sum(points, Fraction(0))


def reachable(branch: Branch, section: Section) -> Fraction:
    """What a branch of this type can reach with the section's own criteria, bonus apart, before it is scaled."""
    base = [
        score
        for score in branch.rulebook.scores
        if score.code in section.scores
        and score.role == "base"
        and holds_for(score, branch.type)
        and meets(branch, score)
    ]
    most = put_together(section, base, [score.most for score in base])
    return most if section.cap is None else min(most, section.cap)


def maximum(branch: Branch, section: Section) -> Fraction:
    """The section's full marks for this branch."""
    return reachable(branch, section) if section.scale_to is None else section.scale_to


def party_total(branch: Branch, sections: dict[str, Fraction], prefix: str) -> Fraction:
    """One sheet's total: an expression, weights, or all sections; then the cap; then not below zero."""
    total = branch.rulebook.total
    case = next((of for condition, of in total.cases if branch.holds(condition)), total.of)
    if case is not None:
        points = signed_sum(branch, case.terms, prefix)
    elif total.weights:
        points = sum((weight * sections[code] for code, weight in total.weights.items()), Fraction(0))
    else:
        against = {section.code for section in branch.rulebook.sections if section.is_against}
        points = sum((-each if code in against else each for code, each in sections.items()), Fraction(0))
    points *= factor_of(branch, total.times)
    if total.cap is not None:
        points = min(points, total.cap)
    if not total.below_zero:
        points = max(Fraction(0), points)
    return points


def signed_sum(branch: Branch, terms: tuple, prefix: str) -> Fraction:
    """A sum in which every section or criterion is this party's."""
    points = Fraction(0)
    for term in terms:
        if term.number is not None:
            points += term.sign * term.number
            continue
        if term.pick is not None:
            several = [signed_sum(branch, each.terms, prefix) for each in term.pick.of]
            points += term.sign * (picked(term.pick.kind, several) or Fraction(0))
            continue
        own = branch.rulebook.figures.get(term.figure)
        if own is not None:
            points += term.sign * signed_sum(branch, own.terms, prefix)
            continue
        value = branch.figures.get(prefix + term.figure, branch.figures.get(term.figure))
        assert not isinstance(value, str)
        points += term.sign * (value or Fraction(0))
    return points
