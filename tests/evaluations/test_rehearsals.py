"""A rehearsal runs a year of made-up branches through any rulebook, disturbs nobody, and goes away whole."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.assessments.models import Assessment
from apps.branches.models import Branch
from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.core.errors import Forbidden, Invalid, Refused
from apps.criteria.services import install_rulebooks
from apps.evaluations.models import Decision, Result, Run
from apps.evaluations.rehearsals import clear_rehearsal, start_rehearsal
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node, Zone
from tests import factories
from tests.factories.campaigns import published_rulebook

pytestmark = pytest.mark.django_db
SLUGS = ("xuchang-2025", "chuzhou-2024", "chifeng-2023", "jiangsu-2022", "xuchang-2017")


@pytest.fixture
def staff():
    return factories.make_person("周敏", Role.STAFF, factories.make_committee())


def rehearsed(staff, slug: str, branches: int = 120) -> Campaign:
    campaign, _job = start_rehearsal(staff, version=published_rulebook(slug), branches=branches, seed=3)
    run_waiting()
    campaign.refresh_from_db()
    return campaign


@pytest.mark.parametrize("slug", SLUGS)
def test_rehearsal_of_each_rulebook_ends_in_a_numbered_run_of_several_levels(staff, slug):
    campaign = rehearsed(staff, slug)

    run = current_run(campaign)
    assert (campaign.status, campaign.is_rehearsal) == (Status.CLOSED, True)
    assert (run.number, run.branches) == (1, 120)
    assert sum(run.counts["levels"]) == 120
    assert sum(count > 0 for count in run.counts["levels"]) >= 2


def test_rehearsal_belongs_to_whoever_started_it(staff):
    other = factories.make_person("钱进", Role.STAFF, factories.make_committee("县直机关工委"))

    campaign = rehearsed(staff, "xuchang-2025", 20)

    del staff._reach
    assert Campaign.objects.visible_to(staff).contains(campaign)
    assert not Campaign.objects.visible_to(other).contains(campaign)


def test_rehearsal_stands_behind_campaigns_that_count(staff):
    campaign = rehearsed(staff, "xuchang-2025", 20)
    earlier = factories.make_campaign(factories.make_committee("县直机关工委"), year=campaign.year - 3)

    assert list(Campaign.objects.newest_first()) == [earlier, campaign]


def test_rehearsal_goes_away_whole(staff):
    before = {model: model.objects.count() for model in (Node, Zone, Branch, Campaign, Appointment, Run, Result)}
    campaign = rehearsed(staff, "jiangsu-2022", 60)

    clear_rehearsal(None, campaign)
    run_waiting()

    assert {model: model.objects.count() for model in before} == before
    assert Assessment.objects.count() == 0


def test_rehearsal_with_a_decision_stays_and_says_why(staff):
    campaign = rehearsed(staff, "xuchang-2025", 20)
    Decision.objects.create(campaign=campaign, run=current_run(campaign), number=1, held_at=timezone.now())

    job = clear_rehearsal(None, campaign)
    run_waiting()

    job.refresh_from_db()
    assert (job.status, job.error[-9:]) == ("failed", "没有删除任何内容。")
    assert (Campaign.objects.contains(campaign), Result.objects.count()) == (True, 20)


def test_other_campaigns_cannot_be_deleted_as_rehearsals(staff):
    campaign = factories.make_campaign(factories.make_committee("县直机关工委"))

    with pytest.raises(Refused):
        clear_rehearsal(None, campaign)


def test_rehearsal_needs_power_over_campaigns_and_a_sensible_number(staff):
    version = published_rulebook()
    leader = factories.make_person("陈立", Role.LEADER, factories.make_committee("县直机关工委"))

    with pytest.raises(Forbidden):
        start_rehearsal(leader, version=version, branches=20)
    with pytest.raises(Invalid):
        start_rehearsal(staff, version=version, branches=20_001)


def test_command_tells_the_levels(staff):
    install_rulebooks()
    out = StringIO()

    call_command("rehearse", "xuchang-2025", "--branches", "40", "--by", staff.username, stdout=out)

    lines = out.getvalue().split()
    assert sum(int(count) for count in lines if count.isdecimal()) >= 40
