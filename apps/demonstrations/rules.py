"""Who conducts a programme, is its second person, applies for an organisation, reviews a title?"""

from typing import Any

import rules

from apps.demonstrations.models import Candidate, Programme
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of

ANSWERING = (Power.SUBMIT, Power.CHECK, Power.CAMPAIGN)
APPLYING = (Power.SELF_MARK, *ANSWERING)


@rules.predicate
def can_conduct(person: Any, programme: Programme | None) -> bool:
    """Writes programmes, opens and closes gates, names: who conducts campaigns over the whole scope."""
    reach = reach_of(person)
    if programme is None:
        return reach.has(Power.CAMPAIGN)
    return reach.covers(Power.CAMPAIGN, programme.committee.path, programme.committee.zone_id)


@rules.predicate
def can_second(person: Any, programme: Programme) -> bool:
    """Confirms what somebody else proposed; that it is another person is asked by the act."""
    return reach_of(person).covers(Power.SECOND, programme.committee.path, programme.committee.zone_id)


@rules.predicate
def can_compare(person: Any, programme: Programme) -> bool:
    """Sees all candidates of a programme."""
    return reach_of(person).covers(Power.COMPARE, programme.committee.path, programme.committee.zone_id)


@rules.predicate
def can_apply(person: Any, node: Node | None) -> bool:
    """Applies for an organisation: its secretary, its clerk, who checks for it, or who conducts the selection."""
    reach = reach_of(person)
    if node is None:
        return any(reach.has(power) for power in APPLYING)
    return any(reach.covers(power, node.path, node.zone_id) for power in APPLYING)


@rules.predicate
def can_submit(person: Any, node: Node) -> bool:
    """Hands an application in with the own name, or takes it back."""
    return any(reach_of(person).covers(power, node.path, node.zone_id) for power in ANSWERING)


@rules.predicate
def can_survey(person: Any, candidate: Candidate) -> bool:
    """Writes what was found on the spot: who marks there, or conducts the selection."""
    reach, scope = reach_of(person), candidate.batch.programme.committee
    marks = reach.covers(Power.MARK, candidate.path, candidate.zone_id)
    return marks or reach.covers(Power.CAMPAIGN, scope.path, scope.zone_id)


rules.add_perm("demonstrations.conduct", can_conduct)
rules.add_perm("demonstrations.second", can_second)
rules.add_perm("demonstrations.compare", can_compare)
rules.add_perm("demonstrations.apply", can_apply)
rules.add_perm("demonstrations.submit", can_submit)
rules.add_perm("demonstrations.survey", can_survey)
