"""Was the ballot of this receipt counted? Never what it said."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from apps.ballots.begun import ballot_stage
from apps.ballots.choices import PollStatus
from apps.ballots.codes import RECEIPT, mark_of, tidy
from apps.ballots.models import Box


@dataclass(frozen=True)
class Found:
    """What a receipt tells. `state`: "counted" on the day `on`; "waiting", to be looked up from the day `on`;
    "unknown". `campaign` is its name, blank where the receipt is unknown."""

    state: str
    on: date | None = None
    campaign: str = ""


@sensitive_variables()
def find(receipt: str) -> Found:
    """Whether the boxes hold this receipt; its branch and layer are not told."""
    if len(tidy(receipt)) != RECEIPT:
        return Found("unknown")
    written = Box.objects.annotate(written=Cast("receipts", TextField()))
    box = written.filter(written__contains=mark_of(receipt)).select_related("poll__campaign").first()
    if box is None:
        return Found("unknown")
    poll = box.poll
    if poll.status == PollStatus.COUNTED:
        return Found("counted", poll.counted_on, poll.campaign.name)
    stage = ballot_stage(poll)
    return Found("waiting", timezone.localdate(stage.closes_at) if stage else None, poll.campaign.name)
