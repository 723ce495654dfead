"""Who may conduct a campaign?"""

from typing import Any

import rules

from apps.campaigns.models import Campaign
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


@rules.predicate
def can_conduct(person: Any, campaign: Campaign | None) -> bool:
    reach = reach_of(person)
    if campaign is None:
        return reach.has(Power.CAMPAIGN)
    return reach.covers(Power.CAMPAIGN, campaign.committee.path, campaign.committee.zone_id)


@rules.predicate
def can_compare(person: Any, campaign: Campaign) -> bool:
    """Sees all branches of the scope in league tables and dashboards."""
    return reach_of(person).covers(Power.COMPARE, campaign.committee.path, campaign.committee.zone_id)


for act in (
    "create_campaign",
    "change_campaign",
    "open_campaign",
    "close_campaign",
    "reopen_campaign",
    "seal_campaign",
):
    rules.add_perm(f"campaigns.{act}", can_conduct)
rules.add_perm("campaigns.compare_branches", can_compare)
