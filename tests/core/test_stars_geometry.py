"""Does the motif's geometry hold what the look asks of it?"""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import stars


def test_star_path_has_ten_points_and_stays_in_its_box():
    points = [tuple(map(float, part.split())) for part in stars.star_path()[1:-1].split("L")]

    assert len(points) == 10
    assert points[0] == (12, 2.3)
    assert all(0.75 <= x <= 23.25 and 0.75 <= y <= 23.25 for x, y in points)


@pytest.mark.parametrize(
    ("score", "step"),
    [(0, 0), (4000, 0), (4199, 0), (4200, 1), (5600, 8), (6800, 14), (7150, 15), (7910, 19), (7999, 19)],
)
def test_fill_step_shows_the_second_half_of_the_way_to_80(score, step):
    assert stars.fill_step(score, 8000) == step


@pytest.mark.parametrize(("score", "step"), [(0, 0), (400, 1), (3850, 9), (8000, 19), (9000, 19)])
def test_fill_so_far_is_the_share_of_the_line(score, step):
    assert stars.fill_so_far(score, 8000) == step


@given(st.integers(0, 100_000), st.integers(1, 100_000))
def test_fill_never_reaches_a_whole_star(score, line):
    assert 0 <= stars.fill_step(score, line) <= stars.FILLS
    assert 0 <= stars.fill_so_far(score, line) <= stars.FILLS


def test_fill_top_rises_from_the_foot_by_even_steps():
    tops = [stars.fill_top(step) for step in range(stars.FILLS + 1)]

    assert round(tops[0], 2) == 21.48
    assert {round(above - below, 4) for below, above in zip(tops[1:], tops, strict=False)} == {0.9588}


def test_kite_is_as_long_as_its_share():
    points = [tuple(map(float, part.split())) for part in stars.kite(2, 5, 790, 100)[1:-1].split("L")]

    assert [round(hypot(x, y)) for x, y in points] == [0, 30, 79, 30]


def test_sunflower_places_no_two_dots_closer_than_they_are_wide():
    dots = [stars.sunflower(index, stars.MAP_STEP) for index in range(300)]

    nearest = min(hypot(a[0] - b[0], a[1] - b[1]) for i, a in enumerate(dots) for b in dots[:i])

    assert nearest > 2 * stars.LAST_DOT


def test_map_paths_draw_each_branch_once_in_its_level():
    paths = stars.map_paths([0, 1, 1, 2, 3, 3], [True, True, True, False], 5.1)

    assert {level: path.count("M") for level, path in paths.items()} == {0: 1, 1: 2, 2: 1, 3: 2}
    assert "a1.8 1.8" in paths[3]


def test_thin_keeps_every_branch_up_to_1500():
    assert stars.thin([0, 1, 2], 1500) == [0, 1, 2]


def test_thin_lets_one_dot_stand_for_ten_above_1500():
    levels = [0] * 10 + [1] * 10 + [2] * 3

    assert stars.thin(levels, 1501) == [0, 1, 2]


@pytest.mark.parametrize(
    ("rated", "tones"),
    [
        ([True, True, True, False], [1, 3, 5, 0]),
        ([True, False], [1, 0]),
        ([True, True, True, True, True], [1, 2, 3, 4, 5]),
        ([True] * 7 + [False], [1, 2, 2, 3, 4, 4, 5, 0]),
    ],
)
def test_tone_orders_levels_by_lightness_and_leaves_unrated_hollow(rated, tones):
    assert [stars.tone(level, rated) for level in range(len(rated))] == tones


@given(st.floats(-1e4, 1e4))
def test_number_is_short_and_exact_to_two_decimals(value):
    text = stars.number(value)

    assert abs(float(text) - value) <= 0.005001
    assert not (("." in text and text.endswith(("0", "."))) or text == "-0")
