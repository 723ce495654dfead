"""The first start: an empty committee, a made-up campaign beside it, and people with one-time passwords."""

import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from apps.accounts.models import User
from apps.assessments.models import Assessment, Sheet, Submission
from apps.campaigns.models import Campaign
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node, Zone
from apps.reports.demonstration.marks import rows, this_year
from apps.reports.demonstration.years import earlier, levels
from tests.factories.houses import shared

pytestmark = pytest.mark.django_db
EXPECTED_STATES = {"received": 762, "handed-over": 87, "submitted": 44, "approved": 5, "returned": 1, "filling": 1}
PASSWORD = re.compile(r"^  (\w+) +(\w{4}-\w{4}-\w{4}) ", re.M)


def prepare(*arguments):
    out = StringIO()
    call_command("prepare", *arguments, stdout=out)
    return out.getvalue()


def test_prepare_without_demonstration_publishes_rulebooks_only():
    assert prepare("--no-demonstration") == ""
    assert not User.objects.exists()
    assert not Campaign.objects.exists()


@pytest.fixture(scope="module")
def new_house(django_db_setup, django_db_blocker):
    """What the first start said."""
    with shared(django_db_blocker):
        said = prepare()
        run_waiting()
        yield said


def test_prepare_new_house_gives_28_229_512(new_house):
    campaigns = list(Campaign.objects.ratings().order_by("-year"))
    runs = [current_run(campaign) for campaign in campaigns]
    assert [(run.campaign.year, run.branches, run.counts["levels"]) for run in runs] == [
        (2025, 900, [28, 229, 512, 131]),
        (2024, 885, [21, 198, 506, 160]),
        (2023, 870, [15, 172, 489, 194]),
        (2022, 855, [9, 131, 462, 253]),
    ]
    assert all(campaign.is_demonstration and "虚构" in campaign.name for campaign in campaigns)
    assert [(campaign.status, run.number) for campaign, run in zip(campaigns[1:], runs[1:], strict=True)] == [
        ("sealed", 1)
    ] * 3
    assert states(campaigns[0]) == EXPECTED_STATES
    assert unexplained(campaigns[0]) == []
    assert (Node.objects.units().count(), Zone.objects.count()) == (89, 5)
    passwords = dict(PASSWORD.findall(new_house))
    signing_in = [person.username for person in User.objects.all() if person.has_usable_password()]
    assert sorted(signing_in) == sorted(passwords)
    assert len(set(passwords.values())) == len(passwords) == 10
    for username, password in passwords.items():
        person = User.objects.get(username=username)
        assert person.check_password(password)
        assert person.must_change_password
    assert set(Appointment.objects.values_list("role", flat=True)) == set(Role.values)


def states(campaign):
    """How many self-assessments stand in which state."""
    rows = Submission.objects.filter(assessment__campaign=campaign).order_by()
    return dict(Counter(rows.values_list("status", flat=True)))


def unexplained(campaign):
    """Marks far from the branch's own without the scorer's words, and self-marks far above last year's without any."""
    sheets = {(s.assessment.node_id, s.assessment.campaign.year, s.party): s for s in all_sheets()}
    lacking = []
    for (node, year, party), sheet in sheets.items():
        if year != campaign.year or party != "self":
            continue
        superior, last = sheets[node, year, "superior"], sheets.get((node, year - 1, "self"))
        said, noted = words_at(sheet), words_at(superior)
        for code, mark in sheet.marks.items():
            if abs(mark - superior.marks[code]) >= 200 and code not in noted:
                lacking.append((node, code))
            if last and mark - last.marks[code] >= 500 and code not in said:
                lacking.append((node, code))
    return lacking


def all_sheets():
    rows = Sheet.objects.filter(assessment__subject="")
    return rows.select_related("assessment__campaign").prefetch_related("remarks")


def words_at(sheet):
    return {remark.criterion for remark in sheet.remarks.all()}


def test_prepare_again_changes_and_says_nothing(new_house):
    before = Assessment.objects.count()

    said = prepare()

    assert said == ""
    assert (Assessment.objects.count(), Campaign.objects.ratings().count()) == (before, 4)


def test_demonstration_rows_are_the_same_every_time_and_within_range():
    first = list(rows(levels(2024)))
    caches = (this_year, earlier)
    for cached in caches:
        cached.cache_clear()

    assert list(rows(levels(2024))) == first
    assert len({(row[1], row[0]) for row in first}) == 900
    assert Counter(len(row) for row in first) == {32: 900}
    assert all(0 <= float(mark) <= 20 for row in first for mark in row[7:])
    assert Counter(row[5] for row in first) == {"五星": 21, "四星": 198, "三星": 506, "未评星": 160, "": 15}
