"""Leniency of the scorers of a campaign: found, shown beside the marks, and put into nothing."""

from copy import deepcopy

import pytest

from apps.assessments.models import Assignment, Sheet
from apps.evaluations.scorers.lenient import LeniencyView
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories import make_branch, make_person
from tests.factories.campaigns import enrol
from tests.factories.houses import flat_marks, make_house
from tests.factories.twice import PARTY
from tests.pages import Page

pytestmark = pytest.mark.django_db
LENIENT, BRANCHES = "宽", 10
LEANS = {"甲": 0, "乙": 0, LENIENT: 100}


def build():
    """Three scorers of ten branches each; one gives a point more on every criterion."""
    house = make_house()
    for number in range(3, 3 * BRANCHES):
        make_branch(house.units[0], f"市发改委第{number}党支部", branch_type="党政机关")
    house.assessments = enrol(house.campaign)
    rows = []
    for place, assessment in enumerate(house.assessments[: 3 * BRANCHES]):
        name = list(LEANS)[place % 3]
        if name not in house.people:
            role = Role.STAFF if name != "甲" else Role.ZONE_LEAD
            zone = house.zones[0] if name == "甲" else None
            house.people[name] = make_person(f"评分员{name}", role, house.committee, zone)
        marks = flat_marks(1500 + 10 * (place // 3 % 4) + LEANS[name])
        Sheet.objects.update_or_create(assessment=assessment, party=PARTY, defaults={"marks": marks})
        person = house.people[name]
        rows.append(Assignment(campaign=house.campaign, assessment=assessment, party=PARTY, person=person))
    Assignment.objects.bulk_create(rows)
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def numbered(house):
    run = start_numbered_run(house.staff, house.campaign)
    run_waiting()
    run.refresh_from_db()
    return run


def test_lenient_scorer_is_found_by_totals(house):
    rows = LeniencyView(house.campaign, PARTY).rows

    found = {row.person.name: row.by_total for row in rows}
    assert found["评分员宽"].lean == 2500
    assert found["评分员宽"].is_sure
    assert not found["评分员甲"].is_sure
    assert rows[0].person.name == "评分员宽"


def test_leniency_is_said_to_staff_beside_the_marks_and_to_nobody_below(house):
    numbered(house)
    own = house.assessments[0]
    Assignment.objects.filter(assessment=own).update(person=house.people[LENIENT])
    url = f"{house.base}branches/{own.pk}/"

    staff, secretary = house.client().get(url), house.client(Role.SECRETARY).get(url)

    assert "25" in staff.context["lean"]
    assert secretary.context["lean"] == ""


def test_leniency_changes_no_digest(house):
    first = numbered(house)
    page = house.client().get(f"{house.base}scorers/leniency/")

    second = numbered(house)

    assert page.status_code == 200
    assert first.digest == second.digest


def test_scorer_sees_the_own_figures_alone_and_others_nothing(house):
    everybody = Page.of(house.client().get(f"{house.base}scorers/leniency/"))
    own = Page.of(house.client("甲").get(f"{house.base}scorers/leniency/"))

    assert len(everybody.rows()) == 3
    assert [row[0].split()[0] for row in own.rows()] == ["评分员甲"]
    assert house.client(Role.SECRETARY).get(f"{house.base}scorers/leniency/").status_code == 404
    answer = house.client("甲").get(f"/api/v1/campaigns/{house.campaign.slug}/leniency/").json()
    assert [row["person"]["name"] for row in answer["scorers"]] == ["评分员甲"]
