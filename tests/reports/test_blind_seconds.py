"""Who marks a branch blindly a second time reads no result of it, wherever results are listed, until they finish."""

from copy import deepcopy

import pytest
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from apps.assessments.models import Assessment, Assignment
from apps.assessments.seconds import second_of
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from apps.reports.choices import Format, ReportKind, Scope
from apps.reports.models import Report
from apps.reports.services.reports import Asked, request_report
from tests.factories.people import sign_in
from tests.factories.twice import PARTY, duty, marked_twice
from tests.pages import Page

pytestmark = pytest.mark.django_db

LEFT_OUT = ngettext_lazy(
    "%(n)s branch that you mark blindly is left out until you have finished it",
    "%(n)s branches that you mark blindly are left out until you have finished them",
    "n",
)


def build():
    """A rated campaign, in which one second sheet is not finished."""
    house = marked_twice()
    house.key = house.assessments[4].pk
    Assignment.objects.filter(pk=duty(house.key, second_of(PARTY)).pk).update(finished_at=None)
    start_numbered_run(house.staff, house.campaign)
    run_waiting()
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def lists(house, client):
    """How often the branch stands in each list, and how many results REST gives."""
    name = Assessment.objects.get(pk=house.key).name
    pages = ["league/", "criteria/A1/", "gaps/", ""]
    told = [Page.of(client.get(f"{house.base}{page}")).text.count(name + " ") for page in pages]
    rows = client.get(f"/api/v1/campaigns/{house.campaign.slug}/results/?size=200").json()["results"]
    return told, house.key in [row["assessment"] for row in rows]


def test_blind_second_finds_the_branch_in_no_list_before_finishing(house):
    second = duty(house.key, second_of(PARTY))
    client = sign_in(second.person)

    before, footer = lists(house, client), Page.of(client.get(f"{house.base}league/")).text
    Assignment.objects.filter(pk=second.pk).update(finished_at=timezone.now())
    after = lists(house, client)

    assert (sum(before[0]), before[1]) == (0, False)
    assert str(LEFT_OUT % {"n": 1}) in footer
    assert (after[0][0] > 0, after[1]) == (True, True)


def test_whoever_is_no_second_there_reads_it(house):
    told, is_listed = lists(house, sign_in(house.staff))

    assert (told[0] > 0, is_listed) == (True, True)


def test_blind_second_reads_no_report_that_tells_of_the_branch(house):
    second, branch = duty(house.key, second_of(PARTY)), Assessment.objects.get(pk=house.key)
    elsewhere = Assessment.objects.exclude(unit=branch.unit).first()
    asked = [
        Asked(ReportKind.YEAR, Scope.WHOLE, Format.WORKBOOK),
        Asked(ReportKind.UNIT, Scope.ZONE, Format.WORKBOOK, zone=branch.zone),
        Asked(ReportKind.UNIT, Scope.UNIT, Format.WORKBOOK, unit=branch.unit),
        Asked(ReportKind.BRANCH, Scope.BRANCH, Format.PDF, assessment=branch),
        Asked(ReportKind.BRANCH, Scope.BRANCH, Format.PDF, assessment=elsewhere),
    ]
    made = [request_report(house.staff, house.campaign, each).pk for each in asked]

    def read():
        return sorted(Report.objects.visible_to(second.person).values_list("pk", flat=True))

    before = read()
    Assignment.objects.filter(pk=second.pk).update(finished_at=timezone.now())

    assert (before, read()) == (made[4:], made)
