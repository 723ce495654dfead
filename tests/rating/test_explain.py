"""An explanation says why, in figures that add up to the engine's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.rating.cohort import Cohort
from apps.rating.points import parse_points
from apps.rating.rate import judge
from apps.rating.reasons import Condition, explain
from apps.rating.rulebook import Rulebook
from tests.rating.rulebooks import TINY, XUCHANG, Branch, even_branch, marks_by_code
from tests.rating.strategies import branches

RULEBOOKS = [pytest.param(XUCHANG, id="xuchang-2025"), pytest.param(TINY, id="tiny-2030")]
QUICK = settings(deadline=None, max_examples=80)

# The branch of the picture of the branch page.
MARKS = """
    13.9 17   13.8 12.3 14.5
    14.7 14.5 18.3 15.6 16
    17.7 17.2 17.6 19.2 18.4
    20   18.5 19.7 19.9 18.2
    18.4 19.4 19.5 19.7 20
"""
PICTURE = Branch(tuple(parse_points(mark) for mark in MARKS.split()))


def test_explain_the_branch_of_the_picture() -> None:
    found = explain(XUCHANG, marks_by_code(XUCHANG, PICTURE), [])

    assert [section.total for section in found.sections] == [7150, 7910, 9010, 9630, 9700]
    assert [(section.lit, section.gap) for section in found.sections[:3]] == [(False, 850), (False, 90), (True, 0)]
    assert (found.total, found.stars, found.level.name, found.lit) == (43400, 3, "三星", ("C", "D", "E"))
    assert found.keys == (3, 43400, 9700)


def test_explain_the_conditions_of_the_level_and_of_the_one_above() -> None:
    found = explain(XUCHANG, marks_by_code(XUCHANG, PICTURE), [])

    assert found.conditions == (
        Condition("lit", needed=3, actual=3, holds=True, codes=("C", "D", "E")),
        Condition("with", needed=1, actual=1, holds=True, codes=("E",)),
        Condition("no-veto", needed=0, actual=0, holds=True, codes=()),
    )
    assert found.next_level == XUCHANG.levels[1]
    assert found.next_conditions[0] == Condition("lit", needed=4, actual=3, holds=False, codes=("C", "D", "E"))


def test_explain_a_veto_as_what_bars_the_next_level() -> None:
    found = explain(XUCHANG, marks_by_code(XUCHANG, PICTURE), ["V2", "V1"])

    assert (found.level.name, found.stars, found.lit, found.vetoes) == ("未评星", 0, ("C", "D", "E"), ("V1", "V2"))
    assert (found.conditions, found.next_level) == ((), XUCHANG.levels[2])
    assert [(condition.kind, condition.holds) for condition in found.next_conditions] == [
        ("lit", True),
        ("with", True),
        ("no-veto", False),
    ]
    assert found.next_conditions[2].codes == ("V1", "V2")


def test_explain_a_missing_required_star_as_what_bars_the_next_level() -> None:
    found = explain(XUCHANG, marks_by_code(XUCHANG, even_branch(XUCHANG, A=2000, B=2000, C=2000, E=1000)), [])

    assert found.next_conditions[1] == Condition("with", needed=1, actual=0, holds=False, codes=("E",))


def test_explain_the_top_has_no_next_level() -> None:
    found = explain(XUCHANG, {criterion.code: 2000 for criterion in XUCHANG.criteria}, [])

    assert (found.level.name, found.next_level, found.next_conditions, found.ways) == ("五星", None, (), ())


def test_explain_a_cap_and_a_blank() -> None:
    north, south = explain(TINY, {"N.1": 300, "N.2": 425}, []).sections

    assert (north.sum, north.total, north.maximum, north.line) == (725, 550, 550, 500)
    assert (south.marks, south.total, south.lit, south.gap) == ((("S.1", None),), 0, False, 910)


def test_explain_refuses_what_the_rulebook_does_not_know() -> None:
    with pytest.raises(ValueError, match="no such criterion"):
        explain(XUCHANG, {"Z9": 100}, [])
    with pytest.raises(ValueError, match="no such veto"):
        explain(XUCHANG, {}, ["V9"])


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_explain_adds_up_to_what_the_engine_gives_in_a_crowd(rulebook: Rulebook) -> None:
    @QUICK
    @given(st.lists(branches(rulebook), min_size=1, max_size=5))
    def adds_up(crowd: list[Branch]) -> None:
        judgement = judge(rulebook, Cohort.of(rulebook, crowd))

        found = explain(rulebook, marks_by_code(rulebook, crowd[-1]), crowd[-1].vetoes)

        assert found.total == sum(section.total for section in found.sections) == judgement.total[-1]
        assert [section.total for section in found.sections] == judgement.sections[-1].tolist()
        assert [sum(mark or 0 for _, mark in each.marks) for each in found.sections] == [
            each.sum for each in found.sections
        ]
        assert (found.stars, found.level) == (judgement.stars[-1], rulebook.levels[judgement.level[-1]])
        assert found.keys == tuple(judgement.keys[-1].tolist())
        assert all(condition.holds for condition in found.conditions)
        assert found.next_level is None or not all(condition.holds for condition in found.next_conditions)

    adds_up()
