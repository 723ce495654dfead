"""Statistics about criteria, against figures worked out by hand."""

import numpy as np
import pytest

from apps.rating.statistics import Share, Spread, likeness, ranks, spread


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (5, 10, 0.2366, 0.7634),
        (0, 41, 0.0, 0.0857),
        (41, 41, 0.9143, 1.0),
        (28, 900, 0.0216, 0.0446),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilson_interval_of_a_share(part: int, whole: int, low: float, high: float) -> None:
    found = Share.of(part, whole)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_shares_are_apart_where_their_intervals_do_not_touch() -> None:
    few, half, most = Share.of(1, 50), Share.of(25, 50), Share.of(49, 50)

    assert (few.apart(half), most.apart(half), half.apart(Share.of(30, 50))) == (-1, 1, 0)


def test_spread_of_ten_marks() -> None:
    marks = np.array([2000, 2000, 1500, 2000, 1000, 1500, 1800, 1700, 500, 2000])

    assert spread(marks, 2000) == Spread(10, full=4, common=2000, common_count=4, lower=1500, upper=2000)


def test_spread_takes_the_higher_of_two_common_marks() -> None:
    assert spread(np.array([1, 1, 7, 7, 9]), 9) == Spread(5, full=1, common=7, common_count=2, lower=1, upper=7)


def test_spread_of_no_marks_is_none() -> None:
    assert spread(np.zeros(0, np.int64), 2000) is None


def test_ranks_share_the_mean_of_their_places() -> None:
    assert ranks(np.array([30, 10, 30, 20])).tolist() == [3.5, 1.0, 3.5, 2.0]


def test_likeness_is_the_correlation_of_ranks() -> None:
    marks = np.array([[1, 10, 9, 5], [2, 30, 7, 5], [3, 20, 5, 5], [4, 40, 1, 5]])

    found = likeness(marks, np.ones(marks.shape, np.bool_))

    # Ranks 1 2 3 4 against 1 3 2 4: 1 − 6 × (1 + 1) ÷ (4 × 15) = 0.8; the third column falls as the first rises.
    assert round(float(found.value[0, 1]), 12) == 0.8
    assert round(float(found.value[0, 2]), 12) == -1
    assert np.isnan(found.value[0, 3])


def test_likeness_counts_only_those_marked_on_both() -> None:
    marks = np.array([[1, 1], [2, 2], [3, 3], [9, 0], [0, 9]])
    marked = np.array([[True, True], [True, True], [True, True], [True, False], [False, True]])

    found = likeness(marks, marked)

    assert found.both.tolist() == [[4, 3], [3, 4]]
    assert round(float(found.value[0, 1]), 12) == 1
