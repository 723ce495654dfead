"""Exact numbers and clean texts out of raw cells."""

import pytest

from apps.core.tables import Number, guess_number, number_of, text_of


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("　市委办公室第1党支部\u00a0", "市委办公室第1党支部"),
        ("市委\n办公室", "市委办公室"),
        ("Party \n branch", "Party branch"),
        (16.0, "16"),
        (8.199999999999999, "8.2"),
        (13_800_000_000.0, "13800000000"),
        (0.00001, "0.00001"),
        (float("inf"), "inf"),
        ("", ""),
    ],
)
def test_text_of_says_what_a_cell_shows(cell, text):
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (18.5, Number("18.5", "")),
        (8.199999999999999, Number("8.2", "")),
        (8.300000000000001, Number("8.3", "")),
        (20, Number("20", "")),
        (" 17.3 ", Number("17.3", "text")),
        ("１８．７", Number("18.7", "wide")),
        (" １６．９ ", Number("16.9", "wide")),
        ("16.3分", Number("16.3", "unit")),
        ("１６．３ 分", Number("16.3", "unit")),
        ("−1", Number("-1", "wide")),
        ("18..5", None),
        ("①", None),
        ("1e3", None),
        ("18²", None),
        ("分", None),
        ("", None),
        (float("nan"), None),
    ],
)
def test_number_of_reads_harmless_writings_alone(cell, number):
    assert number_of(cell, ("分",)) == number


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("18..5", "18.5"),
        ("18。5", "18.5"),
        ("18,5", "18.5"),
        ("18 .5", "18.5"),
        ("18.", "18"),
        ("1.8.5", None),
        ("/", None),
        ("十八", None),
        ("18.5", None),
    ],
)
def test_guess_number_says_what_was_meant_or_nothing(text, guess):
    assert guess_number(text) == guess
