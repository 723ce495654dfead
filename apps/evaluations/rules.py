"""Who may start a run, hold a meeting, approve it, give public notice, handle objections, be the second person?"""

from typing import Any

import rules

from apps.campaigns.models import Campaign
from apps.campaigns.rules import can_conduct
from apps.evaluations.models import Approval
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


@rules.predicate
def can_second(person: Any, campaign: Campaign) -> bool:
    """Confirms what somebody else found, over the whole scope; that it is another person is asked by the act."""
    return reach_of(person).covers(Power.SECOND, campaign.committee.path, campaign.committee.zone_id)


@rules.predicate
def can_approve(person: Any, approval: Approval | None) -> bool:
    """Says a level's word on a decision: who approves at that organisation or above it."""
    reach = reach_of(person)
    if approval is None:
        return reach.has(Power.APPROVE)
    return reach.covers(Power.APPROVE, approval.node.path, approval.node.zone_id)


rules.add_perm("evaluations.start_run", can_conduct)
rules.add_perm("evaluations.hold_decision", can_conduct)
rules.add_perm("evaluations.approve_decision", can_approve)
rules.add_perm("evaluations.give_notice", can_conduct)
rules.add_perm("evaluations.handle_objection", can_conduct)
rules.add_perm("evaluations.second_act", can_second)
rules.add_perm("evaluations.name_branches", can_conduct)
rules.add_perm("evaluations.nominate", can_conduct)
