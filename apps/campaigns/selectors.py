"""Which stage stands open now, and which is current?"""

from datetime import datetime

from django.utils import timezone

from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign, Stage


def current_stage(campaign: Campaign, now: datetime | None = None) -> Stage | None:
    """The open stage that opened last, else the next one to open, else the last."""
    now = now or timezone.now()
    stages = list(campaign.stages.all())
    is_open = [stage for stage in stages if stage.opens_at <= now < stage.closes_at]
    if is_open:
        return is_open[-1]
    return next((stage for stage in stages if stage.opens_at > now), stages[-1] if stages else None)


def permits(campaign: Campaign, act: str, now: datetime | None = None) -> bool:
    """Whether a stage that permits `act` stands open in an open campaign."""
    if campaign.status != Status.OPEN:
        return False
    return campaign.stages.open_at(now or timezone.now()).permitting(act).exists()
