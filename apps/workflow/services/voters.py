"""Links to those who have not voted: asked for by who conducts the ballot, sent by a job."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.ballots.models import Poll
from apps.core.errors import Refused
from apps.core.permissions import authorise
from apps.workflow.models import VoterRound
from apps.workflow.reminding.voters import announce_rounds, open_stage, to_be_reminded, way_to


def voters_left(actor: Any, poll: Poll) -> Counter[str]:
    """How many would be sent their link, by way. Counts only."""
    authorise(actor, "ballots.conduct", poll.campaign)
    return Counter(way_to(voter) for voter in to_be_reminded(poll).only("mobile", "email").iterator())


@transaction.atomic
def remind_voters(actor: Any, poll: Poll) -> VoterRound:
    """Send a new link to every named voter who has not voted; links sent before open nothing any more.

    Refuses outside the days of voting, without the address that links begin with, while a round is under way, more
    than one round a day, and where nobody is left.
    """
    left = voters_left(actor, poll)
    Poll.objects.select_for_update().get(pk=poll.pk)
    if open_stage(poll) is None:
        raise Refused(_("Links are sent while voting is open."), code="not-open")
    if not settings.PUBLIC_URL:
        raise Refused(_("The installation does not know its address (STARBRANCH_PUBLIC_URL)."), code="no-address")
    today = timezone.localdate()
    if VoterRound.objects.filter(poll=poll, is_over=False).exists():
        raise Refused(_("Links are being sent just now."), code="under-way")
    if VoterRound.objects.filter(poll=poll, on=today).exists():
        raise Refused(_("Voters were sent their links today already."), code="sent-today")
    if not left:
        raise Refused(_("Nobody is left who could be sent a link."), code="nobody-left")
    wanted = sum(left.values())
    row = VoterRound.objects.create(poll=poll, by=actor.pk, by_name=actor.name, on=today, wanted=wanted)
    committee = poll.campaign.committee
    record(actor, "voters.reminded", poll, node_path=committee.path, after={"voters": wanted} | dict(left))
    announce_rounds()
    return row
