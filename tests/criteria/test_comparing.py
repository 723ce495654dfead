"""Two versions in words: every rule that was added, removed or changed, and nothing else."""

import pytest
from django.utils.translation import override

from apps.criteria.editing.comparing import compare_texts, diff_lines
from apps.criteria.editing.documents import book_of
from apps.criteria.editing.edits import with_value
from apps.criteria.editing.speaking.conditions import say_condition
from apps.criteria.editing.speaking.names import Names
from apps.criteria.selectors import shipped_rulebooks
from apps.rating.writing import insert_value, remove_value

TEXT = shipped_rulebooks()["xuchang-2025"]
pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def told(new):
    return [
        (thing.kind, thing.title, [(each.label, each.before, each.after) for each in thing.differences])
        for thing in compare_texts(TEXT, new)
    ]


def test_changed_maximum_and_guide_are_told_old_and_new():
    new = with_value(TEXT, ("sections", "B", "criteria", "B2", "points"), 25)
    new = with_value(new, ("sections", "B", "criteria", "B2", "guide", "en"), "Lean")

    assert told(new) == [
        (
            "changed",
            "B2 Efficiency",
            [
                ("Counts", "0 to 20 points", "0 to 25 points"),
                ("Scoring guide", "Lean procedures; poor ratings are put right", "Lean"),
            ],
        )
    ]


def test_added_and_removed_criteria_are_told_with_all_they_say():
    new = insert_value(TEXT, ("sections", "A", "criteria", "A6"), {"title": "New", "bonus": 5})
    new = remove_value(new, ("sections", "E", "criteria", "E5"))

    kinds = [(kind, title) for kind, title, _differences in told(new)]

    assert kinds == [("added", "A6 New"), ("removed", "E5 Brand")]


def test_changed_rules_are_told_as_sentences():
    new = with_value(TEXT, ("levels", 0, "五星", "lit"), "at least 4")
    new = with_value(new, ("vetoes", "V1", "effect"), "no level above 三星")
    new = insert_value(new, ("ladder",), {"up-at-most": 1})

    differences = [pair for _kind, _title, found in told(new) for _label, *pair in found]

    assert differences == [
        [
            "五星: stars lit 5; among them Strong branch; shown with 5 stars",
            "五星: stars lit 4; among them Strong branch; shown with 5 stars",
        ],
        [
            "V1 Serious breach of discipline or law: no level this year",
            "V1 Serious breach of discipline or law: no level above 三星",
        ],
        ["", "at most 1 levels up in a year"],
    ]


def test_text_comparison_shows_lines_that_went_and_came():
    new = with_value(TEXT, ("step",), 1)

    changed = [(line.kind, line.text) for line in diff_lines(TEXT, new) if line.kind in ("gone", "new")]

    assert changed == [("gone", "step: 0.1"), ("new", "step: 1")]


def test_conditions_are_said_with_the_titles_of_what_they_name():
    condition = {
        "A + B": "at least 150",
        "ballot.count": "at least 50% of members",
        "last-level": "三星 or better",
        "any-of": [{"type": ["机关", "学校"]}, {"A1": "above 15"}],
        "fact.honour": "yes",
    }

    assert say_condition(condition, Names(book_of(TEXT))) == (
        "Outstanding work + Efficient service at least 150; votes cast at least 50% of number of members; "
        "last year's level 三星 or better; branch type is one of 机关, 学校 or A1 Core work above 15; honour: yes"
    )


def test_some_of_several_counts_and_lists_of_comparisons_are_told_as_such():
    names = Names(book_of(TEXT))

    said = {
        "some": say_condition(
            {"at-least-2-of": [{"A": "at least 80"}, {"B": "at least 90"}, {"lit": "at least 3"}]}, names
        ),
        "count": say_condition(
            {"count-of": {"figures": ["A", "B"], "are": "at least 80", "number": "at least 1"}}, names
        ),
        "both": say_condition({"total": ["at least 60", "below 80"]}, names),
    }

    assert said == {
        "some": "at least 2 of: Outstanding work at least 80 or Efficient service at least 90 or stars lit at least 3",
        "count": "number of these (Outstanding work, Efficient service at least 80) at least 1",
        "both": "total at least 60; total below 80",
    }
