"""How are links sent to those who have not voted? A minute's worth at a time, and nothing about any voter is kept.

The place where the round goes on is written before each link is sent: a worker that dies in the middle leaves out one
voter at most and sends nobody two links. Neither key nor log line can be led back to a voter.
"""

import logging
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.models import User
from apps.ballots.choices import PollStatus
from apps.ballots.models import Poll, Voter
from apps.ballots.services.links import mint_links
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Stage
from apps.core.errors import DomainError
from apps.jobs.models import Job
from apps.jobs.progress import Stopped
from apps.jobs.services import announce
from apps.workflow import gateway, mail
from apps.workflow.choices import Way
from apps.workflow.gateway import Answer, Outcome, Short
from apps.workflow.models import VoterRound
from apps.workflow.reminding.pace import take_room
from apps.workflow.reminding.passing import setting_of

log = logging.getLogger(__name__)
KIND = "remind-voters"
AT_ONCE = 100
MOST_PAUSES = 20


def open_stage(poll: Poll) -> Stage | None:
    """The stage in which votes are cast now."""
    return poll.campaign.stages.filter(kind=StageKind.BALLOT).open_at(timezone.now()).first()


def to_be_reminded(poll: Poll) -> "QuerySet[Voter]":
    """Named voters who have not voted and to whom a way leads that they alone read."""
    by_mail = ~Q(email="") if mail.is_on() else Q(pk__in=[])
    by_gateway = ~Q(mobile="") if gateway.is_private() else Q(pk__in=[])
    rows = Voter.objects.filter(by_mail | by_gateway, roll__poll=poll, has_voted=False)
    return rows.exclude(name="").order_by("pk")


def announce_rounds() -> list[Job]:
    """Go on with every round that is not over."""
    rows = VoterRound.objects.filter(is_over=False).select_related("poll__campaign")
    return [announce(KIND, row.poll_id, str(row.poll)) for row in rows]


def do_round(job: Job, progress: Any) -> dict[str, int]:
    """Send what this minute has room for; the round ends with the last voter, with voting, or after many pauses."""
    row = VoterRound.objects.filter(poll=int(job.key), is_over=False).first()
    if row is None:
        return {}
    poll = Poll.objects.select_related("campaign__committee").get(pk=row.poll_id)
    stage = open_stage(poll)
    if stage is None or poll.status == PollStatus.COUNTED or row.pauses > MOST_PAUSES:
        return finish(row)
    with override(settings.LANGUAGE_CODE):
        try:
            is_left = send_some(row, poll, stage, progress)
        except (DomainError, Stopped):
            finish(row)
            raise
    row.refresh_from_db()
    return counts(row) if is_left else finish(row)


def send_some(row: VoterRound, poll: Poll, stage: Stage, progress: Any) -> bool:
    """A minute's worth of links; gives whether anybody is left."""
    waiting = to_be_reminded(poll).filter(pk__gt=row.after)
    some: list[Voter] = []
    for voter in waiting[:AT_ONCE]:
        if not take_room(way_to(voter), timezone.now()):
            break
        some.append(voter)
    actor, who = User.objects.get(pk=row.by), setting_of(poll.campaign.committee).signed
    for voter, link in mint_links(actor, poll, some) if some else ():
        VoterRound.objects.filter(pk=row.pk).update(after=voter.pk)
        outcome = send_link(words_of(poll, stage, who, link), voter.mobile, voter.email, who).outcome
        if outcome == Outcome.LATER:
            VoterRound.objects.filter(pk=row.pk).update(after=voter.pk - 1, pauses=F("pauses") + 1)
            return True
        name = way_to(voter) if outcome == Outcome.TAKEN else "failed"
        VoterRound.objects.filter(pk=row.pk).update(**{name: F(name) + 1, "pauses": 0})
        progress("messages", 0)
    return waiting.filter(pk__gt=some[-1].pk if some else row.after).exists()


def way_to(voter: Voter) -> str:
    """By text message where that works, else by e-mail."""
    return Way.GATEWAY.value if gateway.is_private() and voter.mobile else Way.MAIL.value


def words_of(poll: Poll, stage: Stage, who: str, link: str) -> str:
    """What a voter reads."""
    when = date_format(timezone.localtime(stage.closes_at), _("j M H:i"))
    words = {"who": who, "campaign": poll.campaign, "when": when, "link": link}
    return _("%(who)s: please vote in “%(campaign)s” before %(when)s. The link is yours alone: %(link)s") % words


def send_link(text: str, mobile: str, email: str, who: str) -> Answer:
    """Hand one link over; by a number of its own, that is drawn for it and never kept."""
    if gateway.is_private() and mobile:
        return gateway.send_short(Short(str(uuid4()), mobile, text))
    return mail.send_letter(str(uuid4()), email, _("%(who)s: please vote") % {"who": who}, text + "\n")


def finish(row: VoterRound) -> dict[str, int]:
    """The round is over: the place is forgotten, the counts stay."""
    VoterRound.objects.filter(pk=row.pk).update(is_over=True, after=0)
    return counts(row)


def counts(row: VoterRound) -> dict[str, int]:
    return {"sent": row.mail + row.gateway, "failed": row.failed}
