"""How many had voted at the end of the day: the one figure of time that is kept."""

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from apps.ballots.choices import PollStatus
from apps.ballots.models import Poll, Roll, TurnoutDay


@transaction.atomic
def write_day(poll: Poll) -> None:
    """Today's totals by layer; a second call on the same day writes them anew."""
    totals = Roll.objects.filter(poll=poll).values_list("layer").annotate(votes=Sum(F("voted") + F("on_paper")))
    for layer, votes in totals:
        TurnoutDay.objects.update_or_create(
            poll=poll, layer=layer, on=timezone.localdate(), defaults={"voted": votes or 0}
        )


def write_days() -> int:
    """Today's totals of every ballot in which votes are cast; gives how many ballots."""
    polls = list(Poll.objects.filter(status=PollStatus.VOTING))
    for poll in polls:
        write_day(poll)
    return len(polls)
