"""What is asked of a group of a run is what adding up its results gives, wherever it is kept."""

from collections import Counter
from copy import deepcopy

import pytest

from apps.criteria.selectors import rulebook_of
from apps.evaluations.figures_of_run import (
    counts_in,
    counts_of,
    figures_in,
    groups_in,
    is_apart,
    kept,
    number_of,
)
from apps.evaluations.movers import Move, moves
from apps.evaluations.selectors import current_run, near_gap
from apps.jobs.services import run_waiting
from tests import factories
from tests.factories.houses import flat_marks, make_house

pytestmark = pytest.mark.django_db
WIDTH = 4


def build():
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


@pytest.fixture
def run(house):
    return current_run(house.campaign)


def added_up(rows):
    held = Counter(rows.values_list("level", flat=True))
    return [held[level] for level in range(WIDTH)]


def test_counts_of_each_group_are_those_of_its_results(house, run):
    zone, unit = house.zones[0].pk, house.units[1].pk

    assert counts_in(run) == added_up(run.results)
    assert counts_in(run, "zone", str(zone)) == added_up(run.results.filter(zone=zone))
    assert counts_in(run, "unit", str(unit)) == added_up(run.results.filter(unit=unit))
    assert counts_in(run, "type", "党政机关") == added_up(run.results.filter(branch_type="党政机关"))
    assert counts_in(run, "type", "社区") == [0] * WIDTH
    assert number_of(run, "unit") == 2


def test_units_stand_apart_from_what_comes_with_every_page(house, run):
    first, second = (str(unit.pk) for unit in house.units)

    assert is_apart(run, "unit")
    assert [name for name, each in run.counts.items() if isinstance(each, dict) and "unit" in each] == ["apart"]
    assert groups_in(run, "unit") == {first: [1, 1, 0, 0], second: [0, 0, 0, 1]}
    assert counts_of(run, "unit", [first, "0"]) == {first: [1, 1, 0, 0]}
    assert figures_in(run, "unit", second)["totals"]["n"] == 1


def test_older_run_that_holds_units_in_its_counts_is_told_alike(house, run):
    first, second = (str(unit.pk) for unit in house.units)
    run.counts = {"levels": [1, 1, 0, 1], "unit": {first: [1, 1, 0, 0], second: [0, 0, 0, 1]}}

    assert is_apart(run, "unit") is False
    assert groups_in(run, "unit") == {first: [1, 1, 0, 0], second: [0, 0, 0, 1]}
    assert figures_in(run, "unit", second) == {"levels": [0, 0, 0, 1]}
    assert number_of(run, "unit") == 2


def test_run_names_stars_and_who_is_nearest_to_the_next(house):
    factories.mark(house.staff, house.assessments[0], flat_marks(B1=1000, B2=1450))
    factories.mark(house.staff, house.assessments[1], flat_marks(C1=1000, C2=1500))
    run_waiting()
    run = current_run(house.campaign)

    near = run.results.filter(gap__lte=near_gap(rulebook_of(run.rulebook_version))).order_by("gap", "position")

    assert run.counts["stars"] == [1, 0, 0, 0, 2]
    assert run.counts["near"] == len(near)
    assert (
        run.counts["nearest"]
        == [row.assessment_id for row in near]
        == [house.assessments[1].pk, house.assessments[0].pk]
    )


def test_movers_are_found_as_the_run_is_made(house, django_assert_num_queries):
    earlier = factories.make_campaign(house.committee, year=2024, slug="five-2024")
    for assessment, low in zip(factories.enrol(earlier), ("ABC", "AB", ""), strict=True):
        factories.mark(house.staff, assessment, flat_marks(low=low))
    factories.mark(house.staff, house.assessments[2], flat_marks(low="ABCD"))
    run_waiting()
    run, before = current_run(house.campaign), current_run(earlier)

    with django_assert_num_queries(1):
        found = moves(run, before)

    assert found.risen == (Move(house.assessments[0].pk, 3, 1),)
    assert found.fallen == (Move(house.assessments[2].pk, 1, 3),)
    assert found.compared == 3


def test_kept_figure_is_reckoned_once(run):
    asked = []

    def reckon():
        asked.append(1)
        return {"n": len(asked)}

    found = [kept(run, "movers", "1-abc", reckon) for _ in range(2)]

    assert found == [{"n": 1}, {"n": 1}]
