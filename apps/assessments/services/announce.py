"""Something that a working run reads has changed."""

from typing import Any

from apps.campaigns.models import Campaign
from apps.jobs.services import announce

GATHER_SECONDS = 1


def announce_evaluation(campaign: Campaign, actor: Any = None, delay: float = GATHER_SECONDS) -> None:
    """Something that a working run reads has changed; bursts coalesce. Call it last in the transaction."""
    announce("evaluate", campaign.pk, campaign.name, actor=actor, node_path=campaign.committee.path, delay=delay)
