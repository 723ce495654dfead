"""Stages open and close at their minute, once, and what follows from it is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.audit.models import Record
from apps.campaigns.choices import StageKind
from apps.campaigns.services import grant_extension
from apps.evaluations.models import Run
from apps.workflow.models import Note
from apps.workflow.stages import tick
from tests.workflow.moves import ends, stands

pytestmark = pytest.mark.django_db

SELF, EVALUATION = StageKind.SELF_ASSESSMENT, StageKind.EVALUATION


@pytest.fixture
def quiet(two):
    """Every stage has been opened already; the other committee's campaign is not looked at."""
    two.other.campaign.stages.update(opened_at=timezone.now())
    two.own.campaign.stages.update(opened_at=timezone.now())
    return two


def turned(two):
    records = Record.objects.filter(act__startswith="stage.").order_by("pk")
    return [(record.act, record.after["stage"], record.actor_id) for record in records]


def test_tick_opens_and_closes_each_stage_once(quiet):
    stage = quiet.own.campaign.stages.get(kind=SELF)
    quiet.own.campaign.stages.filter(pk=stage.pk).update(opened_at=None)
    quiet.own.campaign.stages.exclude(pk=stage.pk).update(closes_at=stage.closes_at + timedelta(days=9))
    quiet.other.campaign.stages.update(closes_at=stage.closes_at + timedelta(days=9))
    last = stage.closes_at

    counts = [tick(last - timedelta(seconds=1)), tick(last - timedelta(seconds=1)), tick(last), tick(last)]

    assert counts == [1, 0, 1, 0]
    assert turned(quiet) == [("stage.opened", SELF, None), ("stage.closed", SELF, None)]


def test_tick_leaves_stages_of_campaigns_that_are_not_open_alone(quiet):
    quiet.own.campaign.stages.update(opened_at=None)
    quiet.own.campaign.status = "closed"
    quiet.own.campaign.save()

    assert tick() == 0


def test_end_of_the_self_assessment_reminds_whose_is_still_with_the_branch(quiet):
    mine, given, longer = quiet.own.assessments
    stands(given, "submitted")
    ends(quiet.own.campaign, SELF, -1)
    more = {"kind": SELF, "closes_at": timezone.now() + timedelta(days=2), "reason": "汛期"}
    grant_extension(quiet.own.staff, quiet.own.campaign, node=longer.node, **more)

    tick()

    notes = list(Note.objects.all())
    assert [note.person for note in notes] == [quiet.own.people["secretary"]]
    assert notes[0].title.startswith(mine.name)
    assert notes[0].url == f"/c/{quiet.own.campaign.slug}/self/{mine.pk}/check/"


def test_end_of_the_evaluation_starts_the_run_that_it_was_for(quiet):
    ends(quiet.own.campaign, EVALUATION, -1)

    tick()
    tick()

    runs = Run.objects.filter(campaign=quiet.own.campaign, number__isnull=False)
    assert [(run.number, run.started_by_name) for run in runs] == [(1, "")]


def test_end_of_the_evaluation_starts_no_run_while_branches_are_not_marked(quiet):
    ends(quiet.own.campaign, EVALUATION, -1)
    quiet.own.assessments[0].sheets.update(marks={})

    tick()

    assert not Run.objects.filter(campaign=quiet.own.campaign, number__isnull=False).exists()
