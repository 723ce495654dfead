"""The traps of rating, each by numbers worked by hand."""

from typing import Any

import pytest

from apps.rating.exact import Rounding
from apps.rating.loading import load
from tests.rating.files import outcome_of, rated

HEAD = "rulebook: trap-2030\ntitle: 陷阱\nparties: {superior: counts}\n"
ONE = HEAD + "sections: {A: {criteria: {A1: 200}}}\norder: [total]\n"
GOOD_OR_NOT = "levels: [{优秀: {total: at least 90}}, {良好: {total: at least 80}}, {合格: otherwise}]\n"


def levels(rules: str, marks: str) -> list[str]:
    return [row.level for row in rated(rules, marks)]


def marks_of(*points: object) -> str:
    return "branch,A1\n" + "".join(f"支部{number},{each}\n" for number, each in enumerate(points))


def test_rate_of_89_and_a_half_is_below_90() -> None:
    assert levels(ONE + GOOD_OR_NOT, marks_of(89.5, 90, 79.99)) == ["良好", "优秀", "合格"]


@pytest.mark.parametrize(
    ("how", "totals"),
    [
        ("half up", ["90", "89.99", "89.98"]),
        ("half even", ["90", "89.98", "89.98"]),
        ("down", ["89.99", "89.98", "89.97"]),
        ("up", ["90", "89.99", "89.98"]),
    ],
)
def test_rate_of_halves_as_the_rulebook_rounds(how: str, totals: list[str]) -> None:
    rules = HEAD + f"sections: {{A: {{criteria: {{A1: {{points: 200, times: 50%}}}}}}}}\norder: [total]\n{GOOD_OR_NOT}"
    rounded = f"total: {{round: {{places: 2, how: {how}}}}}\n"

    rows = rated(rules + rounded, marks_of(179.99, 179.97, 179.95))

    assert [row.total for row in rows] == totals
    assert [row.level for row in rows] == ["优秀" if total == "90" else "良好" for total in totals]


def test_rate_without_rounding_keeps_89_995_below_90() -> None:
    rules = HEAD + f"sections: {{A: {{criteria: {{A1: {{points: 200, times: 50%}}}}}}}}\norder: [total]\n{GOOD_OR_NOT}"

    [row] = rated(rules, marks_of(179.99))

    assert (row.total, row.level) == ("89.995", "良好")


def test_rate_of_tenths_that_binary_floats_put_under_the_line() -> None:
    rules = HEAD + "sections: {A: {criteria: {A1: 1, A2: 1, A3: 1}}}\norder: [total]\n"
    lines = "levels: [{达标: {total: at least 0.8}}, {未达标: otherwise}]\n"

    assert levels(rules + lines, "branch,A1,A2,A3\n甲,0.1,0.7,0\n乙,0.7,0.1,0\n丙,0.1,0.1,0.6\n丁,0.1,0.69,0\n") == [
        "达标",
        "达标",
        "达标",
        "未达标",
    ]


@pytest.mark.parametrize(
    ("each", "together", "total"),
    [("", "", "4.452"), (", round: 1", "", "4.46"), ("", ", round: 1", "4.5")],
)
def test_rate_rounds_before_or_after_weighting_as_written(each: str, together: str, total: str) -> None:
    criteria = f"{{A1: {{points: 10, weight: 40%{each}}}, A2: {{points: 10, weight: 60%{each}}}}}"
    rules = HEAD + f"sections: {{A: {{mean: weighted, criteria: {criteria}{together}}}}}\norder: [total]\n"

    [row] = rated(rules + "levels: [{有: {total: above 0}}, {无: otherwise}]\n", "branch,A1,A2\n甲,4.44,4.46\n")

    assert row.total == total


def vetoed(effect: str) -> list[Any]:
    stars = "stars: [{for: A, lit-when: at least 80}]\n"
    veto = f"vetoes: {{V1: {{title: 否决, effect: {effect}}}}}\n"
    return rated(ONE + GOOD_OR_NOT + stars + veto, "branch,vetoes,A1\n甲,,95\n乙,V1,95\n丙,V1,85\n丁,V1,10\n")


@pytest.mark.parametrize(
    ("effect", "outcome"),
    [
        ("no level above 良好", [("优秀", "A"), ("良好", "A"), ("良好", "A"), ("合格", "")]),
        ("no level", [("优秀", "A"), ("合格", "A"), ("合格", "A"), ("合格", "")]),
        ("no stars", [("优秀", "A"), ("合格", ""), ("合格", ""), ("合格", "")]),
        ("one level down", [("优秀", "A"), ("良好", "A"), ("合格", "A"), ("合格", "")]),
        ("star A out", [("优秀", "A"), ("优秀", ""), ("良好", ""), ("合格", "")]),
    ],
)
def test_rate_of_a_veto_that_caps_and_of_one_that_zeroes(effect: str, outcome: list[tuple[str, str]]) -> None:
    assert [(row.level, row.lit) for row in vetoed(effect)] == outcome


def with_quota(quota: str) -> str:
    return ONE + f"levels: [{{优秀: {{total: at least 90}}}}, {{合格: otherwise}}]\nquotas: [{{for: 优秀, {quota}}}]\n"


