"""Who may do it? Permissions on nodes, people and appointments, from the offices that a person holds."""

from typing import Any

import rules

from apps.organisations.choices import Power, Role
from apps.organisations.models import Appointment, Node, reach_of


def holds(power: str):
    """A predicate: the person has `power` over the node (or, without one, anywhere)."""

    @rules.predicate(name=f"holds_{power}")
    def predicate(person: Any, node: Node | None) -> bool:
        reach = reach_of(person)
        return reach.has(power) if node is None else reach.covers(power, node.path, node.zone_id)

    return predicate


def is_administrator(person: Any) -> bool:
    """Whether the person holds the administrator's role today (or is a superuser)."""
    reach = reach_of(person)
    return reach.is_everything or any(office.role == Role.ADMINISTRATOR for office in reach.offices)


@rules.predicate
def can_create_person(person: Any, _subject: Any) -> bool:
    """Accounts are made by who keeps people anywhere."""
    return reach_of(person).has(Power.PEOPLE)


@rules.predicate
def can_manage_person(person: Any, other: Any) -> bool:
    """Reset a password, open or close an account: never one's own, never a superuser's.

    Every office that the other holds or held must lie under one's own power over people. Administrators, and people
    without any office, are left to administrators: else staff could sign in as one of them.
    """
    reach = reach_of(person)
    if other is None or other == person or other.is_superuser or not reach.has(Power.PEOPLE):
        return False
    held = list(Appointment.objects.filter(person=other).select_related("node"))
    if not all(reach.covers(Power.PEOPLE, office.node.path, office.node.zone_id) for office in held):
        return False
    needs_administrator = not held or any(office.role == Role.ADMINISTRATOR for office in held)
    return is_administrator(person) if needs_administrator else True


rules.add_perm("organisations.see_node", holds(Power.SEE))
rules.add_perm("organisations.change_tree", holds(Power.TREE))
rules.add_perm("organisations.appoint", holds(Power.PEOPLE))
rules.add_perm("organisations.read_audit", holds(Power.AUDIT))
rules.add_perm("organisations.operate", holds(Power.OPERATE))
rules.add_perm("accounts.create_person", can_create_person)
rules.add_perm("accounts.reset_password", can_manage_person)
rules.add_perm("accounts.set_active", can_manage_person)
