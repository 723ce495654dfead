"""Who may conduct a ballot, and who may hand out its slips?"""

from typing import Any

import rules

from apps.campaigns.models import Campaign
from apps.campaigns.rules import can_conduct
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


@rules.predicate
def can_hand_out(person: Any, place: Any) -> bool:
    """Prints slips, sends links and types paper ballots: who checks there, or conducts the campaign there.

    `place` has a path and a zone_id (a unit, an assessment); without one, anywhere. A branch's own people never do.
    """
    reach = reach_of(person)
    powers = (Power.CHECK, Power.CAMPAIGN)
    if place is None:
        return any(reach.has(power) for power in powers)
    return any(reach.covers(power, place.path, place.zone_id) for power in powers)


@rules.predicate
def can_see_turnout(person: Any, campaign: Campaign) -> bool:
    """Whoever sees the campaign sees how many have voted, each as far as the own reach goes."""
    return Campaign.objects.visible_to(person).filter(pk=campaign.pk).exists()


rules.add_perm("ballots.conduct", can_conduct)
rules.add_perm("ballots.hand_out", can_hand_out)
rules.add_perm("ballots.see_turnout", can_see_turnout)
