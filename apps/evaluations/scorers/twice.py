"""How well do two people agree, criterion by criterion, section by section, and in the total?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from apps.assessments.lines import lines_of
from apps.assessments.pairs import Pair, tolerance_of
from apps.assessments.self_rating import judge_sheets, totals_of
from apps.assessments.values import CHOSEN, HUNDRED
from apps.evaluations.scorers.agreement import Agreement, agreement
from apps.rating.rulebook import Criterion, Rulebook, Section

# Sums lie near each other up to this part of their maximum, in hundredths.
NEAR_SUM = 5


@dataclass(frozen=True, slots=True)
class Line:
    """How two agree on one criterion (hundredths), or on a section or the total (units of 10**-decimals): `pairs` are
    the branches on which both gave a mark. Without criterion and section it is the total."""

    found: Agreement
    tolerance: int
    criterion: Criterion | None = None
    section: Section | None = None


def by_criterion(rules: Rulebook, party: str, pairs: Sequence[Pair]) -> list[Line]:
    """Every criterion that some pair was asked, in the rulebook's order."""
    types = {pair.assessment.branch_type for pair in pairs}
    asked = {kind: {line.code for line in lines_of(rules, kind, party)} for kind in types}
    return [
        on_criterion(each, [pair for pair in pairs if each.code in asked[pair.assessment.branch_type]])
        for each in rules.criteria
        if any(each.code in codes for codes in asked.values())
    ]


def on_criterion(criterion: Criterion, pairs: Sequence[Pair]) -> Line:
    """The marks of both, where both gave one."""
    code, tolerance = criterion.code, tolerance_of(criterion)
    both = [(pair.first[code], pair.second[code]) for pair in pairs if code in pair.first and code in pair.second]
    first, second = np.array(both, np.int64).reshape(-1, 2).T
    return Line(agreement(first, second, tolerance=tolerance, are_words=criterion.kind in CHOSEN), tolerance, criterion)


def in_sums(rules: Rulebook, pairs: Sequence[Pair]) -> list[Line]:
    """Every section, and last the total, as the rulebook would count each sheet alone."""
    if not pairs:
        return []
    first = judge_sheets(rules, [(pair.first, pair.assessment) for pair in pairs])
    second = judge_sheets(rules, [(pair.second, pair.assessment) for pair in pairs])
    unit = 10**rules.decimals
    lines = []
    for number, section in enumerate(rules.sections):
        tolerance = int((section.maximum or 0) * unit * NEAR_SUM // (HUNDRED * HUNDRED))
        found = agreement(first.sections[:, number], second.sections[:, number], tolerance=tolerance)
        lines.append(Line(found, tolerance, section=section))
    tolerance = int(rules.full_marks() * unit * NEAR_SUM // (HUNDRED * HUNDRED))
    return [*lines, Line(agreement(totals_of(rules, first), totals_of(rules, second), tolerance=tolerance), tolerance)]


def leans_of(rules: Rulebook, pairs: Sequence[Pair]) -> Mapping[int, list[int]]:
    """By scorer, first or second, how much more each gave in total than the other, in units of 10**-decimals."""
    if not pairs:
        return {}
    first = totals_of(rules, judge_sheets(rules, [(pair.first, pair.assessment) for pair in pairs]))
    second = totals_of(rules, judge_sheets(rules, [(pair.second, pair.assessment) for pair in pairs]))
    found: dict[int, list[int]] = {}
    for pair, more in zip(pairs, (first - second).tolist(), strict=True):
        found.setdefault(pair.first_by, []).append(more)
        found.setdefault(pair.second_by, []).append(-more)
    return found
