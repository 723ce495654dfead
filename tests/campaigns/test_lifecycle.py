"""Every act from every state, expecting exactly the table; stages gate acts for everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.models import Assessment
from apps.assessments.services import Change, enrol_branches, save_marks
from apps.audit.models import Record
from apps.campaigns import services
from apps.campaigns.choices import Act, StageKind, Status
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates
from apps.core.errors import Forbidden, Invalid, Refused
from apps.criteria.services import publish_text
from apps.organisations.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db

TABLE = {
    ("open", Status.DRAFT): Status.OPEN,
    ("close", Status.OPEN): Status.CLOSED,
    ("reopen", Status.CLOSED): Status.OPEN,
    ("seal", Status.CLOSED): Status.SEALED,
}
ACTS = ("open", "close", "reopen", "seal")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("status", Status.values)
def test_move_from_every_state_follows_the_table(act, status):
    campaign = factories.make_campaign(factories.make_committee(), status)

    if (act, status) in TABLE:
        services.move(None, campaign, act)
    else:
        with pytest.raises(Refused):
            services.move(None, campaign, act)

    campaign.refresh_from_db()
    assert campaign.status == TABLE.get((act, status), status)


def test_move_that_the_table_does_not_permit_names_the_state_in_the_readers_words():
    campaign = factories.make_campaign(factories.make_committee())

    with pytest.raises(Refused) as refused:
        services.open_campaign(None, campaign)

    assert refused.value.message == "现在的状态是“进行中”，不能这样做。"


def test_reopen_campaign_without_reason_refused():
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee, Status.CLOSED)
    staff = factories.make_person(role=Role.STAFF, node=committee)

    with pytest.raises(Invalid):
        services.reopen_campaign(staff, campaign, "  ")

    campaign.refresh_from_db()
    assert campaign.status == Status.CLOSED


def test_open_campaign_is_recorded_with_both_states():
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee, Status.DRAFT)
    staff = factories.make_person(role=Role.STAFF, node=committee)

    services.open_campaign(staff, campaign)

    record = Record.objects.get(act="campaign.open")
    assert (record.actor_id, record.before, record.after) == (staff.pk, Status.DRAFT, Status.OPEN)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.STAFF, Role.SECRETARY, Role.ZONE_LEAD}])
def test_create_campaign_by_other_offices_refused(role):
    committee = factories.make_committee()
    person = factories.make_person(role=role, node=committee)

    with pytest.raises(Forbidden):
        create(person, committee)


def test_create_campaign_for_another_committee_refused():
    own, other = factories.make_committee("甲工委"), factories.make_committee("乙工委")
    staff = factories.make_person(role=Role.STAFF, node=own)

    with pytest.raises(Forbidden):
        create(staff, other)


def test_create_campaign_with_a_taken_slug_names_the_field():
    committee = factories.make_committee()
    create(None, committee)

    with pytest.raises(Invalid) as refused:
        create(None, committee)

    assert refused.value.details == {"slug": ["five"]}


def test_change_campaign_rulebook_once_open_refused():
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee)
    staff = factories.make_person(role=Role.STAFF, node=committee)
    text = campaign.rulebook_version.text.replace("lit-when: at least 80", "lit-when: at least 85")
    newer = publish_text(None, text)

    with pytest.raises(Refused) as refused:
        services.change_campaign(
            staff,
            campaign=campaign,
            name="新名",
            year=2025,
            stages=[],
            is_open_to_branches=False,
            rulebook_version=newer,
        )

    assert refused.value.code == "rulebook-fixed"


def test_change_campaign_rulebook_of_a_draft_is_what_its_enrolled_branches_are_marked_by():
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee, Status.DRAFT)
    staff = factories.make_person(role=Role.STAFF, node=committee)
    factories.make_branch(factories.make_unit(committee), "第一党支部")
    [assessment] = factories.enrol(campaign)
    other = factories.published_rulebook("chuzhou-2024")
    words = {"name": "新名", "year": 2025, "stages": [], "is_open_to_branches": False}

    services.change_campaign(staff, campaign=campaign, rulebook_version=other, **words)

    assert Assessment.objects.get(pk=assessment.pk).round.rulebook_version == other


@pytest.mark.parametrize(("status", "said"), [(Status.CLOSED, Status.CLOSED), (Status.SEALED, "sealed")])
def test_change_campaign_that_was_closed_meanwhile_leaves_its_state(status, said):
    """The page was opened while the campaign was open."""
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee)
    staff = factories.make_person(role=Role.STAFF, node=committee)
    Campaign.objects.filter(pk=campaign.pk).update(status=status)
    words = {"name": "新名", "year": 2025, "stages": [], "is_open_to_branches": False}

    try:
        told = services.change_campaign(staff, campaign=campaign, **words).status
    except Refused as refused:
        told = refused.code

    assert (told, Campaign.objects.get(pk=campaign.pk).status) == (said, status)


def test_stage_that_closes_before_it_opens_refused():
    now = timezone.now()
    stage = StageDates(StageKind.SCORING, now, now - timedelta(hours=1))

    with pytest.raises(Invalid):
        factories.make_campaign(factories.make_committee(), stages=[stage])


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [(-2, -1, False), (-1, 1, True), (1, 2, False)],
)
def test_require_stage_by_dates(opens, closes, is_open):
    now = timezone.now()
    stage = StageDates(StageKind.SCORING, now + timedelta(days=opens), now + timedelta(days=closes))
    campaign = factories.make_campaign(factories.make_committee(), stages=[stage])

    if is_open:
        services.require_stage(campaign, Act.MARK)
        return
    with pytest.raises(Refused) as refused:
        services.require_stage(campaign, Act.MARK)

    assert refused.value.code == "stage-not-open"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED, Status.SEALED])
def test_save_marks_outside_open_campaign_refused_for_superusers_too(status):
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee, Status.DRAFT)
    branch = factories.make_branch(factories.make_unit(committee))
    assessment = factories.make_assessment(campaign, branch)
    for act in {Status.DRAFT: (), Status.CLOSED: ("open", "close"), Status.SEALED: ("open", "close", "seal")}[status]:
        services.move(None, campaign, act)
    root = User.objects.create_superuser("root", "x", name="超级用户")

    with pytest.raises(Refused) as refused:
        save_marks(root, assessment=assessment, party="superior", changes={"A1": Change(1000)})

    assert refused.value.code == "campaign-not-open"
    assert not assessment.sheets.exists()


def test_enrol_branches_twice_takes_each_once():
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee)
    unit = factories.make_unit(committee)
    factories.make_branch(unit, "第一党支部", branch_type="党政机关", members=12)

    assert enrol_branches(None, campaign) == 1
    factories.make_branch(unit, "第二党支部")
    assert enrol_branches(None, campaign) == 1
    assert enrol_branches(None, campaign) == 0

    first = Assessment.objects.in_order().first()
    assert (first.name, first.branch_type, first.members, first.unit) == ("第一党支部", "党政机关", 12, unit)


def test_enrol_branches_after_closing_refused():
    campaign = factories.make_campaign(factories.make_committee(), Status.CLOSED)

    with pytest.raises(Refused):
        enrol_branches(None, campaign)


def create(person, committee):
    """A draft campaign with the slug `five`."""
    return services.create_campaign(
        person,
        name="五星支部",
        slug="five",
        year=2025,
        committee=committee,
        rulebook_version=factories.published_rulebook(),
        stages=[],
    )
