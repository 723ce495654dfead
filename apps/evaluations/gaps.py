"""How much does each branch lack for its nearest star? Where points of sections alone decide it."""

from typing import Any

import numpy as np

from apps.rating.conditions import All, Comparison, Condition, Expression, Term
from apps.rating.rate import Judgement
from apps.rating.rulebook import Rulebook, Star

FAR = np.iinfo(np.int64).max
HUNDRED = 100


def nearest_gaps(rules: Rulebook, judgement: Judgement, rows: Any) -> tuple[np.ndarray, np.ndarray]:
    """For each branch of some rows the least that an unlit star lacks, in units of 10**-decimals, and that star's
    number (−1 where none lacks points alone). rows: as an array is indexed; everybody at once takes much memory."""
    sections, lit = judgement.sections[rows].astype(np.int64), judgement.lit[rows]
    best, number = np.full(len(sections), FAR), np.full(len(sections), -1)
    for position, star in enumerate(rules.stars):
        lacking = lacking_points(rules, star, sections, lit)
        if lacking is None:
            continue
        nearer = (lacking > 0) & ~lit[:, position] & (lacking < best)
        best, number = np.where(nearer, lacking, best), np.where(nearer, position, number)
    return np.where(number >= 0, best, 0), number


def lacking_points(rules: Rulebook, star: Star, sections: np.ndarray, lit: np.ndarray) -> np.ndarray | None:
    """int64[n]: what lights the star, FAR where something else keeps it dark; None where points do not decide it."""
    unit = 10**rules.decimals
    if star.line is not None:
        column = [section.code for section in rules.sections].index(star.section)
        return star.line * unit // HUNDRED - sections[:, column]
    line, others = parted(rules, star.condition)
    if line is None or others is None:
        return None
    needed = line.number * unit if line.number is not None else 0
    lacking = -(-int(needed.numerator) // int(needed.denominator)) - summed(rules, line.expression, sections)
    codes = [each.code for each in rules.stars]
    for code in others:
        lacking = np.where(lit[:, codes.index(code)], lacking, FAR)
    return lacking


def parted(rules: Rulebook, condition: Condition) -> tuple[Comparison | None, list[str] | None]:
    """The one line of points that a condition asks, and the stars it asks besides; None where it asks more."""
    line, stars = None, []
    sections = {section.code for section in rules.sections}
    codes = {f"star.{star.code}": star.code for star in rules.stars}
    for asked in flat(condition):
        if not isinstance(asked, Comparison):
            return None, None
        names = asked.expression.figures
        if asked.relation == "at least" and asked.share_of is None and sections.issuperset(names) and line is None:
            line = asked
        elif asked.relation == "exactly" and names[0] in codes:
            stars.append(codes[names[0]])
        else:
            return None, None
    return line, stars


def flat(condition: Condition) -> list[Condition]:
    """The parts that must all hold."""
    if isinstance(condition, All):
        return [part for each in condition.parts for part in flat(each)]
    return [condition]


def summed(rules: Rulebook, expression: Expression, sections: np.ndarray) -> np.ndarray:
    """int64[n]: the sum of sections that an expression names."""
    codes = [section.code for section in rules.sections]
    return sum((signed(term, sections[:, codes.index(term.figure)]) for term in expression.terms), np.int64(0))


def signed(term: Term, column: np.ndarray) -> np.ndarray:
    return column if term.sign > 0 else -column
