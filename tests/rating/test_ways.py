"""Every way to a star keeps its promise, and one step less does not."""

from collections.abc import Collection, Mapping

import pytest
from hypothesis import given, settings

from apps.rating.reasons import Explanation, explain
from apps.rating.rulebook import Rulebook
from apps.rating.ways import Option, find_ways
from tests.rating.rulebooks import TINY, XUCHANG, Branch, even_branch, marks_by_code
from tests.rating.strategies import branches
from tests.rating.test_explain import PICTURE

RULEBOOKS = [pytest.param(XUCHANG, id="xuchang-2025"), pytest.param(TINY, id="tiny-2030")]
QUICK = settings(deadline=None, max_examples=60)


def after(rulebook: Rulebook, branch: Branch, changes: Collection[Option]) -> Explanation:
    marks = marks_by_code(rulebook, branch) | {change.criterion: change.needed for change in changes}
    return explain(rulebook, marks, branch.vetoes)


def one_step_less(rulebook: Rulebook, option: Option) -> Option:
    [step] = [criterion.step for criterion in rulebook.criteria if criterion.code == option.criterion]
    return Option(option.criterion, option.now, option.needed - step)


def test_find_ways_of_the_picture_nearest_first() -> None:
    first, second = find_ways(XUCHANG, marks_by_code(XUCHANG, PICTURE), [])

    assert (first.star, first.gap, first.level.name, first.stars, first.keys) == ("B", 90, "四星", 4, (4, 43490, 9700))
    assert first.options[:3] == (Option("B2", 1450, 1540), Option("B1", 1470, 1560), Option("B4", 1560, 1650))
    assert first.changes == first.options[:1]
    assert (second.star, second.gap) == ("A", 850)


def test_find_ways_needs_several_criteria_where_no_single_one_suffices() -> None:
    branch = even_branch(XUCHANG, A=1400, B=2000, C=2000, D=2000, E=2000)

    [way] = find_ways(XUCHANG, marks_by_code(XUCHANG, branch), [])

    assert (way.gap, way.options) == (1000, ())
    assert way.changes == (Option("A1", 1400, 2000), Option("A2", 1400, 1800))


def test_find_ways_raises_a_blank_from_nothing() -> None:
    marks = marks_by_code(XUCHANG, even_branch(XUCHANG, A=2000, B=2000, C=2000, D=2000, E=2000)) | {
        "E3": None,
        "E4": 1900,
    }

    assert find_ways(XUCHANG, marks | {"E5": 1000}, [])[0].options == (Option("E3", None, 1100),)


def test_find_ways_rounds_up_to_the_step_of_the_criterion() -> None:
    [south, _] = sorted(find_ways(TINY, {"S.1": 900}, []), key=lambda way: way.star, reverse=True)

    assert (south.gap, south.options) == (10, (Option("S.1", 900, 925),))


def test_find_ways_under_a_veto_lead_to_no_level() -> None:
    ways = find_ways(XUCHANG, marks_by_code(XUCHANG, PICTURE), ["V1"])

    assert [(way.star, way.level.name, way.stars) for way in ways] == [("B", "未评星", 0), ("A", "未评星", 0)]


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_find_ways_light_the_star_they_promise_and_one_step_less_does_not(rulebook: Rulebook) -> None:
    @QUICK
    @given(branches(rulebook))
    def keeps_its_promise(branch: Branch) -> None:
        before = explain(rulebook, marks_by_code(rulebook, branch), branch.vetoes)

        assert sorted(way.star for way in before.ways) == sorted(
            {star.code for star in rulebook.stars} - set(before.lit)
        )
        assert [way.gap for way in before.ways] == sorted(way.gap for way in before.ways)
        for way in before.ways:
            reached = after(rulebook, branch, way.changes)
            assert (reached.level, reached.stars, reached.keys) == (way.level, way.stars, way.keys)
            for changes in [way.changes, *([option] for option in way.options)]:
                short = [*changes[:-1], one_step_less(rulebook, changes[-1])]
                assert set(after(rulebook, branch, changes).lit) == {*before.lit, way.star}
                assert after(rulebook, branch, short).lit == before.lit

    keeps_its_promise()


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_find_ways_change_no_more_criteria_than_needed(rulebook: Rulebook) -> None:
    @QUICK
    @given(branches(rulebook))
    def is_shortest(branch: Branch) -> None:
        marks = marks_by_code(rulebook, branch)
        for way in find_ways(rulebook, marks, branch.vetoes):
            headrooms = sorted(headroom(rulebook, marks, way.star), reverse=True)
            fewest = next(count for count in range(1, len(headrooms) + 1) if sum(headrooms[:count]) >= way.gap)
            assert len(way.changes) == fewest
            assert bool(way.options) == (fewest == 1)

    is_shortest()


def headroom(rulebook: Rulebook, marks: Mapping[str, int | None], section: str) -> list[int]:
    return [each.maximum - (marks[each.code] or 0) for each in rulebook.criteria if each.section == section]
