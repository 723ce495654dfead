"""Late work by unit: what, how many, whose, due when, for how many calendar days; and its workbook."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.assessments.choices import SubmissionStatus as S
from apps.campaigns.models import Campaign, Extension
from apps.campaigns.services import grant_extension
from apps.organisations.choices import Role
from apps.workflow.late import days_late, late_work
from tests import factories
from tests.workflow.moves import ends, stands

pytestmark = pytest.mark.django_db


def told(campaign, **options):
    """Each row as kind, unit, how many, whose, days."""
    rows = late_work(Campaign.objects.get(pk=campaign.pk), **options)
    return [(row.kind, row.unit, row.count, row.who, row.days) for row in rows]


def test_late_work_is_none_while_there_is_time(two):
    ends(two.own.campaign, "self-assessment", 1)

    assert told(two.own.campaign) == []


def test_late_work_of_self_assessments_follows_where_each_stands(two):
    own = two.own
    ends(own.campaign, "self-assessment", -3)
    first, second, third = own.assessments
    stands(first, S.RETURNED)
    stands(second, S.SUBMITTED)
    stands(third, S.HANDED_OVER)

    reviewer = own.people[Role.REVIEWER].name
    assert told(own.campaign) == [
        ("check", "市发改委", 1, reviewer, 3),
        ("submit", "市发改委", 1, reviewer, 3),
        ("receive", "市财政局", 1, own.staff.name, 3),
    ]


def test_late_work_goes_once_the_committee_has_received(two):
    ends(two.own.campaign, "self-assessment", -3)
    for assessment in two.own.assessments:
        stands(assessment, S.RECEIVED)

    assert told(two.own.campaign) == []


def test_late_work_of_marks_names_the_zone_lead_else_staff(two):
    own = two.own
    for unit in own.units:
        factories.make_branch(unit, f"{unit.name}新党支部")
    factories.enrol(own.campaign)
    ends(own.campaign, "scoring", -1)

    assert told(own.campaign) == [
        ("mark", "市发改委", 1, own.people[Role.ZONE_LEAD].name, 1),
        ("mark", "市财政局", 1, own.staff.name, 1),
    ]


def test_late_work_that_ends_today_is_listed_without_days(two):
    end = ends(two.own.campaign, "self-assessment", 0)

    assert {row[-1] for row in told(two.own.campaign, now=end - timedelta(hours=1))} == {0}


def test_late_work_of_a_closed_campaign_is_none(two):
    ends(two.own.campaign, "self-assessment", -3)
    Campaign.objects.filter(pk=two.own.campaign.pk).update(status="closed")

    assert told(two.own.campaign) == []


def test_days_late_count_every_day_of_the_calendar():
    end = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)

    assert [days_late(end, end + timedelta(hours=hours)) for hours in (-30, -1, 5, 6, 30, 24 * 7)] == [
        -1,
        0,
        0,
        1,
        2,
        7,
    ]
    midnight = end.replace(hour=0)
    assert days_late(midnight, midnight + timedelta(hours=1)) == 1


def test_late_work_asks_as_often_for_many_units_as_for_one(two):
    own = two.own
    ends(own.campaign, "self-assessment", -3)
    ends(own.campaign, "scoring", -1)

    def asked():
        campaign = Campaign.objects.select_related("rulebook_version").get(pk=own.campaign.pk)
        with CaptureQueriesContext(connection) as queries:
            late_work(campaign)
        return len(queries)

    before = asked()
    for number in range(3):
        unit = factories.make_unit(own.committee, f"新单位{number}")
        factories.make_branch(unit, f"新单位{number}党支部")
    factories.enrol(own.campaign)

    assert (before, asked()) == (6, 6)


def test_late_work_counts_the_more_time_of_one_branch_and_of_what_waits_for_it(two):
    own = two.own
    evening = ends(own.campaign, "self-assessment", -3)
    first, second, third = own.assessments
    stands(second, S.APPROVED)
    stands(third, S.RECEIVED)
    more = {"kind": "self-assessment", "reason": "书记换届"}

    given = grant_extension(own.staff, own.campaign, node=first.node, closes_at=evening + timedelta(days=5), **more)
    assert told(own.campaign) == []

    Extension.objects.filter(pk=given.pk).update(closes_at=evening + timedelta(days=2))
    reviewer = own.people[Role.REVIEWER].name
    assert told(own.campaign) == [
        ("hand-over", "市发改委", 1, reviewer, 1),
        ("submit", "市发改委", 1, reviewer, 1),
    ]
