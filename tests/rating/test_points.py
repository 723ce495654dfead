"""Points are read and written exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.rating.points import exact_points, parse_points, places_of_step, show_fixed, show_points


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [("18.5", 1850), ("0", 0), ("20", 2000), ("-0.05", -5), ("+3", 300), ("007.10", 710), ("8.1900", 819)],
)
def test_parse_points_of_a_plain_decimal(text: str, hundredths: int) -> None:
    assert parse_points(text) == hundredths


@pytest.mark.parametrize(
    "text", ["", " 1", "1 ", "1.", ".5", "18..5", "1e3", "1_000", "１８", "/", "nan", "18.555", "0.001", "--1", "1\n"]
)
def test_parse_points_refuses_anything_else(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a number|finer than hundredths"):
        parse_points(text)


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [(1850, "18.5"), (10000, "100"), (0, "0"), (5, "0.05"), (-50, "-0.5"), (1234567, "12345.67")],
)
def test_show_points_without_trailing_zeros(hundredths: int, text: str) -> None:
    assert show_points(hundredths) == text


@pytest.mark.parametrize(
    ("hundredths", "places", "text"), [(43400, 1, "434.0"), (43455, 1, "434.55"), (-5, 1, "-0.05"), (100, 0, "1")]
)
def test_show_fixed_fills_but_never_rounds(hundredths: int, places: int, text: str) -> None:
    assert show_fixed(hundredths, places) == text


@given(st.integers(-(10**15), 10**15))
def test_show_points_is_read_back_as_the_same_points(hundredths: int) -> None:
    assert parse_points(show_points(hundredths)) == hundredths
    assert parse_points(show_fixed(hundredths, 2)) == hundredths


def test_exact_points_of_numbers_from_a_text() -> None:
    assert [exact_points(20), exact_points(Decimal("0.1")), exact_points(Decimal("0.50"))] == [2000, 10, 50]


@pytest.mark.parametrize(("step", "places"), [(10, 1), (5, 2), (1, 2), (100, 0), (50, 1), (25, 2)])
def test_places_of_step_shows_every_mark_whole(step: int, places: int) -> None:
    assert places_of_step(step) == places
