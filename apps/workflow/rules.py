"""Who may change a note, how a committee reminds, and what did not arrive?"""

from typing import Any

import rules

from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of
from apps.workflow.models import Delivery, Note


@rules.predicate
def is_on_own_list(person: Any, note: Note) -> bool:
    return note.person_id == person.pk


@rules.predicate
def can_remind(person: Any, committee: Node) -> bool:
    """Conducts the committee's campaigns."""
    return reach_of(person).covers(Power.CAMPAIGN, committee.path, committee.zone_id)


@rules.predicate
def can_retry(person: Any, delivery: Delivery | None) -> bool:
    """The same for the committee whose message it is; anywhere, where none is named."""
    reach = reach_of(person)
    if delivery is None:
        return reach.has(Power.CAMPAIGN)
    return reach.covers(Power.CAMPAIGN, delivery.committee.path, delivery.committee.zone_id)


rules.add_perm("workflow.change_note", is_on_own_list)
rules.add_perm("workflow.change_reminding", can_remind)
rules.add_perm("workflow.retry_message", can_retry)
