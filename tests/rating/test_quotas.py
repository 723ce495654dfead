"""Seats go to the best, by the rulebook's rounding; a tie over the line goes as it states."""

import pytest

from apps.rating.quotas import QuotaGroup
from apps.rating.rulebook import Rulebook
from tests.rating.rating import levels, rated, rules

STEPS = (
    "[{五星: {A1: at least 90}}, {四星: {A1: at least 80}}, {三星: {A1: at least 60}}, "
    "{未评星: {otherwise: not rated}}]"
)


def limited(quota: str, **parts: str) -> Rulebook:
    return rules(
        sections="{A: {title: A, criteria: {A1: 100}}}",
        **{"levels": STEPS, "quotas": f"[{quota}]", **parts},
    )


def marks(*shown: float) -> list[dict[str, object]]:
    return [{"A1": mark} for mark in shown]


@pytest.mark.parametrize(("rounding", "seats"), [("down", 3), ("up", 4), ("half up", 4)])
def test_a_tenth_of_37_is_rounded_as_stated(rounding: str, seats: int) -> None:
    book = limited(f"{{for: 四星 or better, at-most: 10%, rounding: {rounding}}}")

    found = levels(book, *marks(*(100 - number for number in range(11)), *[70] * 26))

    assert [found.count("三星"), found.count("五星") + found.count("四星")] == [37 - seats, seats]


@pytest.mark.parametrize(("base", "seats"), [("everybody", 2), ("rated", 1), ("qualified", 0)])
def test_the_base_of_a_share_is_everybody_the_rated_or_the_candidates(base: str, seats: int) -> None:
    book = limited(f"{{for: 四星 or better, at-most: 25%, of: {base}}}")

    outcome = rated(book, *marks(99, 98, 97, 70, 10, 10, 10, 10))

    assert outcome.quotas[0].seats == seats
    assert outcome.pushed.tolist() == [-1] * seats + [0] * (3 - seats) + [-1] * 5


@pytest.mark.parametrize(
    ("ties", "held", "meets"), [("left out", 1, False), ("taken in", 3, False), ("meeting", 1, True)]
)
def test_a_tie_over_the_line_goes_as_stated(ties: str, held: int, meets: bool) -> None:
    book = limited(f"{{for: 四星 or better, at-most: 2, ties: {ties}}}")

    outcome = rated(book, *marks(95, 90, 90, 80))

    assert outcome.quotas == (QuotaGroup(0, 0, 4, 2, 4, held, ((9000 if held > 1 else 9500),), 2, meets),)
    assert [book.levels[level].name for level in outcome.level].count("三星") == 4 - held


def test_nobody_gets_a_seat_where_all_are_tied() -> None:
    assert levels(limited("{for: 四星 or better, at-most: 2}"), *marks(90, 90, 90)) == ["三星"] * 3


def test_every_group_has_its_least_and_falls_where_the_rule_says() -> None:
    book = limited("{for: 四星 or better, at-most: 20%, within: unit, least: 1, falls-to: 未评星}")
    rows = [{"A1": mark, "unit": unit} for mark, unit in ((95, "u"), (85, "u"), (80, "v"), (70, "v"))]

    assert levels(book, *rows) == ["五星", "未评星", "四星", "三星"]


def test_seats_of_the_campaign_are_shared_out_by_the_largest_remainder() -> None:
    book = limited("{for: 四星 or better, at-most: 30%, within: unit, rounding: largest remainder}")
    rows = [{"A1": 95 - number, "unit": unit} for number, unit in enumerate("uuuuuvvvwwx")]

    assert [(group.base, group.seats) for group in rated(book, *rows).quotas] == [(5, 1), (3, 1), (2, 1), (1, 0)]


def test_equal_remainders_over_the_last_seat_leave_it_empty() -> None:
    book = limited("{for: 四星 or better, at-most: 25%, within: unit, rounding: largest remainder}")
    rows = [{"A1": 95, "unit": unit} for unit in "uuvv"]

    assert [group.seats for group in rated(book, *rows).quotas] == [0, 0]


def test_equal_remainders_of_groups_of_unequal_size_leave_the_last_seat_empty() -> None:
    book = limited("{for: 四星 or better, at-most: 50%, within: unit, rounding: largest remainder}")
    rows = [{"A1": 95, "unit": unit} for unit in "uuuvvw"]

    assert [group.seats for group in rated(book, *rows).quotas] == [1, 1, 0]


def test_seats_of_a_campaign_without_branches_are_nobodys() -> None:
    book = limited("{for: 四星 or better, at-most: 3, within: unit, rounding: largest remainder}")

    assert rated(book).quotas == ()


def test_seats_may_be_named_by_group() -> None:
    book = limited("{for: 四星 or better, seats: {甲: 2, otherwise: 1}, within: unit}")
    rows = [{"A1": 99 - number, "unit": unit} for number, unit in enumerate("乙甲乙甲甲")]

    assert levels(book, *rows) == ["五星", "五星", "三星", "五星", "三星"]


def test_quotas_run_in_the_order_written_each_on_what_the_first_left() -> None:
    book = limited("{for: 五星, at-most: 1}, {for: 四星 or better, at-most: 2}")

    outcome = rated(book, *marks(99, 98, 97, 85))

    assert [book.levels[level].name for level in outcome.level] == ["五星", "四星", "三星", "三星"]
    assert outcome.pushed.tolist() == [-1, 0, 1, 1]
    assert outcome.judgement.level.tolist() == [0, 0, 0, 1]


def test_seats_may_go_by_another_figure_than_the_league() -> None:
    book = limited("{for: 四星 or better, at-most: 1, by: [fact.votes]}")
    rows = [{"A1": 99, "fact.votes": 3}, {"A1": 80, "fact.votes": 4}, {"A1": 99}]

    assert levels(book, *rows) == ["三星", "四星", "三星"]


def test_who_is_not_asked_keeps_the_level_and_takes_no_seat() -> None:
    book = limited("{for: 四星 or better, at-most: 1, when: {fact.hero: no}}")

    assert levels(book, {"A1": 99, "fact.hero": True}, {"A1": 90}, {"A1": 85}) == ["五星", "五星", "三星"]


def test_a_floor_only_warns() -> None:
    book = limited("{for: 未评星, at-least: 50%}")

    outcome = rated(book, *marks(90, 80))

    assert outcome.level.tolist() == [0, 1]
    assert [(group.seats, group.candidates, group.held) for group in outcome.quotas] == [(1, 0, 0)]


def test_a_branch_pushed_out_stays_where_it_falls_whatever_the_ladder_says() -> None:
    book = limited("{for: 四星 or better, at-most: 1}", ladder="{up-at-most: 1, down-at-most: 1}")
    rows = [{"A1": 99, "previous_level": "五星"}, {"A1": 95, "previous_level": "五星"}]

    assert levels(book, *rows) == ["五星", "三星"]


def test_a_branch_outside_rating_is_in_no_base() -> None:
    book = limited(
        "{for: 四星 or better, at-most: 50%}",
        without_rating="{新成立不参评: {when: {fact.new: yes}, title: New}}",
    )

    assert rated(book, {"A1": 99}, {"A1": 98}, {"A1": 97, "fact.new": True}).quotas[0].base == 2


def test_a_cohort_of_nobody_has_no_groups() -> None:
    assert rated(limited("{for: 四星 or better, at-most: 50%, within: unit}")).quotas == ()
