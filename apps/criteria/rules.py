"""Who may write a committee's rulebooks?"""

from typing import Any

import rules

from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of


@rules.predicate
def writes_rulebooks(person: Any, committee: Node | None) -> bool:
    """Whoever conducts the committee's campaigns (without one: anybody's)."""
    reach = reach_of(person)
    if committee is None:
        return reach.has(Power.CAMPAIGN)
    return reach.covers(Power.CAMPAIGN, committee.path, committee.zone_id)


rules.add_perm("criteria.edit_rulebook", writes_rulebooks)
