"""What own points are worth: shares of the same branches, own beside common; cheap ones are flagged by figures."""

from copy import deepcopy
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.assessments.exchange import rates_of
from tests.factories import enrol, make_branch, mark, sign_in
from tests.factories.refining import make_refining_house

pytestmark = pytest.mark.django_db
COMMON = [f"{section}{number}" for section in "ZDHJB" for number in (1, 2, 3)]


def build():
    found = make_refining_house()
    found.approved()
    for number in range(3, 6):
        make_branch(found.unit, f"省科学院第{number}党支部", branch_type="科研院所", members=10)
    found.assessments = enrol(found.campaign)
    found.begin_marking()
    return found


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def fill(house, common, own):
    """Every branch of the unit has these marks: on each common criterion, and on both indicators."""
    for assessment in house.assessments:
        if assessment.unit_id == house.unit.pk:
            mark(house.staff, assessment, dict.fromkeys(COMMON, common) | {"X.1": own[0], "X.2": own[1]})


def test_shares_of_own_and_common_points(house):
    fill(house, 450, (600, 300))

    (rate,) = rates_of(house.campaign)

    # 9 of 10 own points; 15 × 4.5 of 90 common ones
    assert (rate.branches, rate.own, rate.common, rate.rate) == (5, Decimal("90.00"), Decimal("75.00"), Decimal("1.20"))
    assert [(each.code, each.share, each.full) for each in rate.indicators] == [
        ("X.1", Decimal("100.00"), 5),
        ("X.2", Decimal("75.00"), 0),
    ]


@pytest.mark.parametrize(("own", "cheap"), [((600, 300), True), ((600, 299), False)])
def test_cheap_points_lie_fifteen_hundredths_above(house, own, cheap):
    fill(house, 450, own)

    (rate,) = rates_of(house.campaign)

    assert (rate.is_judged, rate.is_cheap) == (True, cheap)


def test_few_branches_and_unfinished_sheets_do_not_tell(house):
    fill(house, 300, (600, 400))
    mark(house.staff, house.assessments[0], {"Z1": None})

    (rate,) = rates_of(house.campaign)

    assert (rate.branches, rate.is_judged, rate.is_cheap) == (4, False, False)
    assert [each.marked for each in rate.indicators] == [5, 5]


def test_the_page_leads_with_cheap_points(house):
    fill(house, 450, (600, 300))

    page = sign_in(house.staff).get(reverse("assessments:exchange", args=[house.campaign.slug]))

    assert (page.status_code, page.context["cheap"], page.context["rates"][0].node) == (200, 1, house.unit)
    assert all(text in page.content.decode() for text in ("省科学院", "90.00", "75.00", "1.20", "X.1"))
