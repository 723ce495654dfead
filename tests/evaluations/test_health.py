"""Figures about criteria and groups, with marks and shares worked out by hand."""

import numpy as np

from apps.criteria.selectors import compiled, shipped_rulebooks
from apps.evaluations.health.columns import Marked, ends_of
from apps.evaluations.health.criteria import all_pairs, criteria_health, repeating
from apps.evaluations.health.fairness import group_shares, out_of_reach
from apps.rating.statistics import Share

RULES = compiled(shipped_rulebooks()["xuchang-2025"])
BRANCHES = 40


def columns(**by_code: list[int | None]) -> Marked:
    """Forty branches; the marks of some criteria in points, the others' marks all different. The own marks follow."""
    shape = (BRANCHES, len(RULES.criteria))
    drawn = np.random.default_rng(3)
    marks = np.stack([drawn.permutation(BRANCHES) * 10 for _ in RULES.criteria], axis=1)
    marked = np.ones(shape, np.bool_)
    for number, criterion in enumerate(RULES.criteria):
        for row, mark in enumerate(by_code.get(criterion.code, [])):
            marks[row, number], marked[row, number] = (mark or 0) * 100, mark is not None
    nobody = np.zeros(shape, np.bool_)
    return Marked(RULES, marks, marked, marks, nobody, np.ones(shape, np.bool_))


def test_criterion_with_one_mark_for_nearly_all_separates_nobody() -> None:
    found = criteria_health(columns(A1=[20] * 36 + [18] * 4, A2=[20] * 35 + [18] * 5))

    assert [each.criterion.code for each in found if each.separates_nobody] == ["A1"]
    assert found[0].spread is not None
    assert (found[0].spread.common, found[0].spread.common_count, found[0].spread.full) == (2000, 36, 36)


def test_criterion_that_few_are_marked_on_is_not_judged() -> None:
    found = criteria_health(columns(A1=[20] * 19 + [None] * 21))

    assert (found[0].blank, found[0].holds) == (21, 40)
    assert not found[0].is_judged
    assert not found[0].separates_nobody


def test_self_marks_far_from_the_superior_s_are_counted() -> None:
    marks = columns(A1=[10] * BRANCHES)
    own = marks.own.copy()
    own[:, 0] += np.array([200] * 20 + [199] * 20)

    found = criteria_health(Marked(RULES, marks.marks, marks.marked, own, marks.marked, marks.holds))

    # Two points of twenty are a tenth of the range; the mean of 2.00 and 1.99 is 1.995, half up 2.00.
    assert (found[0].both, found[0].far, found[0].gap, found[0].is_far) == (40, 20, 200, True)
    assert (found[1].far, found[1].gap) == (0, 0)


def test_criteria_whose_ranks_go_together_repeat_each_other() -> None:
    rising = [number / 4 for number in range(BRANCHES)]

    found = repeating(all_pairs(columns(A1=rising, B1=[mark / 2 for mark in rising])))

    assert [(pair.first.code, pair.second.code, pair.value, pair.both) for pair in found] == [("A1", "B1", 100, 40)]


def test_group_is_apart_where_its_interval_does_not_touch_the_others() -> None:
    reached = np.array([True] * 3 + [False] * 17 + [True] * 16 + [False] * 4 + [True] * 5)
    groups = np.array([0] * 20 + [1] * 20 + [2] * 5)

    found = group_shares(reached, groups, ["甲", "乙", "丙", "丁"])

    assert [(each.name, each.share.part, each.share.whole, each.apart) for each in found] == [
        ("甲", 3, 20, -1),
        ("乙", 16, 20, 1),
        ("丙", 5, 5, 0),
    ]
    assert found[0].rest == Share.of(21, 25)


def test_criterion_that_no_small_branch_reaches_is_named() -> None:
    members = np.array([3] * 11 + [5] + [30] * 28)
    marks = columns(A1=[15] * 12 + [16] * 14 + [15] * 14, A2=[15] * 11 + [16] + [16] * 28)

    found = [each for each in out_of_reach(marks, members, 5) if each.criterion.code in ("A1", "A2")]

    assert [(each.criterion.code, each.line, each.small, each.part, each.others) for each in found] == [
        ("A1", 1600, 12, 14, 28)
    ]


def test_reach_of_few_small_branches_is_not_judged() -> None:
    members = np.array([3] * 9 + [30] * 31)

    assert out_of_reach(columns(A1=[10] * 9 + [20] * 31), members, 5) == []


def test_choices_and_fines_have_their_own_best() -> None:
    rules = compiled("""
rulebook: kinds-2031
title: {zh: 各类, en: Kinds}
parties: {superior: counts}
sections:
  A:
    title: {zh: 甲, en: A}
    criteria:
      A1: {title: 选, choices: {好: 10, 中: 8, 差: 2}}
      A2: {title: 扣, deduct-from: 10, fines: {late: {title: 迟, each: 2}}}
      A3: {title: 分, points: 20}
levels:
  - 优: {total: at least 20}
  - 差: otherwise
order: [total]
""")

    found = {criterion.code: ends_of(rules, criterion) for criterion in rules.criteria}

    assert found["A1"] == (200, 1000)
    assert found["A2.late"][1] == 0
    assert found["A3"] == (0, 2000)
