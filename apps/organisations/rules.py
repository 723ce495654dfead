"""Who may do it? Permissions on nodes, people and appointments, from the offices that a person holds."""

from collections.abc import Sequence
from typing import Any

import rules
from django.utils import timezone

from apps.organisations.choices import GRANTS, Power, Role
from apps.organisations.models import Appointment, Node, reach_of
from apps.organisations.reach import Reach

# What an office in a unit may include without being able to change anything beyond that unit.
WITHIN_A_UNIT = frozenset(
    {
        Power.SEE,
        Power.COMPARE,
        Power.SELF_MARK,
        Power.SUBMIT,
        Power.CHECK,
        Power.RESET,
        Power.SECOND,
        Power.VETO,
        Power.APPROVE,
    }
)


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
    """Reset a password, open or close an account: never one's own, never a superuser's; see `manages`."""
    if other is None or not reach_of(person).has(Power.PEOPLE):
        return False
    return manages(person, other, list(Appointment.objects.filter(person=other).select_related("node")))


def manages(person: Any, other: Any, offices: Sequence[Appointment]) -> bool:
    """Whether `other`, who holds or held `offices`, is wholly in the hands of `person`.

    Every office must lie under one's own power over people. Administrators, and people without any office, are left
    to administrators: else staff could sign in as one of them.
    """
    reach = reach_of(person)
    if other == person or other.is_superuser or not reach.has(Power.PEOPLE):
        return False
    if not all(reach.covers(Power.PEOPLE, office.node.path, office.node.zone_id) for office in offices):
        return False
    needs_administrator = not offices or any(office.role == Role.ADMINISTRATOR for office in offices)
    return is_administrator(person) if needs_administrator else True


@rules.predicate
def can_reset_in_unit(person: Any, other: Any) -> bool:
    """A contact person of a unit gives new passwords to its people; see `resets`."""
    if other is None or not reach_of(person).has(Power.RESET):
        return False
    return resets(person, other, list(Appointment.objects.filter(person=other).select_related("node")))


def resets(person: Any, other: Any, offices: Sequence[Appointment]) -> bool:
    """Whether all `offices` that `other` holds today or later lie inside the unit of which `person` is contact person.

    Who holds power beyond a unit, or no office at all, is left to those who keep people.
    """
    reach, today = reach_of(person), timezone.localdate()
    if other == person or other.is_superuser or not reach.has(Power.RESET):
        return False
    held = [office for office in offices if office.until is None or office.until >= today]
    return bool(held) and all(is_inside(reach, office) for office in held)


def is_inside(reach: Reach, office: Appointment) -> bool:
    """Whether an office lies under the power to reset, and includes nothing that reaches beyond a unit."""
    here = reach.covers(Power.RESET, office.node.path, office.node.zone_id)
    return here and GRANTS[office.role] <= WITHIN_A_UNIT


@rules.predicate
def gives_passwords(person: Any, node: Node | None) -> bool:
    """Whether the person gives one-time passwords below the node, or anywhere: keepers of people, contact persons."""
    reach = reach_of(person)
    powers = (Power.PEOPLE, Power.RESET)
    if node is None:
        return any(reach.has(power) for power in powers)
    return any(reach.covers(power, node.path, node.zone_id) for power in powers)


@rules.predicate
def reads_mobiles(person: Any, node: Node) -> bool:
    """Mobile numbers stand open at one's own organisation, and where one keeps people, resets or checks."""
    reach = reach_of(person)
    if any(reach.covers(power, node.path, node.zone_id) for power in (Power.PEOPLE, Power.RESET, Power.CHECK)):
        return True
    return any(office.path == node.path and office.zone_id is None for office in reach.offices)


def shows_mobile(person: Any, offices: Sequence[Appointment]) -> bool:
    """Whether the number of somebody who holds `offices` (those that `person` sees) stands open to `person`.

    It does where one of today's or later offices lies where one keeps people, and to administrators for whoever has
    no office at all.
    """
    reach, today = reach_of(person), timezone.localdate()
    held = [office for office in offices if office.until is None or office.until >= today]
    if not offices:
        return is_administrator(person)
    return any(reach.covers(Power.PEOPLE, office.node.path, office.node.zone_id) for office in held)


rules.add_perm("organisations.see_node", holds(Power.SEE))
rules.add_perm("organisations.change_tree", holds(Power.TREE))
rules.add_perm("organisations.appoint", holds(Power.PEOPLE))
rules.add_perm("organisations.read_audit", holds(Power.AUDIT))
rules.add_perm("organisations.operate", holds(Power.OPERATE))
rules.add_perm("accounts.create_person", can_create_person)
rules.add_perm("organisations.give_passwords", gives_passwords)
rules.add_perm("organisations.read_mobiles", reads_mobiles)
rules.add_perm("accounts.reset_password", can_manage_person | can_reset_in_unit)
rules.add_perm("accounts.set_active", can_manage_person)
