"""What follows when a stage opens or closes? One table, worked through every minute.

Nothing here makes an act possible: services ask for an open stage by the clock, exact to the second.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.models import Assessment, Submission
from apps.ballots.models import Poll
from apps.ballots.services.counting import request_count
from apps.ballots.services.polls import begin
from apps.campaigns.choices import StageKind, Status
from apps.campaigns.models import Campaign, Stage
from apps.campaigns.services import turn_stage
from apps.core.errors import Refused
from apps.evaluations.services import start_numbered_run
from apps.evaluations.services.publishing import tick as turn_notices
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.workflow import addresses
from apps.workflow.blocker import CLOSE
from apps.workflow.blockers import blockers
from apps.workflow.facts import gather, with_facts
from apps.workflow.models import Note

OPENED, CLOSED = "opened", "closed"
NUMBER = "number"
log = logging.getLogger(__name__)


def tick(now: datetime | None = None) -> int:
    """Open and close every stage whose minute has come, once, each in a transaction of its own; gives how many.

    Where one fails, the others go on, and it is tried again at the next minute. Notices have their days as well.
    """
    now = now or timezone.now()
    turned = 0
    for stage, turn in due(now):
        try:
            turned += follow(stage, turn, now)
        except Exception:
            log.exception("stage %s could not be %s", stage.pk, turn)
    turn_notices(now)
    return turned


def due(now: datetime) -> list[tuple[Stage, str]]:
    """Turns that have not been followed up, in the order of the clock."""
    rows = Stage.objects.filter(campaign__status=Status.OPEN).select_related("campaign__committee")
    opening = [(row.opens_at, row, OPENED) for row in rows.filter(opens_at__lte=now, opened_at=None)]
    closing = [(row.closes_at, row, CLOSED) for row in rows.filter(closes_at__lte=now, closed_at=None)]
    return [(row, turn) for _at, row, turn in sorted([*opening, *closing], key=lambda found: found[0])]


@transaction.atomic
def follow(stage: Stage, turn: str, now: datetime) -> bool:
    """Note one turn, and do what follows from it; False where somebody else has done it."""
    if not turn_stage(stage, turn, now):
        return False
    effect = EFFECTS.get((stage.kind, turn))
    if effect:
        with override(settings.LANGUAGE_CODE):
            effect(stage)
    return True


def remind_late(stage: Stage) -> None:
    """Whose self-assessment is still with its branch, and has no more time: its secretaries find it on their lists."""
    given_away = Submission.objects.exclude(status__in=WITH_THE_BRANCH).values("assessment")
    rows = Assessment.objects.of(stage.campaign).exclude(pk__in=given_away)
    more = paths_with_more_time(stage)
    late = {row.node_id: row for row in rows.in_order() if not row.path.startswith(more)}
    held = Appointment.objects.on(timezone.localdate()).filter(node__in=late, role=Role.SECRETARY)
    asked = set(held.filter(person__is_active=True).order_by().values_list("person_id", "node_id"))
    Note.objects.bulk_create(reminder(stage, person, late[node]) for person, node in sorted(asked))


def paths_with_more_time(stage: Stage) -> tuple[str, ...]:
    """Below these nodes the stage goes on."""
    rows = stage.campaign.extensions.filter(kind=stage.kind, ended_at=None, closes_at__gt=stage.closes_at)
    return tuple(rows.values_list("node__path", flat=True))


def reminder(stage: Stage, person: int, row: Assessment) -> Note:
    """A note that the system hands to a secretary."""
    words = {"branch": row.name[:60], "stage": stage}
    return Note(
        person_id=person,
        title=_("%(branch)s has not submitted its self-assessment") % words,
        detail=_("“%(stage)s” is over. Who still has to submit asks the work committee for more time.") % words,
        due_on=timezone.localtime(stage.closes_at).date(),
        from_name=_("system"),
        url=addresses.own_check(stage.campaign.slug, row.pk),
    )


def number_run(stage: Stage) -> None:
    """The run that the stage was for, unless one holds today's results already, or something still stands before it."""
    campaign = with_facts(Campaign.objects.filter(pk=stage.campaign_id)).get()
    facts = gather([campaign])[campaign.pk]
    left = [one for one in blockers(facts, is_ahead=True) if CLOSE in one.stops and one.key != NUMBER]
    if facts.is_numbered or left:
        return
    try:
        start_numbered_run(None, campaign)
    except Refused as refusal:
        log.info("no run at the end of stage %s: %s", stage.pk, refusal.message)


def begin_voting(stage: Stage) -> None:
    """From now on nothing of the ballot changes."""
    for poll in Poll.objects.filter(campaign=stage.campaign):
        begin(poll)


def count_votes(stage: Stage) -> None:
    """The count, unless piles of paper still wait or there is more time: then staff ask for it later."""
    for poll in Poll.objects.filter(campaign=stage.campaign).select_related("campaign__committee"):
        try:
            request_count(None, poll)
        except Refused as refusal:
            log.info("no count at the end of stage %s: %s", stage.pk, refusal.message)


EFFECTS: dict[tuple[str, str], Callable[[Stage], None]] = {
    (StageKind.SELF_ASSESSMENT, CLOSED): remind_late,
    (StageKind.BALLOT, OPENED): begin_voting,
    (StageKind.BALLOT, CLOSED): count_votes,
    (StageKind.EVALUATION, CLOSED): number_run,
}