@pytest.mark.parametrize(("rounding", "seats"), [("down", 3), ("up", 4), ("half up", 4)])
def test_rate_of_a_quota_of_ten_percent_of_37(rounding: str, seats: int) -> None:
    rules = with_quota(f"at-most: 10%, rounding: {rounding}")

    found = levels(rules, marks_of(*range(100, 137)))

    assert found == ["合格"] * (37 - seats) + ["优秀"] * seats


@pytest.mark.parametrize(("ties", "holding"), [("left out", 1), ("taken in", 3), ("meeting", 1)])
def test_rate_of_a_tie_over_the_line(ties: str, holding: int) -> None:
    _, outcome, rows = outcome_of(with_quota(f"at-most: 2, ties: {ties}"), marks_of(99, 95, 95, 92))

    assert [row.level for row in rows] == ["优秀"] * holding + ["合格"] * (4 - holding)
    assert [group.meeting for group in outcome.quotas] == [ties == "meeting"]


@pytest.mark.parametrize(("ties", "level"), [("left out", "合格"), ("taken in", "优秀")])
def test_rate_of_all_candidates_tied(ties: str, level: str) -> None:
    rows = rated(with_quota(f"at-most: 2, ties: {ties}"), marks_of(95, 95, 95))

    assert [(row.level, row.rank) for row in rows] == [(level, "1")] * 3


def test_rate_of_as_many_tied_as_seats_keeps_them() -> None:
    assert levels(with_quota("at-most: 2"), marks_of(95, 95, 90)) == ["优秀", "优秀", "合格"]


def test_rate_of_a_unit_of_one_branch() -> None:
    marks = "branch,unit,A1\n甲,独,95\n乙,众,99\n丙,众,98\n"

    assert levels(with_quota("at-most: 20%, within: unit"), marks) == ["合格", "合格", "合格"]
    assert levels(with_quota("at-most: 20%, within: unit, least: 1"), marks) == ["优秀", "优秀", "合格"]


def test_rate_of_an_empty_unit_is_a_group_of_its_own() -> None:
    rows = rated(with_quota("at-most: 1, within: unit"), "branch,unit,A1\n甲,,95\n乙,一厂,99\n丙,,98\n")

    assert [(row.level, row.rank_unit) for row in rows] == [("合格", "2"), ("优秀", "1"), ("优秀", "1")]


def test_rate_of_nobody_gives_nothing() -> None:
    rules = load(with_quota("at-most: 20%"))

    assert (rules.slug, rated(with_quota("at-most: 20%"), "branch,A1\n")) == ("trap-2030", [])


def test_rate_of_a_branch_pushed_down_by_a_quota_falls_no_further_by_the_ladder() -> None:
    lines = "{三星: {total: at least 90}}, {二星: {total: at least 80}}, {一星: {total: above 60}}, {无星: otherwise}"
    ladder = "ladder: {up-at-most: 1, down-at-most: 1}\n"
    quota = "quotas: [{for: 二星 or better, at-most: 1, falls-to: 一星}]\n"

    marks = "branch,previous_level,A1\n甲,三星,99\n乙,三星,95\n丙,无星,98\n丁,无星,85\n"

    assert levels(ONE + f"levels: [{lines}]\n" + ladder + quota, marks) == ["三星", "一星", "一星", "一星"]


def test_rate_with_a_floor_for_the_worst_level_pushes_nobody() -> None:
    rules = ONE + GOOD_OR_NOT + "quotas: [{for: 合格, at-least: 20%}]\n"

    assert levels(rules, marks_of(95, 95, 91, 85, 82)) == ["优秀", "优秀", "优秀", "良好", "良好"]


BALLOT = """rulebook: trap-2030
title: 测评
parties: {superior: 80%, ballot: 20%}
ballot: {options: {good: 100, poor: 0}, quorum: at least 50% of members, round: 2}
sections: {A: {criteria: {A1: 100}}}
levels: [{优秀: {total: at least 90, ballot: at least 80, ballot.quorum: yes}}, {合格: otherwise}]
order: [total]
"""


def test_rate_of_a_ballot_that_is_a_score_and_a_gate_at_once() -> None:
    marks = "branch,members,ballot.good,ballot.poor,A1\n甲,10,4,1,95\n乙,10,3,1,95\n丙,10,7,3,97\n丁,10,5,0,87\n"

    assert [(row.total, row.level) for row in rated(BALLOT, marks)] == [
        ("92", "优秀"),
        ("91", "合格"),
        ("91.6", "合格"),
        ("89.6", "合格"),
    ]


def test_rate_of_no_ballots_at_all() -> None:
    marks = "branch,members,ballot.good,ballot.poor,A1\n甲,10,,,100\n乙,10,0,0,100\n"

    assert [(row.total, row.level) for row in rated(BALLOT, marks)] == [("80", "合格"), ("80", "合格")]


