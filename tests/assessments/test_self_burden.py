"""What a self-assessment takes: counted while it is with the branch, shown as the middle branch's figures."""

from copy import deepcopy

import pytest

from apps.assessments.burden import BurdenRow, burden_of
from apps.assessments.models import Burden, Submission
from apps.assessments.services.burden import count_burden
from apps.core.errors import Forbidden
from apps.organisations.choices import Role
from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.django_db


def build():
    """Four branches of two types in one campaign."""
    committee = factories.make_committee()
    unit = factories.make_unit(committee)
    for number, kind in enumerate(["事业单位", "党政机关", "党政机关", "党政机关"], 1):
        factories.make_branch(unit, f"第{number}党支部", branch_type=kind)
    campaign = factories.make_campaign(committee)
    assessments = factories.enrol(campaign)
    secretary = factories.make_person("梁文静", Role.SECRETARY, assessments[0].node)
    staff = factories.make_person("周敏", Role.STAFF, committee)
    return {"campaign": campaign, "assessments": assessments, "secretary": secretary, "staff": staff}


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def counted(assessment):
    found = Burden.objects.get(assessment=assessment)
    return found.touches, found.seconds, found.uploads


def test_count_burden_adds_up_within_bounds(house):
    first = house["assessments"][0]

    count_burden(house["secretary"], first, touches=7, seconds=90)
    count_burden(house["secretary"], first, touches=-3, seconds=10**9, uploads=1)

    assert counted(first) == (7, 90 + 4 * 3600, 1)


def test_count_burden_of_somebody_looking_on_is_forbidden(house):
    with pytest.raises(Forbidden):
        count_burden(house["staff"], house["assessments"][0], touches=1)


def test_count_burden_stops_once_the_unit_has_it(house):
    first = house["assessments"][0]
    count_burden(house["secretary"], first, touches=7)
    Submission.objects.create(assessment=first, status="submitted")

    count_burden(house["secretary"], first, touches=7)

    assert counted(first) == (7, 0, 0)


def submitted_with(house, *figures):
    for assessment, (touches, seconds, uploads) in zip(house["assessments"], figures, strict=False):
        Burden.objects.create(assessment=assessment, touches=touches, seconds=seconds, uploads=uploads)
        moment = assessment.campaign.created_at
        Submission.objects.create(assessment=assessment, status="submitted", submitted_at=moment)


def test_burden_of_gives_medians_by_type_in_the_official_order(house):
    submitted_with(house, (40, 601, 3), (20, 300, 0), (26, 360, 1))
    Burden.objects.create(assessment=house["assessments"][3], touches=999, seconds=9, uploads=9)

    figures = burden_of(house["campaign"])

    assert figures.whole == BurdenRow("", 3, fields=32, touches=26, minutes=6, uploads=1, within=2)
    assert figures.types == (
        BurdenRow("事业单位", 1, 32, touches=40, minutes=11, uploads=3, within=0),
        BurdenRow("党政机关", 2, 32, touches=23, minutes=6, uploads=0, within=2),
    )


def test_burden_page_shows_the_middle_branch_and_each_type(house):
    url = f"/c/{house['campaign'].slug}/burden/"
    empty = Page.of(factories.sign_in(house["staff"]).get(url))
    submitted_with(house, (40, 601, 3), (20, 300, 0), (26, 360, 1))

    page = Page.of(factories.sign_in(house["staff"]).get(url))

    assert empty.main.find(".//table") is None
    assert [row[0] for row in page.rows()] == ["事业单位", "党政机关"]
    assert [row[1:4] for row in page.rows()] == [["1", "32", "40 次点按"], ["2", "32", "23 次点按"]]
