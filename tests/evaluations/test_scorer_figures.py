"""Agreement of two, leniency of each, places that another scorer would move: counted exactly, from plain columns."""

from fractions import Fraction

import numpy as np
import pytest

from apps.evaluations.scorers.agreement import agreement, correlation, weighted_kappa
from apps.evaluations.scorers.leniency import leniencies
from apps.evaluations.scorers.noise import bands
from apps.rating.cohort import Cohort
from apps.rating.loading import load

pytestmark = pytest.mark.pure

RULES = """
rulebook: noise-1
title: 两项
parties: {superior: counts}
step: 0.1
sections:
  A: {title: 工作, criteria: {A1: {title: 实绩, points: 20}, A2: {title: 计划, points: 10}}}
levels: [{合格: {total: at least 12}}, {不合格: otherwise}]
order: [total]
"""


def column(*points):
    return np.array(points, np.int64) * 100


def test_correlation_is_the_published_one():
    # Shrout & Fleiss 1979, table 2, judges 1 and 2; ICC(2,1) of these two by their formulas, worked by hand.
    first, second = column(9, 6, 8, 7, 10, 6), column(2, 1, 4, 1, 5, 2)

    found = correlation(first, second)

    rows, a, b, n = [11, 7, 12, 8, 15, 8], 46, 15, 6
    middle = Fraction((a + b) ** 2, 2 * n)
    between = (Fraction(sum(r * r for r in rows), 2) - middle) / (n - 1)
    markers = Fraction(a * a + b * b, n) - middle
    whole = sum(x * x for x in (9, 6, 8, 7, 10, 6, 2, 1, 4, 1, 5, 2)) - middle
    left = (whole - between * (n - 1) - markers) / (n - 1)
    assert found == (between - left) / (between + left + 2 * (markers - left) / n)


def test_correlation_of_equal_marks_is_one_and_of_no_spread_is_unknown():
    marks = column(12, 15, 18, 9)

    assert correlation(marks, marks) == 1
    assert correlation(column(10, 10, 10), column(10, 10, 10)) is None
    assert correlation(column(10), column(10)) is None


def test_kappa_of_chance_is_nought_and_of_opposites_is_less():
    assert weighted_kappa([100, 100, 0, 0], [100, 0, 100, 0]) == 0
    assert weighted_kappa([100, 0, 100, 0], [100, 0, 100, 0]) == 1
    assert weighted_kappa([100, 0], [0, 100]) == -1
    assert weighted_kappa([100, 100], [100, 100]) is None


def test_agreement_counts_equal_and_near_marks_and_who_leans():
    first, second = column(*range(1, 13)), column(*range(1, 13)) + 50
    second[0] = 500

    found = agreement(first, second, tolerance=50)

    assert (found.pairs, found.same, found.near, found.lean, found.apart) == (12, 0, 11, -950, 950)
    assert not found.is_weak


def test_agreement_of_few_pairs_says_nothing_beyond_chance():
    found = agreement(column(1, 2, 3), column(3, 1, 2), tolerance=0)

    assert (found.beyond_chance, found.is_weak) == (None, False)


def test_agreement_is_weak_where_two_read_a_criterion_differently():
    first, second = column(*[5, 9] * 6), column(*[9, 5] * 6)

    found = agreement(first, second, tolerance=50)

    assert found.is_weak
    assert found.beyond_chance < 0


def panel(leans, branches=20, groups=2):
    """Branches marked by scorers who each add their lean; every third branch is odd by twenty points."""
    scorers, kinds, figures = [], [], []
    for number, lean in enumerate(leans):
        for branch in range(branches):
            scorers.append(f"s{number}")
            kinds.append(branch % groups)
            spread = (branch // groups) % 7 * 10
            figures.append(8000 + 300 * (branch % groups) + spread + lean)
    return scorers, kinds, figures


def test_leniency_finds_who_gives_more_whatever_the_type_of_branch():
    found = leniencies(*panel([0, 150, -100, 0, 0]))

    assert {scorer: one.lean for scorer, one in found.items()} == {
        "s0": 0,
        "s1": 150,
        "s2": -100,
        "s3": 0,
        "s4": 0,
    }
    assert [one.is_sure for one in found.values()] == [False, True, True, False, False]


def test_leniency_is_not_bent_by_a_few_odd_branches():
    scorers, kinds, figures = panel([0, 0, 0, 120])
    for odd in (2, 17):
        figures[odd] -= 6000

    found = leniencies(scorers, kinds, figures)

    assert abs(found["s0"].lean) <= 20
    assert abs(found["s3"].lean - 120) <= 20


def test_leniency_tells_nobody_with_few_branches_and_nothing_of_few_scorers():
    scorers, kinds, figures = panel([0, 50, 90])

    assert leniencies(scorers[:40], kinds[:40], figures[:40]) == {}
    assert set(leniencies([*scorers, "rare"], [*kinds, 0], [*figures, 1])) == {"s0", "s1", "s2"}


def cohort(rules, totals):
    marks = np.array([[total - 800, 800] for total in totals], np.int64)
    nothing = np.zeros(len(totals), np.int64)
    return Cohort(marks, np.ones_like(marks, np.bool_), np.zeros((len(totals), 0), np.bool_), *[nothing] * 3)


def test_bands_of_scorers_who_never_differ_are_the_places_themselves():
    rules = load(RULES)
    people = cohort(rules, range(2700, 2500, -50))

    found = bands(rules, people, np.zeros((20, 2), np.int64), [0, 1], "2026-11-22", repeats=20)

    assert found.low.tolist() == found.high.tolist() == [1, 2, 3, 4]
    assert found.steady.tolist() == [20] * 4


def test_bands_hold_those_whom_another_scorer_would_swap_and_nobody_else():
    rules = load(RULES)
    people = cohort(rules, [2700, 2690, 2680, 1500, 1490])
    differences = np.array([[50, 0]] * 20, np.int64)

    found = bands(rules, people, differences, [0, 1], "seed", repeats=100)

    assert found.low.tolist() == [1, 1, 1, 4, 4]
    assert found.high.tolist() == [3, 3, 3, 5, 5]


def test_bands_are_drawn_alike_from_one_text():
    rules = load(RULES)
    people = cohort(rules, [2500 + 10 * n for n in range(30)])
    differences = np.array([[n % 5 * 20, 0] for n in range(20)], np.int64)

    def drawn(seed):
        found = bands(rules, people, differences, [0, 1], seed, repeats=40)
        return list(zip(found.low.tolist(), found.high.tolist(), strict=True))

    assert drawn("a") == drawn("a")
    assert drawn("a") != drawn("b")


def test_bands_refuse_too_few_pairs():
    rules = load(RULES)

    with pytest.raises(ValueError, match="20 pairs"):
        bands(rules, cohort(rules, [2000]), np.zeros((19, 2), np.int64), [0, 1], "x")
