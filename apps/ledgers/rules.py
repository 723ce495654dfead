"""Who may write in a list, and who decides about its entries?

The subject is an entry, unsaved for a new one. Without a subject: anywhere, in any list.
"""

from typing import Any

import rules

from apps.ledgers.models import Entry
from apps.ledgers.reading import ledgers
from apps.ledgers.selectors import writes_in
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


@rules.predicate
def can_write(person: Any, entry: Entry | None) -> bool:
    """Holds a power that the definition names, over the entry's organisation; once a state is shut, only deciders."""
    reach = reach_of(person)
    if entry is None:
        return any(writes_in(person, ledger) for ledger in ledgers().values())
    ledger = ledgers()[entry.ledger]
    state = ledger.state(entry.state)
    powers = ledger.powers if state is None or state.is_open else (Power.CAMPAIGN,)
    return any(reach.covers(power, entry.node.path, entry.node.zone_id) for power in powers)


@rules.predicate
def can_decide(person: Any, entry: Entry | None) -> bool:
    """Moves an entry from state to state and says that two are no duplicates: who runs campaigns over it."""
    reach = reach_of(person)
    if entry is None:
        return reach.has(Power.CAMPAIGN)
    return reach.covers(Power.CAMPAIGN, entry.node.path, entry.node.zone_id)


rules.add_perm("ledgers.write_entry", can_write)
rules.add_perm("ledgers.decide_entry", can_decide)
