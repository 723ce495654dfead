"""From which level to which: counted by one join of two runs, listed by the same ways, read by a dictionary."""

from copy import deepcopy

import pytest

from apps.criteria.selectors import rulebook_of
from apps.evaluations.level_moves import came, going, left, level_matrix
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.rating.dictionary import directions, propose
from tests import factories
from tests.factories.houses import flat_marks, make_house

pytestmark = pytest.mark.django_db
FIVE, FOUR, NONE = 0, 1, 3


def build():
    """This year five, four and no stars."""
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


@pytest.fixture
def runs(house):
    """Last year two of the three stood: without stars and with five; a fourth branch stands this year alone."""
    campaign = factories.make_campaign(house.committee, year=2024, slug="five-2024")
    first, _second, third = factories.enrol(campaign)
    _second.delete()
    factories.mark(house.staff, first, flat_marks(low="ABCDE"))
    factories.mark(house.staff, third, flat_marks())
    run_waiting()
    return current_run(campaign), current_run(house.campaign)


def test_matrix_counts_each_way_and_those_in_one_year_alone(runs, house, django_assert_num_queries):
    before, now = runs
    before.rulebook_version, now.rulebook_version  # noqa: B018

    with django_assert_num_queries(1):
        found = level_matrix(before, now)
        again = level_matrix(before, now)

    assert found == again
    assert found.counts[NONE][FIVE] == 1
    assert found.counts[FIVE][NONE] == 1
    assert sum(map(sum, found.counts)) == 2
    assert found.came == (0, 1, 0, 0)
    assert found.left == (0, 0, 0, 0)
    assert level_matrix(now, before).left == (0, 1, 0, 0)


def test_matrix_of_a_unit_counts_its_branches_alone(runs, house):
    before, now = runs
    unit = house.assessments[0].unit_id

    found = level_matrix(before, now, {"unit": unit})
    rows = now.results.filter(unit=unit)

    assert sum(map(sum, found.counts)) + sum(found.came) == rows.count()


def test_lists_hold_the_branches_behind_each_figure(runs, house):
    before, now = runs

    risen = going(now.results.all(), before, [(NONE, FIVE), (NONE, FOUR)])

    assert [(row.assessment_id, row.level_before) for row in risen] == [(house.assessments[0].pk, NONE)]
    assert [row.assessment_id for row in came(now.results.all(), before)] == [house.assessments[1].pk]
    assert left(before, now).count() == 0
    assert [row.assessment_id for row in left(now, before)] == [house.assessments[1].pk]


def book(slug):
    return rulebook_of(factories.published_rulebook(slug))


def test_grades_of_another_rulebook_move_only_where_a_dictionary_reads_them():
    jiangsu, stars = book("jiangsu-2022"), book("xuchang-2025")
    words = propose(jiangsu.levels, stars.levels)

    assert words == {"先进": "五星", "达标": "三星", "后进": "未评星"}
    assert directions(jiangsu, stars, {})[0][:2] == (None, None)
    assert directions(jiangsu, stars, words)[1][:4] == (1, 1, 0, -1)
    assert directions(stars, stars, {})[1][:4] == (1, 0, -1, -1)
