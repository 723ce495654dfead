"""What a level asks, in a short sentence: all, one, some or none of several things."""

import pytest
from django.utils.translation import override

from apps.criteria.asking import level_asks
from apps.rating.loading import load
from tests.rating.rulebooks import TINY_TEXT

pytestmark = pytest.mark.pure

ASKED = {
    "any-of: [{total: at least 9.5}, {North: at least 3.25}]": "one of: total ≥ 9.5 or North ≥ 3.25",
    "at-least-2-of: [{total: at least 9}, {North: at least 3}, {members: above 5}]": (
        "at least 2 of: total ≥ 9 or North ≥ 3 or members > 5"
    ),
    "none-of: [{total: below 9}]": "not: total < 9",
}


@pytest.mark.parametrize("condition", ASKED)
def test_level_that_asks_some_of_several_says_how_many(condition):
    head = TINY_TEXT[: TINY_TEXT.index("levels:")]
    rules = load(f"{head}levels: [{{合格: {{{condition}}}}}, {{不合格: otherwise}}]\norder: [total]\n")

    with override("en"):
        said = level_asks(rules, rules.levels[0], "en")

    assert said == ASKED[condition]
