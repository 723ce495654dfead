"""Facts for to-do lists: where self-assessments stand, and when stages end."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from apps.assessments.models import Assessment, Submission
from apps.campaigns.models import Campaign


def stands(assessment: Assessment, status: str, **fields: Any) -> Submission:
    """The self-assessment has come as far as `status`."""
    return Submission.objects.update_or_create(assessment=assessment, defaults={"status": status} | fields)[0]


def ends(campaign: Campaign, kind: str, days: int) -> datetime:
    """The stage ends at 18:00 in so many days from today; it has been open for a long time."""
    evening = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=days)
    campaign.stages.filter(kind=kind).update(opens_at=evening - timedelta(days=90), closes_at=evening)
    return evening
