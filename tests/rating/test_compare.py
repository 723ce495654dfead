"""Two outcomes side by side, with figures worked out by hand."""

import numpy as np

from apps.rating.compare import GroupMove, Standing, by_group, compare, heights

LEVELS = ("五星", "四星", "未评星")
# Six branches: 五→五, 五→四, 四→五, 四→四, 未→四, 四→未.
BEFORE = Standing(LEVELS, np.array([0, 0, 1, 1, 2, 1]), np.array([1, 2, 3, 4, 6, 5]))
AFTER = Standing(LEVELS, np.array([0, 1, 0, 1, 1, 2]), np.array([1, 3, 2, 5, 4, 6]))


def test_matrix_says_from_which_level_to_which() -> None:
    found = compare(BEFORE, AFTER)

    assert found.matrix.tolist() == [[1, 1, 0], [1, 1, 1], [0, 1, 0]]
    assert (found.risen, found.fallen) == (2, 2)


def test_movers_are_the_risen_by_what_they_reach_then_the_fallen() -> None:
    found = compare(BEFORE, AFTER)

    assert found.movers().tolist() == [2, 4, 1, 5]


def test_matrix_off_its_diagonal_sums_to_the_movers() -> None:
    found = compare(BEFORE, AFTER)

    assert found.matrix.sum() - np.trace(found.matrix) == len(found.movers())


def test_only_place_counts_those_who_kept_their_level() -> None:
    assert compare(BEFORE, AFTER).only_place == 1


def test_levels_are_compared_by_their_words() -> None:
    wider = Standing(("六星", *LEVELS), np.array([1, 1, 2, 2, 3, 0]), AFTER.place)

    found = compare(BEFORE, wider)

    assert found.direction.tolist() == [0, 0, 0, 0, 0, 1]
    assert found.matrix.tolist() == [[0, 2, 0, 0], [1, 0, 2, 0], [0, 0, 0, 1]]


def test_heights_put_a_lost_level_below_the_one_above_it() -> None:
    before, after = heights(("五星", "四星", "三星", "未评星"), ("五星", "三星", "未评星"))

    assert before.tolist() == [0, 1, 2, 3]
    assert after.tolist() == [0, 2, 3]


def test_groups_count_who_reaches_a_level() -> None:
    found = by_group(compare(BEFORE, AFTER), np.array([0, 0, 0, 2, 2, 2]), "四星")

    assert found == [
        GroupMove(0, branches=3, risen=1, fallen=1, before=3, after=3),
        GroupMove(2, branches=3, risen=1, fallen=1, before=2, after=2),
    ]
