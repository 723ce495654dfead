"""Every way to a star or level keeps its promise, and one step less does not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.rating.cohort import Cohort
from apps.rating.rate import draw, judge
from apps.rating.reasons import Explanation, Way, explain, explain_one
from apps.rating.reasons.branch import points
from apps.rating.rulebook import Rulebook
from apps.rating.ways import Option
from tests.rating.rulebooks import TINY, XUCHANG, even_branch, marks_by_code
from tests.rating.strategies import SEEDS, cohort_of, loaded, rows_of, rulebook_texts
from tests.rating.test_explain import PICTURE

RULEBOOKS = [pytest.param(XUCHANG, id="xuchang-2025"), pytest.param(TINY, id="tiny-2030")]


def ways(rulebook: Rulebook, marks: dict[str, int | None], *vetoes: str) -> tuple[Way, ...]:
    return explain_one(rulebook, marks, vetoes).ways


def test_ways_of_the_picture_nearest_first() -> None:
    first, second = ways(XUCHANG, marks_by_code(XUCHANG, PICTURE))

    assert (first.code, first.gap, XUCHANG.levels[first.level].name, first.stars) == ("B", points(90), "四星", 4)
    assert first.options[:3] == (Option("B2", 1450, 1540), Option("B1", 1470, 1560), Option("B4", 1560, 1650))
    assert first.changes == first.options[:1]
    assert (second.code, second.gap) == ("A", points(850))


def test_ways_need_several_criteria_where_no_single_one_suffices() -> None:
    branch = even_branch(XUCHANG, A=1400, B=2000, C=2000, D=2000, E=2000)

    [way] = ways(XUCHANG, marks_by_code(XUCHANG, branch))

    assert (way.gap, way.options) == (10, ())
    assert way.changes == (Option("A1", 1400, 2000), Option("A2", 1400, 1800))


def test_ways_raise_a_blank_from_nothing() -> None:
    marks = marks_by_code(XUCHANG, even_branch(XUCHANG, A=2000, B=2000, C=2000, D=2000, E=2000))

    [way] = ways(XUCHANG, marks | {"E3": None, "E4": 1900, "E5": 1000})

    assert way.options == (Option("E3", None, 1100),)


def test_ways_round_up_to_the_step_of_the_criterion() -> None:
    south = next(way for way in ways(TINY, {"S.1": 900}) if way.code == "South")

    assert (south.gap, south.options) == (points(10), (Option("S.1", 900, 925),))


def test_ways_under_a_veto_lead_to_no_level() -> None:
    found = ways(XUCHANG, marks_by_code(XUCHANG, PICTURE), "V1")

    assert [(way.code, XUCHANG.levels[way.level].name, way.stars) for way in found] == [
        ("B", "未评星", 0),
        ("A", "未评星", 0),
    ]


def test_way_up_takes_the_star_that_costs_the_fewest_points() -> None:
    marks = marks_by_code(XUCHANG, even_branch(XUCHANG, A=1000, B=1200, C=2000, D=2000, E=2000))

    up = explain_one(XUCHANG, marks, []).way_up

    assert up.code == "四星"
    assert up.changes == (
        Option("B1", 1200, 2000),
        Option("B2", 1200, 2000),
        Option("B3", 1200, 1600),
    )


def with_changes(rulebook: Rulebook, cohort: Cohort, changes: Sequence[Option]) -> Cohort:
    """The branch after some changes of plain columns."""
    columns = {each.key: number for number, each in enumerate(rulebook.inputs)}
    changed = replace(cohort, marks=cohort.marks.copy(), marked=cohort.marked.copy())
    for change in changes:
        changed.marks[0, columns[change.criterion]] = change.needed
        changed.marked[0, columns[change.criterion]] = True
    return changed


def reaches(rulebook: Rulebook, cohort: Cohort, way: Way, changes: Sequence[Option]) -> bool:
    judgement = judge(rulebook, with_changes(rulebook, cohort, changes))
    if way.kind == "star":
        return bool(judgement.lit[0, [star.code for star in rulebook.stars].index(way.code)])
    return int(judgement.level[0]) <= [level.name for level in rulebook.levels].index(way.code)


def one_step_less(rulebook: Rulebook, option: Option) -> Option:
    step = next(each.step for each in rulebook.criteria if each.code == option.criterion)
    return Option(option.criterion, option.now, option.needed - step)


def is_shortest(rulebook: Rulebook, cohort: Cohort, found: Explanation) -> None:
    """Every way does what it says; one change fewer, or a step less on any, does not."""
    for way in (*found.ways, *([found.way_up] if found.way_up else [])):
        assert reaches(rulebook, cohort, way, way.changes)
        for change in way.changes:
            rest = [each for each in way.changes if each is not change]
            assert not reaches(rulebook, cohort, way, rest)
            less = one_step_less(rulebook, change)
            if less.needed > (change.now or 0):
                assert not reaches(rulebook, cohort, way, [*rest, less])
        assert all(reaches(rulebook, cohort, way, [option]) for option in way.options)


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_ways_keep_their_promise_and_nothing_less_does(rulebook: Rulebook) -> None:
    @settings(max_examples=2)
    @given(SEEDS)
    def keeps_it(seed: int) -> None:
        cohort = cohort_of(rulebook, rows_of(rulebook, 1, seed))

        found = explain(rulebook, cohort)

        assert {way.code for way in found.ways} == {star.code for star in rulebook.stars} - set(found.lit)
        assert [way.gap for way in found.ways] == sorted(way.gap for way in found.ways)
        is_shortest(rulebook, cohort, found)

    keeps_it()


@settings(max_examples=15)
@given(rulebook_texts(), SEEDS, st.integers(0, 3))
def test_ways_of_any_rulebook_reach_what_they_promise(text: str, seed: int, row: int) -> None:
    rulebook = loaded(text)
    cohort = draw(rulebook, cohort_of(rulebook, rows_of(rulebook, 4, seed))).slice(row, row + 1)

    found = explain(rulebook, cohort)

    for way in (*found.ways, *([found.way_up] if found.way_up else [])):
        marks, marked = cohort.marks.copy(), cohort.marked.copy()
        marks[0] = [value or 0 for value in way.inputs]
        marked[0] = [value is not None for value in way.inputs]
        after = judge(rulebook, replace(cohort, marks=marks, marked=marked))
        assert int(after.level[0]) == way.level
        if way.kind == "level":
            assert rulebook.levels[way.level].name == way.code or way.level < found.level
        else:
            assert after.lit[0, [star.code for star in rulebook.stars].index(way.code)]
    assert found.way_up is None or not found.hurdles
