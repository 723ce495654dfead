"""Each mechanism makes of what is typed or read the points that its rule states."""

import pytest

from apps.rating.rulebook import Rulebook
from tests.rating.rating import figure, rules, totals


def one(criterion: str, **parts: str) -> Rulebook:
    """A rulebook of the one criterion A1."""
    return rules(sections=f"{{A: {{title: A, criteria: {{A1: {criterion}}}}}}}", **parts)


def counted(criterion: str, *marks: object, **parts: str) -> list[str]:
    return totals(one(criterion, **parts), *({"A1": mark} for mark in marks))


def test_choices_count_their_points_and_a_blank_none() -> None:
    assert counted("{choices: {A: 10, B: 8, C: 2.5}}", 2, 1, 3, None) == ["8", "10", "2.5", "0"]


@pytest.mark.parametrize(("units", "expected"), [("full", ["0", "4", "4"]), ("begun", ["2", "6", "4"])])
def test_each_counts_full_or_begun_units(units: str, expected: list[str]) -> None:
    assert counted(f"{{each: 2, per: 10, units: {units}, at-most: 9}}", 9, 29, 20) == expected


def test_each_in_proportion_is_exact_and_capped() -> None:
    assert counted("{each: 2, per: 10, units: exact, at-most: 9}", 1, 12.3, 99) == ["0.2", "2.46", "9"]


def test_fines_take_from_full_marks_and_never_more() -> None:
    fines = "{late: {title: Late, each: 3}, forged: {title: Forged, once: 20}}"
    book = one(f"{{deduct-from: 10, fines: {fines}}}")

    rows = [{"A1.late": 2}, {"A1.late": 1, "A1.forged": 1}, {"A1.late": 0, "A1.forged": 0}, {}]

    assert totals(book, *rows) == ["4", "0", "10", "0"]


def test_a_sliding_fine_takes_each_begun_unit_of_the_shortfall() -> None:
    fine = "{turnout: {title: Turnout, each: 1, per: 5, units: begun, below: 95, at-most: 3}}"

    book = one(f"{{deduct-from: 10, fines: {fine}}}")

    assert totals(book, *({"A1.turnout": shown} for shown in (95, 94.9, 90, 89, 0))) == ["10", "9", "9", "8", "7"]


def test_a_fine_takes_nothing_where_its_condition_fails() -> None:
    fine = "{few: {title: Few, each: 2, when: {members: above 50}}}"
    book = one(f"{{deduct-from: 10, fines: {fine}}}")

    rows = [{"A1.few": 1, "members": members} for members in (51, 50, None)]

    assert totals(book, *rows) == ["8", "10", "10"]


@pytest.mark.parametrize(("take", "expected"), [("best", "8"), ("best 2", "13"), ("sum", "16")])
def test_awards_add_up_only_as_far_as_stated(take: str, expected: str) -> None:
    awards = "{nation: {title: N, points: 8}, city: {title: C, points: 5}, town: {title: T, points: 1}}"

    book = one(f"{{awards: {awards}, take: {take}, at-most: 30}}")

    assert totals(book, {"A1.nation": 1, "A1.city": 1, "A1.town": 3}, {}) == [expected, "0"]


def test_bands_are_half_open() -> None:
    bands = "{bands: [{at least 90: 10}, {at least 80: 8}, {otherwise: 0}], from: 0, to: 100, step: 0.1}"

    assert counted(bands, 89.9, 90, 79.9, 80) == ["8", "10", "0", "8"]


def test_bands_of_a_share_compare_without_rounding() -> None:
    bands = "{bands: [{at least 95%: 10}, {at least 66%: 6}, {otherwise: 1}], reads: fact.came, out-of: members}"
    rows = [{"fact.came": came, "members": members} for came, members in ((19, 20), (2, 3), (13, 20), (0, 0))]

    assert totals(one(bands), *rows) == ["10", "6", "1", "0"]


def test_a_share_is_full_from_its_line_and_blank_without_a_whole() -> None:
    book = one("{share: {of: fact.came, out-of: members, full-at: 90%}, points: 10, round: 2}")
    rows = [{"fact.came": came, "members": members} for came, members in ((9, 10), (10, 10), (2, 3), (3, 0), (None, 3))]

    assert totals(book, *rows) == ["10", "10", "7.41", "0", "0"]


def test_reading_keeps_a_figure_within_its_points() -> None:
    book = one("{reads: fact.rate, times: 20%, points: 10}")

    assert totals(book, {"fact.rate": 40.5}, {"fact.rate": 99}, {}) == ["8.1", "10", "0"]


def test_a_place_counts_within_its_scope_and_ties_share_it() -> None:
    place = '{of: fact.gdp, within: unit, points: [{"1": 10}, {"2 to 3": 6}, {otherwise: 1}]}'
    rows = [
        {"fact.gdp": gdp, "unit": unit} for gdp, unit in ((9, "u"), (9, "u"), (5, "u"), (4, "u"), (1, "v"), (None, "v"))
    ]

    assert totals(one(f"{{place: {place}}}"), *rows) == ["10", "10", "6", "1", "10", "0"]


def test_the_best_is_full_and_others_count_in_proportion() -> None:
    rows = [{"fact.cost": cost, "zone": zone} for cost, zone in ((30, "z"), (40, "z"), (0, "y"), (5, "y"))]

    largest = one("{best: {of: fact.cost, within: zone}, points: 10, round: 2}")
    smallest = one("{best: {of: fact.cost, within: zone, smallest-first: yes}, points: 10, round: 2}")

    assert totals(largest, *rows) == ["7.5", "10", "0", "10"]
    assert totals(smallest, *rows) == ["10", "7.5", "10", "0"]


def test_times_multiply_before_the_criterion_is_rounded() -> None:
    assert counted("{points: 20, times: 1.65, round: {places: 0, how: half even}}", 10, 9) == ["16", "15"]
    assert counted("{points: 20, times: 1.65, round: 0}", 10, 9) == ["17", "15"]


def test_of_one_fact_counted_twice_only_the_larger_counts() -> None:
    book = rules(
        sections="{A: {title: A, criteria: {A1: 5, A2: 5}}, H: {title: H, criteria: {H1: 9}}}", count_once="[[A2, H1]]"
    )

    assert totals(book, {"A1": 1, "A2": 4, "H1": 3}, {"A1": 1, "A2": 3, "H1": 3}) == ["5", "4"]
    assert figure(book, "H1", {"A2": 4, "H1": 3}, {"A2": 3, "H1": 9}) == [0, 9]


def test_a_criterion_is_asked_only_of_its_types_and_where_its_condition_holds() -> None:
    criteria = "{A1: {points: 10, for: [机关]}, A2: {points: 10, when: {members: at least 3}}}"
    book = rules(sections=f"{{A: {{title: A, criteria: {criteria}}}}}")
    rows = [{"A1": 4, "A2": 5, "type": name, "members": members} for name, members in (("机关", 3), ("", 3), ("", 2))]

    assert totals(book, *rows) == ["9", "5", "0"]


@pytest.mark.parametrize(("blank", "expected"), [("zero", "3"), ("full", "13"), ("left out", "6")])
def test_a_blank_counts_what_the_criterion_says(blank: str, expected: str) -> None:
    criteria = f"{{A1: {{points: 10, blank: {blank}}}, A2: 10}}"

    book = rules(sections=f"{{A: {{title: A, round: 2, criteria: {criteria}}}}}")

    assert totals(book, {"A2": 3}) == [expected]