def test_rate_of_a_new_branch_stands_outside_the_base_and_takes_no_place() -> None:
    rules = with_quota("at-most: 50%") + "without-rating: {新成立: {when: {fact.new: yes}}}\n"

    rows = rated(rules, "branch,fact.new,A1\n甲,是,100\n乙,,95\n丙,,94\n丁,,91\n")

    assert [(row.level, row.rank) for row in rows] == [("新成立", ""), ("优秀", "1"), ("合格", "2"), ("合格", "3")]


def test_rate_of_a_criterion_that_holds_for_no_branch() -> None:
    sections = "sections: {A: {criteria: {A1: 200}}, B: {criteria: {B1: {points: 5, for: [矿山]}}}}\norder: [total]\n"
    weakest = "levels: [{优秀: {weakest-section: at least 45%, weakest-criterion: at least 45%}}, {合格: otherwise}]\n"

    rows = rated(HEAD + sections + weakest, "branch,type,A1\n甲,机关,90\n乙,学校,89\n")

    assert [(row.total, row.level) for row in rows] == [("90", "优秀"), ("89", "合格")]


def test_rounding_of_halves_below_zero_goes_away_from_zero() -> None:
    rules = HEAD + "sections: {A: {below-zero: yes, criteria: {A1: {points: 5, from: -5}}}}\norder: [total]\n"
    total = "total: {below-zero: yes, round: 0}\nlevels: [{正: {total: above 0}}, {负: otherwise}]\n"

    assert [row.total for row in rated(rules + total, marks_of(-0.5, 0.5, -1.49))] == ["-1", "1", "-1"]
    assert load(rules + total).total.rounding == Rounding(0, "half up")


def test_rate_of_a_section_that_is_not_asked_takes_nothing_from_others() -> None:
    rules = """rulebook: trap-2030
title: 不适用
parties: {superior: counts}
sections:
  A: {criteria: {A1: 10}}
  B: {when: {fact.project: yes}, blank: not rated, criteria: {B1: 10, B2: 10}}
count-once: [[A1, B1]]
stars: [{for: B, lit-when: every criterion passes}]
levels: [{好: {total: at least 1}}, {差: otherwise}]
order: [total]
"""

    rows = rated(rules, "branch,fact.project,A1,B1,B2\n甲,否,5,9,\n乙,是,5,9,1\n丙,是,5,9,\n")

    assert [(row.total, row.lit, row.level) for row in rows] == [("5", "B", "好"), ("10", "", "好"), ("9", "", "")]


def test_rate_of_points_below_zero_beside_a_criterion_that_is_not_asked() -> None:
    rules = """rulebook: trap-2030
title: 不重复计分
parties: {superior: counts}
sections: {A: {below-zero: yes, criteria: {A1: {points: 5, from: -5}, A2: {points: 5, for: [机关]}}}}
count-once: [[A2, A1]]
total: {below-zero: yes}
levels: [{好: {total: at least 1}}, {差: otherwise}]
order: [total]
"""

    assert [row.total for row in rated(rules, "branch,type,A1,A2\n甲,学校,-4,\n乙,机关,-4,1\n")] == ["-4", "1"]


def test_rate_of_a_criterion_that_counts_once_and_reads_another() -> None:
    rules = """rulebook: trap-2030
title: 读取与不重复计分
parties: {superior: counts}
sections: {A: {criteria: {A1: 10, A2: 10, A3: {reads: A1, points: 10}}}}
count-once: [[A2, A3]]
levels: [{好: {total: at least 1}}, {差: otherwise}]
order: [total]
"""

    assert [row.total for row in rated(rules, "branch,A1,A2\n甲,4,3\n乙,4,5\n")] == ["8", "9"]


def test_rate_of_words_that_ask_whether_a_criterion_was_marked() -> None:
    words = "programmes: {补报: {A1: blank}, 其余: [优秀, 良好, 合格]}\n"

    assert [row.programme for row in rated(ONE + GOOD_OR_NOT + words, marks_of(0, "", 90))] == ["其余", "补报", "其余"]


def test_rate_of_a_section_times_a_fact_is_as_weak_as_before_it() -> None:
    rules = """rulebook: trap-2030
title: 最弱
parties: {superior: counts}
facts: {factor: {is: number, from: 0, to: 2, step: 0.1}}
sections: {A: {times: fact.factor, round: 0, criteria: {A1: 15}}, B: {criteria: {B1: 10}}}
levels: [{好: {weakest-section: at least 60%}}, {差: otherwise}]
order: [total]
"""

    assert levels(rules, "branch,fact.factor,A1,B1\n甲,0.2,9,6\n乙,2,8,10\n丙,,9,10\n") == ["好", "差", "好"]


def test_rate_of_the_best_compares_only_whom_it_is_asked_of() -> None:
    rules = """rulebook: trap-2030
title: 基准
parties: {superior: counts}
sections: {A: {criteria: {A1: {best: {of: fact.output}, points: 10, round: 0, for: [学校]}}}}
levels: [{好: {total: at least 6}}, {差: otherwise}]
order: [total]
"""

    assert [row.total for row in rated(rules, "branch,type,fact.output\n甲,学校,50\n乙,机关,100\n丙,学校,25\n")] == [
        "10",
        "0",
        "5",
    ]
