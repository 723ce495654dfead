"""How far has a campaign's ballot come: set up, voters, votes, paper ballots, counted?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Sum

from apps.ballots.choices import BatchStatus, PollStatus
from apps.ballots.models import PaperBatch, Poll, Roll
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign

WAITING = (BatchStatus.FIRST, BatchStatus.DIFFERS)


@dataclass
class BallotFacts:
    """Without a poll nothing is set up. `short` branches have the votes of no more than half of those who may vote;
    they are not looked for once it is counted."""

    poll: Poll | None = None
    entitled: int = 0
    voted: int = 0
    short: int = 0
    waiting: int = 0

    @property
    def is_set_up(self) -> bool:
        """Whether there is something to vote on, and somebody who may."""
        return self.poll is not None and self.entitled > 0

    @property
    def is_counted(self) -> bool:
        return self.poll is not None and self.poll.status == PollStatus.COUNTED


def ballot_facts(campaigns: Iterable[Campaign]) -> dict[int, BallotFacts]:
    """By the campaign's id, for those that have such a stage; asks nothing where none has. Stages are prefetched."""
    voting = {c.pk: BallotFacts() for c in campaigns if any(s.kind == StageKind.BALLOT for s in c.stages.all())}
    if not voting:
        return {}
    polls = {poll.pk: poll for poll in Poll.objects.filter(campaign__in=voting)}
    for poll in polls.values():
        voting[poll.campaign_id].poll = poll
    uncounted = [pk for pk, poll in polls.items() if poll.status != PollStatus.COUNTED]
    rolls, votes = (
        Roll.objects.filter(poll__in=polls).order_by().values_list("poll_id"),
        Sum(F("voted") + F("on_paper")),
    )
    for pk, entitled, voted in rolls.annotate(all=Sum("entitled"), votes=votes):
        facts = voting[polls[pk].campaign_id]
        facts.entitled, facts.voted = entitled, voted
    by_branch = Roll.objects.filter(poll__in=uncounted).order_by().values("poll_id", "assessment_id")
    short = by_branch.annotate(all=Sum("entitled"), votes=votes).filter(all__gt=0, all__gte=2 * F("votes"))
    for pk, n in Counter(short.values_list("poll_id", flat=True) if uncounted else ()).items():
        voting[polls[pk].campaign_id].short = n
    waiting = PaperBatch.objects.filter(roll__poll__in=uncounted, status__in=WAITING).order_by()
    for pk, count in waiting.values_list("roll__poll_id").annotate(count=Count("pk")):
        voting[polls[pk].campaign_id].waiting = count
    return voting
