"""Who may do it? Permissions on nodes, people and appointments, from the offices that a person holds."""

from typing import Any

import rules

from apps.organisations.choices import Power
from apps.organisations.models import Appointment, Node, reach_of


def holds(power: str):
    """A predicate: the person has `power` over the node (or, without one, anywhere)."""

    @rules.predicate(name=f"holds_{power}")
    def predicate(person: Any, node: Node | None) -> bool:
        reach = reach_of(person)
        return reach.has(power) if node is None else reach.covers(power, node.path, node.zone_id)

    return predicate


@rules.predicate
def can_manage_person(person: Any, other: Any) -> bool:
    """Accounts are managed from the node above: all offices of the other must lie under one's own power."""
    reach = reach_of(person)
    if other is None:
        return reach.has(Power.PEOPLE)
    if other.is_superuser:
        return False
    nodes = [appointment.node for appointment in Appointment.objects.filter(person=other).select_related("node")]
    return reach.has(Power.PEOPLE) and all(reach.covers(Power.PEOPLE, node.path, node.zone_id) for node in nodes)


rules.add_perm("organisations.see_node", holds(Power.SEE))
rules.add_perm("organisations.change_tree", holds(Power.TREE))
rules.add_perm("organisations.appoint", holds(Power.PEOPLE))
rules.add_perm("organisations.read_audit", holds(Power.AUDIT))
rules.add_perm("organisations.operate", holds(Power.OPERATE))
rules.add_perm("accounts.create_person", can_manage_person)
rules.add_perm("accounts.reset_password", can_manage_person)
rules.add_perm("accounts.set_active", can_manage_person)
