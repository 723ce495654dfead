"""Self against superior: lists for who compares, a unit for its reviewer, one's own figures beside the medians."""

from copy import deepcopy
from io import BytesIO

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports.gaps import OVER, UNDER, Asked, GapView
from tests import factories
from tests.api.client import rest
from tests.factories.houses import flat_marks, make_house

pytestmark = pytest.mark.django_db


def build():
    """The first branch puts itself 2 points a criterion above, the second below on one; the third is blank."""
    house = make_house()
    first, second = house.assessments[:2]
    factories.mark(house.people[Role.SECRETARY], first, flat_marks(2000), "self")
    staff = house.staff
    staff.is_superuser = True
    factories.mark(staff, second, {"B1": 1500}, "self")
    staff.is_superuser = False
    run_waiting()
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def view_of(house, role, **asked):
    campaign = house.campaign
    return GapView(house.people[role], campaign, current_run(campaign), Asked(**asked))


def test_gaps_of_everybody_farthest_first(house):
    view = view_of(house, Role.STAFF)

    found = [(branch.name, branch.own, branch.given, branch.gap, branch.compared) for branch in view.chosen]

    assert found == [("市发改委第1党支部", 50000, 45000, 5000, 25), ("市发改委第2党支部", 1500, 1800, -300, 1)]
    assert [(section.code, gap) for section, gap in view.sections(view.chosen)][:2] == [("A", 500), ("B", 350)]
    assert view.criteria(view.chosen)[0][1:] == (200, 1)
    assert (view.median, [(unit.name, unit.median, unit.far) for unit in view.units()]) == (
        None,
        [("市发改委", 2350, 1)],
    )


def test_far_above_leaves_the_others_out(house):
    view = view_of(house, Role.STAFF, side=OVER, line=20)

    assert [branch.name for branch in view.chosen] == ["市发改委第1党支部"]


@pytest.mark.parametrize(("side", "line", "n"), [(OVER, 50, 1), (OVER, 51, 0), (UNDER, 3, 1), (UNDER, 4, 0)])
def test_far_begins_on_the_line(house, side, line, n):
    assert len(view_of(house, Role.STAFF, side=side, line=line).chosen) == n


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.SECRETARY, ["市发改委第1党支部"]),
        (Role.REVIEWER, ["市发改委第1党支部", "市发改委第2党支部"]),
        (Role.ADMINISTRATOR, []),
        (Role.CONTACT, []),
    ],
)
def test_who_sees_whose_figures(house, role, names):
    view = view_of(house, role)

    assert [branch.name for branch in view.in_sight] == names


def test_branch_is_told_no_median_of_few(house):
    told = rest(house.people[Role.SECRETARY]).get(f"/api/v1/campaigns/{house.campaign.slug}/gaps/").json()

    assert (told["median"], told["units"], [row["gap"] for row in told["branches"]]) == (None, [], ["50"])


def test_page_of_a_branch_names_no_other(house):
    with override("en"):
        answer = house.client(Role.SECRETARY).get(f"{house.base}gaps/")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert ("市发改委第1党支部" in text, "市发改委第2党支部" in text) == (True, False)


def test_workbook_holds_what_the_filters_leave(house):
    answer = house.client().get(f"{house.base}gaps.xlsx?side=under&line=2")

    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[1:] == [("市发改委第2党支部", "市发改委", 1, 15, 18, -3)]


def test_page_asks_the_same_queries_for_any_number_of_branches(house, django_assert_max_num_queries):
    client = house.client()
    client.get(f"{house.base}gaps/")

    with django_assert_max_num_queries(26):
        answer = client.get(f"{house.base}gaps/")

    assert answer.status_code == 200
