"""Places are counted as in a competition, in every scope, by one order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from apps.rating.cohort import Cohort
from apps.rating.places import line_up, places_in_all, places_of, places_within
from apps.rating.rate import rate
from tests.rating.rating import rated, rules
from tests.rating.rulebooks import TINY, Branch

KEYS = np.array([[3, 50], [5, 10], [3, 50], [3, 40], [5, 10], [0, 99]])


def test_places_share_and_skip_after_ties() -> None:
    assert places_in_all(line_up(KEYS)).tolist() == [3, 1, 3, 5, 1, 6]


def test_places_within_groups_count_each_group_alone() -> None:
    group = np.array([1, 0, 1, 1, 7, 0])

    assert places_within(line_up(KEYS), group).tolist() == [1, 1, 1, 3, 1, 2]


def test_places_within_more_groups_than_two_bytes_number() -> None:
    group = np.array([70_000, 4_464, 70_000, 4_464, 0, 65_536])

    assert places_within(line_up(KEYS), group).tolist() == [1, 1, 1, 2, 1, 1]


def test_places_of_nobody_are_none() -> None:
    nobody = line_up(np.empty((0, 3), np.int64))

    assert places_in_all(nobody).tolist() == []
    assert places_within(nobody, np.empty(0, np.int32)).tolist() == []


def test_places_of_all_candidates_tied_are_first() -> None:
    tied = line_up(np.ones((4, 2), np.int64))

    assert places_in_all(tied).tolist() == [1, 1, 1, 1]
    assert places_within(tied, np.array([0, 0, 1, 0])).tolist() == [1, 1, 1, 1]


def test_order_keys_follow_the_rulebook() -> None:
    outcome = rate(TINY, Cohort.of(TINY, [Branch((200, 350, 950)), Branch((100, 400, 400))]))

    assert outcome.keys.tolist() == [[1500, 550], [900, 500]]


ORDERED = {
    "sections": "{A: {title: A, criteria: {A1: 10}}}",
    "levels": "[{好: {A1: at least 5}}, {差: otherwise}]",
    "order": "[level, last-level, fewest fact.late, A1]",
}


def test_places_go_by_level_and_by_the_fewest_and_what_is_not_known_comes_last() -> None:
    rows = [
        {"A1": 6},
        {"A1": 6, "previous_level": "差", "fact.late": 3},
        {"A1": 5, "previous_level": "差", "fact.late": 2},
        {"A1": 9, "previous_level": "差"},
        {"A1": 4, "previous_level": "好", "fact.late": 0},
    ]

    assert rated(rules(**ORDERED), *rows).places.campaign.tolist() == [4, 2, 1, 3, 5]


def test_places_share_unless_the_rulebook_breaks_ties() -> None:
    parts = {**ORDERED, "order": "[A1]"}
    rows = [{"A1": 6, "fact.draw": draw} for draw in (1, 2, 2)]

    assert rated(rules(**parts), *({"A1": 6} for _ in rows)).places.campaign.tolist() == [1, 1, 1]
    assert rated(rules(**parts, ties="{broken-by: fact.draw}"), *rows).places.campaign.tolist() == [3, 1, 1]


def test_places_by_size_stand_among_branches_about_as_large() -> None:
    book = rules(**{**ORDERED, "order": "[A1]"}, size_bands="[5, 20]")
    rows = [
        {"A1": mark, "members": members} for mark, members in ((9, 4), (8, 5), (7, 19), (6, 20), (5, None), (9.5, 5))
    ]

    assert rated(book, *rows).places.size.tolist() == [1, 2, 3, 1, 1, 1]


def test_places_of_a_row_that_rises() -> None:
    assert places_of(np.array([4, 0]), KEYS) == 3
    assert places_of(np.array([5, 10]), KEYS) == 1
    assert places_of((-1, 0), KEYS) == 7


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30))
def test_places_of_each_present_row_is_its_place(rows: list[tuple[int, int]]) -> None:
    keys = np.array(rows)

    assert [places_of(row, keys) for row in keys] == places_in_all(line_up(keys)).tolist()
