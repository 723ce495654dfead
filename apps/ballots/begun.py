"""May votes be cast now, has voting begun, is it over? By the stages of the campaign."""

from datetime import datetime

from django.utils import timezone

from apps.assessments.models import Assessment
from apps.ballots.choices import PollStatus
from apps.ballots.models import Poll
from apps.campaigns.choices import Act, StageKind, Status
from apps.campaigns.models import Stage
from apps.campaigns.selectors import permits


def ballot_stage(poll: Poll) -> Stage | None:
    """The stage in which votes are cast: the last to close, where there are several."""
    return poll.campaign.stages.filter(kind=StageKind.BALLOT).order_by("closes_at").last()


def may_cast(poll: Poll, assessment: Assessment) -> bool:
    """Whether a vote about this branch is taken now."""
    return poll.status != PollStatus.COUNTED and permits(poll.campaign, Act.VOTE, path=assessment.path)


def is_open(poll: Poll) -> bool:
    """Whether the ballot's stage stands open, for whatever branch."""
    return (
        poll.campaign.status == Status.OPEN
        and poll.campaign.stages.open_at(timezone.now()).permitting(Act.VOTE).exists()
    )


def is_over(poll: Poll, now: datetime | None = None) -> bool:
    """Whether every stage in which votes are cast has closed; without any such stage they never were."""
    stages = poll.campaign.stages.filter(kind=StageKind.BALLOT)
    return stages.exists() and not stages.filter(closes_at__gt=now or timezone.now()).exists()
