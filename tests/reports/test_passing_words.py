"""An item is passed where everybody with a say passed it: of several parties all, of several markers all that count."""

from fractions import Fraction

import pytest

from apps.rating.reasons.shapes import Mark, ScoreReason
from apps.reports.telling.marking import is_passed

pytestmark = pytest.mark.pure
HALF = Fraction(1, 2)


def item(*values, state="", kept=(), parties=()):
    """An item with these marks in hundredths; those at the places of `kept` count, all where none is named."""
    marks = tuple(Mark("A1", "A1", value, kept=not kept or place in kept) for place, value in enumerate(values))
    start = Fraction(bool(values) and all(values))
    source = "mixed" if parties else "pass"
    return ScoreReason("A1", source, state, marks, start, (), start, Fraction(1), parties=parties)


@pytest.mark.parametrize(
    ("score", "passed"),
    [
        (item(100), True),
        (item(0), False),
        (item(100, 0), False),
        (item(100, 0, kept=(0,)), True),
        (item(state="blank"), False),
        (item(parties=(("self", HALF, item(100)), ("superior", HALF, item(100)))), True),
        (item(parties=(("self", HALF, item(100)), ("superior", HALF, item(0)))), False),
        (item(parties=(("self", Fraction(0), item(0)), ("superior", Fraction(1), item(100)))), True),
    ],
)
def test_is_passed_asks_everybody_who_has_a_say(score, passed):
    assert is_passed(score) is passed
