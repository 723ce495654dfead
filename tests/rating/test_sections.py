"""Sections sum, cap, scale, average and round in the order that the language states."""

import pytest

from apps.rating.rulebook import Rulebook
from tests.rating.rating import figure, levels, rated, rules, totals


def section(parts: str, criteria: str = "{A1: 10, A2: 10}", **more: str) -> Rulebook:
    return rules(sections=f"{{A: {{title: A, {parts} criteria: {criteria}}}}}", **more)


BONUS = "{A1: 10, A2: {bonus: 8}, A3: {penalty: 5}}"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [("", "15"), ("'sum': at most 7,", "13"), ("'sum': at most 7 with bonus,", "7"), ("scale-to: 20,", "30")],
)
def test_a_section_counts_bonuses_inside_or_on_top_of_its_cap(parts: str, expected: str) -> None:
    assert totals(section(parts, BONUS), {"A1": 10, "A2": 6, "A3": 1}) == [expected]


def test_a_section_is_never_below_zero_unless_it_says_so() -> None:
    marks = {"A1": 1, "A3": 5}

    assert figure(section("", BONUS), "A", marks) == [0]
    assert figure(section("below-zero: yes,", BONUS), "A", marks) == [-4]


def test_a_section_against_is_taken_off_and_the_total_stays_above_zero() -> None:
    book = rules(sections="{A: {title: A, criteria: {A1: 10}}, K: {title: K, against: yes, criteria: {K: 20}}}")

    assert totals(book, {"A1": 9, "K": 2.5}, {"A1": 9, "K": 20}) == ["6.5", "0"]


def test_scaling_goes_from_what_is_asked_of_the_type() -> None:
    book = section("scale-to: 30,", "{A1: 10, A2: {points: 5, for: [机关]}}")

    assert totals(book, {"A1": 10, "A2": 5, "type": "机关"}, {"A1": 10, "type": "学校"}, {"A1": 5}) == [
        "30",
        "30",
        "15",
    ]


def test_what_is_left_out_is_made_up_by_the_rest_and_all_of_it_counts_nothing() -> None:
    criteria = "{A1: {points: 10, blank: left out}, A2: {points: 20, blank: left out}}"

    book = section("round: 2,", criteria)

    assert totals(book, {"A1": 5, "A2": 5}, {"A1": 5}, {"A2": 7}, {}) == ["10", "15", "10.5", "0"]


def test_a_weighted_mean_divides_by_the_weights_that_stand() -> None:
    criteria = "{A1: {points: 10, weight: 25%}, A2: {points: 10, weight: 75%, blank: left out}}"

    book = section("'mean': weighted, round: 2,", criteria)

    assert totals(book, {"A1": 4, "A2": 8}, {"A1": 4}) == ["7", "4"]


def test_a_section_takes_the_best_few_or_the_middle() -> None:
    criteria = "{A1: 10, A2: 10, A3: 10}"
    marks = {"A1": 9, "A2": 2, "A3": 5}

    assert totals(section("take: best 2,", criteria), marks) == ["14"]
    assert totals(section("take: median,", criteria), marks) == ["5"]


def test_rounding_goes_to_a_step_or_to_places() -> None:
    rows = [{"A1": 3.25}, {"A1": 3.24}]

    assert totals(section("round: {to: 0.5},"), *rows) == ["3.5", "3"]
    assert totals(section("round: {to: 0.5, how: down},"), *rows) == ["3", "3"]
    assert totals(section("round: {places: 0, how: up},"), *rows) == ["4", "4"]


def test_rounding_half_up_and_half_even_part_at_a_half() -> None:
    up, even = (
        section(f"times: 0.5, round: {{places: 2, how: half {how}}},", "{A1: {points: 200, step: 0.01}}")
        for how in ("up", "even")
    )

    assert totals(up, {"A1": 179.99}, {"A1": 179.97}) == ["90", "89.99"]
    assert totals(even, {"A1": 179.99}, {"A1": 179.97}) == ["90", "89.98"]


def test_a_section_is_multiplied_by_the_first_case_that_holds() -> None:
    book = section("times: [{when: {members: at least 100}, by: 1.2}, {otherwise: 1}],")

    assert totals(book, {"A1": 5, "members": 100}, {"A1": 5, "members": 99}, {"A1": 5}) == ["6", "5", "5"]


def test_a_total_by_cases_takes_the_first_that_holds() -> None:
    book = rules(
        sections="{N: {title: N, criteria: {N: 20}}, F: {title: F, criteria: {F: 9}}}",
        total="{cases: [{when: {N: at least 11, F: below 5}, of: N - F}, {otherwise: N}]}",
    )

    assert totals(book, {"N": 11, "F": 4}, {"N": 11, "F": 5}, {"N": 10, "F": 4}) == ["7", "11", "10"]


def test_the_weakest_section_is_told_in_percent_of_what_is_asked() -> None:
    book = rules(
        sections="{A: {title: A, criteria: {A1: 10, A2: {points: 5, for: [机关]}}}, B: {title: B, criteria: {B1: 20}}}",
        levels="[{好: {weakest-section: at least 60%}}, {差: otherwise}]",
    )
    rows = [{"A1": 6, "B1": 20, "type": ""}, {"A1": 6, "A2": 2, "B1": 20, "type": "机关"}, {"A1": 9, "B1": 11.99}]

    assert levels(book, *rows) == ["好", "差", "差"]


def test_thirds_stay_exact_until_the_total_is_rounded() -> None:
    book = rules(
        sections="{A: {scale-to: 10, criteria: {A1: 30}}, B: {criteria: {B1: {points: 10, times: 1/3}}}}",
        panels="{judge: {markers: 3, take: mean}}",
        levels="[{好: {A: at least 1/3}}, {差: otherwise}]",
        total="{weights: {A: 1/6, B: 5/6}, round: 2}",
    )
    rows = [{f"judge{marker}.A1": mark for marker, mark in enumerate(marks, 1)} for marks in ((9, 10, 11), (9, 10, 10))]

    found = rated(book, *rows)

    assert levels(book, *rows) == ["好", "差"]
    assert found.judgement.sections.tolist() == [[33333, 0], [32222, 0]]
    assert totals(book, {"judge1.B1": 10}, *rows) == ["2.78", "0.56", "0.54"]


def test_the_strongest_section_and_criterion_are_told_in_percent() -> None:
    book = rules(
        sections="{A: {criteria: {A1: 10, A2: 5}}, B: {criteria: {B1: {points: 20, blank: left out}}, round: 2}}",
        levels="[{好: {strongest-section: at least 2/3, strongest-criterion: at least 80%}}, {差: otherwise}]",
    )
    rows = [{"A1": 6, "A2": 4}, {"A1": 6, "A2": 3.99}, {"A1": 1, "A2": 0, "B1": 16}, {"A1": 9.9}]

    assert levels(book, *rows) == ["好", "差", "好", "差"]
