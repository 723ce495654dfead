"""Who may conduct a campaign?"""

from typing import Any

import rules

from apps.campaigns.models import Campaign, Road
from apps.organisations.choices import Power
from apps.organisations.models import reach_of
from apps.organisations.reach import SEGMENT


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


@rules.predicate
def can_plan(person: Any, road: Road | None) -> bool:
    reach = reach_of(person)
    if road is None:
        return reach.has(Power.CAMPAIGN)
    return reach.covers(Power.CAMPAIGN, road.committee.path, road.committee.zone_id)


@rules.predicate
def can_keep_house(person: Any) -> bool:
    """Keeps what is the whole house's (its calendar, what is shown in it): holds an office over a committee that
    nothing stands above."""
    reach = reach_of(person)
    return reach.is_everything or any(len(path) == SEGMENT for path in reach.paths(Power.OPERATE))


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
rules.add_perm("campaigns.change_road", can_plan)
rules.add_perm("campaigns.change_days", can_keep_house)
rules.add_perm("campaigns.load_demonstration", can_keep_house)
