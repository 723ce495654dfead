"""Who asks, and may this still change? Asked at the beginning of each act."""

from typing import Any

from django.utils.translation import gettext as _

from apps.ballots.choices import PollStatus
from apps.ballots.models import Poll
from apps.campaigns.choices import Status
from apps.campaigns.services import require_unsealed
from apps.core.errors import Refused
from apps.core.permissions import authorise

CONDUCT, HAND_OUT = "ballots.conduct", "ballots.hand_out"


def allow(actor: Any, permission: str, subject: Any) -> None:
    """Refuse with `Forbidden` who may not; no actor is the system itself."""
    if actor is not None:
        authorise(actor, permission, subject)


def locked(poll: Poll) -> Poll:
    """The row as it stands, held until the transaction ends."""
    row = Poll.objects.select_for_update(of=("self",)).select_related("campaign__committee").get(pk=poll.pk)
    require_unsealed(row.campaign)
    return row


def require_uncounted(poll: Poll) -> None:
    """Refuse what would change a ballot that is counted, or whose campaign is over."""
    if poll.status == PollStatus.COUNTED:
        raise Refused(_("The votes are counted: the ballot is not changed any more."), code="counted")
    if poll.campaign.status not in (Status.DRAFT, Status.OPEN):
        message = _("The campaign is not open: its state is “%(state)s”.")
        raise Refused(message % {"state": poll.campaign.get_status_display()}, code="campaign-not-open")
