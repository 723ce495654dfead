"""Stages keep their rows and their turns; more time opens them for one branch or unit alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.audit.models import Record
from apps.campaigns.choices import Act, StageKind
from apps.campaigns.models import Stage
from apps.campaigns.selectors import permits
from apps.campaigns.services import (
    StageDates,
    change_campaign,
    end_extension,
    grant_extension,
    open_campaign,
    require_stage,
)
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from tests import factories
from tests.workflow.moves import ends

pytestmark = pytest.mark.django_db

SELF, SCORING = StageKind.SELF_ASSESSMENT, StageKind.SCORING


def dated(kind, first, last, title=""):
    now = timezone.now()
    return StageDates(kind, now + timedelta(days=first), now + timedelta(days=last), title)


def change(two, *stages):
    campaign = two.own.campaign
    known = {"name": campaign.name, "year": campaign.year, "is_open_to_branches": False}
    change_campaign(two.own.staff, campaign=campaign, stages=stages, **known)
    return list(campaign.stages.all())


def later(days=3):
    return timezone.now() + timedelta(days=days)


def give(two, node, kind=SELF, actor=None, **more):
    words = {"kind": kind, "node": node, "closes_at": later(), "reason": "汛期"} | more
    return grant_extension(actor or two.own.staff, two.own.campaign, **words)


def test_change_of_dates_keeps_the_rows_and_their_turns(two):
    was = {row.kind: row.pk for row in two.own.campaign.stages.all()}
    opened = timezone.now() - timedelta(hours=3)
    two.own.campaign.stages.update(opened_at=opened)

    rows = change(two, dated(SCORING, -1, 9), dated(SELF, -2, 5), dated(SCORING, 10, 20, "补评"))

    assert [(row.kind, row.title, row.opened_at) for row in rows] == [
        (SELF, "", opened),
        (SCORING, "", opened),
        (SCORING, "补评", None),
    ]
    assert [row.pk for row in rows[:2]] == [was[SELF], was[SCORING]]


def test_change_of_dates_gives_a_stage_that_is_moved_ahead_its_turns_again(two):
    two.own.campaign.stages.update(opened_at=later(-9), closed_at=later(-1))

    rows = change(two, dated(SELF, 1, 5), dated(SCORING, -2, 5), dated(StageKind.EVALUATION, -9, -1))

    turns = {row.kind: (row.opened_at is not None, row.closed_at is not None) for row in rows}
    assert turns == {SELF: (False, False), SCORING: (True, False), StageKind.EVALUATION: (True, True)}


def test_open_campaign_passes_over_stages_that_are_over(two):
    over = Stage(kind=SELF, opens_at=later(-9), closes_at=later(-1))
    draft = factories.make_campaign(two.own.committee, "draft", stages=[dated(SELF, -9, 1), dated(SCORING, 2, 3)])
    draft.stages.filter(kind=SELF).update(closes_at=over.closes_at)

    open_campaign(two.own.staff, draft)

    assert [row.closed_at is not None for row in draft.stages.all()] == [True, False]


def test_grant_extension_opens_the_stage_for_this_branch_alone(two):
    first, second = two.own.assessments[:2]
    ends(two.own.campaign, SELF, -1)

    given = give(two, first.node)

    campaign = two.own.campaign
    assert permits(campaign, Act.SELF_MARK, path=first.path)
    assert not permits(campaign, Act.SELF_MARK, path=second.path)
    assert not permits(campaign, Act.SELF_MARK)
    assert not permits(campaign, Act.SELF_MARK, now=given.closes_at, path=first.path)
    record = Record.objects.get(act="extension.granted")
    assert (record.actor_name, record.reason, record.node_path) == (two.own.staff.name, "汛期", first.path)


def test_grant_extension_to_a_unit_covers_its_branches_and_its_own_acts(two):
    ends(two.own.campaign, SELF, -1)
    unit = two.own.units[0]

    give(two, unit)

    inside = [row.path.startswith(unit.path) for row in two.own.assessments]
    assert [permits(two.own.campaign, Act.SELF_MARK, path=row.path) for row in two.own.assessments] == inside
    require_stage(two.own.campaign, Act.CHECK, unit.path)
    with pytest.raises(Refused):
        require_stage(two.own.campaign, Act.CHECK, two.own.units[1].path)


def test_grant_extension_to_a_branch_opens_what_its_unit_does_for_all_together(two):
    ends(two.own.campaign, SELF, -1)
    unit, other = two.own.units

    give(two, two.own.assessments[0].node)

    require_stage(two.own.campaign, Act.CHECK, unit.path, is_whole=True)
    for path, is_whole in ((unit.path, False), (other.path, True)):
        with pytest.raises(Refused):
            require_stage(two.own.campaign, Act.CHECK, path, is_whole=is_whole)


def test_end_extension_shuts_it_at_once(two):
    ends(two.own.campaign, SELF, -1)
    first = two.own.assessments[0]
    given = give(two, first.node)

    end_extension(two.own.staff, given, reason="已交")

    assert not permits(two.own.campaign, Act.SELF_MARK, path=first.path)
    with pytest.raises(Refused):
        end_extension(two.own.staff, given, reason="再来")


def test_grant_extension_a_second_time_replaces_the_first(two):
    ends(two.own.campaign, SELF, -1)
    node = two.own.assessments[0].node
    first = give(two, node)

    second = give(two, node, closes_at=later(9))

    assert list(two.own.campaign.extensions.filter(ended_at=None)) == [second]
    assert first in two.own.campaign.extensions.exclude(ended_at=None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"closes_at": timezone.now() - timedelta(days=1)}, "closes_at"),
        ({"kind": StageKind.NOTICE}, "kind"),
        ({"kind": StageKind.VISIT}, "kind"),
    ],
)
def test_grant_extension_refuses_what_gives_nobody_more_time(two, wrong, field):
    ends(two.own.campaign, SELF, -1)

    with pytest.raises(Invalid) as refusal:
        give(two, two.own.assessments[0].node, **wrong)

    assert set(refusal.value.details) == {field}


def test_grant_extension_asks_for_the_office_and_a_node_of_the_campaign(two):
    ends(two.own.campaign, SELF, -1)

    with pytest.raises(Forbidden):
        give(two, two.own.assessments[0].node, actor=two.own.people[Role.LEADER])
    with pytest.raises(Invalid):
        give(two, two.other.assessments[0].node)
