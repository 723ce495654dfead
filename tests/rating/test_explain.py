"""An explanation says why, in figures that add up to the engine's."""

from fractions import Fraction

import pytest

from apps.rating.points import parse_points
from apps.rating.reasons import Asked, Explanation, explain_one
from tests.rating.rulebooks import TINY, XUCHANG, Branch, even_branch, marks_by_code

# The branch of the picture of the branch page.
MARKS = """
    13.9 17   13.8 12.3 14.5
    14.7 14.5 18.3 15.6 16
    17.7 17.2 17.6 19.2 18.4
    20   18.5 19.7 19.9 18.2
    18.4 19.4 19.5 19.7 20
"""
PICTURE = Branch(tuple(parse_points(mark) for mark in MARKS.split()))


def points(*texts: str) -> list[Fraction]:
    return [Fraction(text) for text in texts]


def asked(conditions: tuple[Asked, ...]) -> list[tuple]:
    """Figure, needed, actual and whether it holds, thing by thing."""
    return [(str(each.comparison.expression), each.needed, each.actual, each.holds) for each in conditions]


def picture(*vetoes: str) -> Explanation:
    return explain_one(XUCHANG, marks_by_code(XUCHANG, PICTURE), vetoes)


def test_explain_the_branch_of_the_picture() -> None:
    found = picture()

    assert [section.total for section in found.sections] == points("71.5", "79.1", "90.1", "96.3", "97")
    assert [(section.lit, section.gap) for section in found.sections[:3]] == [
        (False, Fraction("8.5")),
        (False, Fraction("0.9")),
        (True, 0),
    ]
    assert (found.total, found.shown_stars, found.lit) == (434, 3, ("C", "D", "E"))
    assert XUCHANG.levels[found.level].name == "三星"
    assert [(part.code, part.value, part.factor) for part in found.sum.parts][:2] == [
        ("A", Fraction("71.5"), 1),
        ("B", Fraction("79.1"), 1),
    ]


def test_explain_the_conditions_of_the_level_and_of_the_one_above() -> None:
    found = picture()

    assert asked(found.path.reached.asked) == [("lit", 3, 3, True), ("star.E", None, 1, True)]
    assert found.next_asked.index == 1
    assert asked(found.next_asked.asked) == [("lit", 4, 3, False), ("star.E", None, 1, True)]
    assert found.next_asked.asked[0].gap == 1
    assert [reason.index for reason in found.path.above] == [0, 1]


def test_explain_a_veto_with_what_it_cost() -> None:
    found = picture("V2", "V1")

    assert (XUCHANG.levels[found.level].name, found.shown_stars) == ("未评星", 0)
    assert (found.lit, found.vetoes) == (("C", "D", "E"), ("V1", "V2"))
    assert [(move.kind, move.code, move.before, move.after) for move in found.path.moves] == [("veto", "V1", 2, 3)]
    assert [(cost.kind, cost.level) for cost in found.path.costs] == [("all", 2)]
    assert [(hurdle.kind, hurdle.code) for hurdle in found.hurdles] == [("vetoes", "")]


def test_explain_one_veto_alone_costs_the_level() -> None:
    found = picture("V1")

    assert [(cost.kind, cost.code, cost.level) for cost in found.path.costs] == [("veto", "V1", 2)]
    assert [(hurdle.kind, hurdle.code) for hurdle in found.hurdles] == [("veto", "V1")]


def test_explain_a_missing_required_star_as_what_bars_the_next_level() -> None:
    marks = marks_by_code(XUCHANG, even_branch(XUCHANG, A=2000, B=2000, C=2000, E=1000))

    found = explain_one(XUCHANG, marks, [])

    assert asked(found.next_asked.asked)[1] == ("star.E", None, 0, False)


def test_explain_the_top_has_no_next_level() -> None:
    found = explain_one(XUCHANG, {criterion.code: 2000 for criterion in XUCHANG.criteria}, [])

    assert XUCHANG.levels[found.level].name == "五星"
    assert (found.next_asked, found.ways, found.way_up, found.hurdles) == (None, (), None, ())


def test_explain_a_cap_and_a_blank() -> None:
    north, south = explain_one(TINY, {"N.1": 300, "N.2": 425}, []).sections

    assert (north.sum, north.total, north.line) == (Fraction("7.25"), Fraction("5.5"), 5)
    assert [(change.kind, change.before, change.after) for change in north.changes] == [
        ("cap", Fraction("7.25"), Fraction("5.5"))
    ]
    assert (south.marks, south.total, south.lit, south.gap) == ((("S.1", None),), 0, False, Fraction("9.1"))


def test_explain_refuses_what_the_rulebook_does_not_know() -> None:
    with pytest.raises(ValueError, match="nothing of that name"):
        explain_one(XUCHANG, {"Z9": 100}, [])
    with pytest.raises(ValueError, match="no such veto"):
        explain_one(XUCHANG, {}, ["V9"])
