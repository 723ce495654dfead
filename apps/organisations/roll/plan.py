"""What would bringing a roll in make? Which people are new, which are found, which offices are given; or what is wrong.

Nothing is written here: the dry run and the real run read the same plan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node
from apps.organisations.reach import SEGMENT
from apps.organisations.roll.faults import Fault
from apps.organisations.roll.names import free_name
from apps.organisations.roll.people import People
from apps.organisations.roll.places import Places
from apps.organisations.roll.rows import RollRow


@dataclass(slots=True)
class Newcomer:
    """A person of whom an account would be made."""

    name: str
    mobile: str | None
    username: str
    node: Node


@dataclass(frozen=True, slots=True)
class Office:
    """An office that would be given: to somebody who is found, or to `newcomers[number]`."""

    role: str
    node: Node
    title: str
    person: User | None = None
    number: int = -1


@dataclass
class Plan:
    """What a roll would make, in the order of its rows."""

    newcomers: list[Newcomer] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    found: int = 0
    held: int = 0


def plan_roll(actor: Any, committee: Node, rows: Sequence[RollRow]) -> Plan:
    """The plan of all rows; rows with a fault give nothing but their faults."""
    plan, places, people = Plan(), Places(committee), People(actor, rows, len(committee.path) + SEGMENT)
    drafts = []
    for row in rows:
        draft, faults = place_row(places, row)
        faults += people.faults_of(row)
        plan.faults += faults
        if draft and not faults:
            drafts.append((row, *draft))
    people.look_up_namesakes([node.pk for _row, _role, node in drafts])
    offices = OfficesHeld([node for _row, _role, node in drafts])
    numbers: dict[Any, int] = {}
    known: set[int] = set()
    for row, role, node in drafts:
        person = people.found(row) or people.namesake(row, role, node)
        key = ("found", person.pk) if person else people.key(row, node)
        fault = people.unclear(row, node) if person is None else None
        fault = fault or offices.fault(row, role, node, key, person)
        if fault is not None:
            plan.faults.append(fault)
            continue
        if person is not None:
            known.add(person.pk)
            if offices.has(person, role, node):
                plan.held += 1
                continue
        elif key not in numbers:
            numbers[key] = len(plan.newcomers)
            plan.newcomers.append(Newcomer(row.name, people.mobile(row), row.username, node))
        plan.offices.append(Office(role, node, row.title, person, numbers.get(key, -1)))
    plan.found = len(known)
    plan.faults.sort(key=lambda fault: fault.row)
    return plan


def place_row(places: Places, row: RollRow) -> tuple[tuple[str, Node] | None, list[Fault]]:
    """Role and organisation of a row, or its faults."""
    role, node = places.role_of(row), places.node_of(row)
    faults = [found for found in (role, node) if isinstance(found, Fault)]
    if isinstance(role, Fault) or isinstance(node, Fault):
        return None, faults
    if role == Role.SECRETARY and node.kind != "branch":
        return None, [Fault(row=row.row, field="branch", hint="nobranch")]
    return (role, node), faults


def name_accounts(newcomers: Iterable[Newcomer]) -> None:
    """Give an account name to everybody who has none; no two alike."""
    newcomers = list(newcomers)
    taken = {one.username.lower() for one in newcomers if one.username}
    for one in newcomers:
        if not one.username:
            one.username = free_name(one.name, taken)
            taken.add(one.username)


class OfficesHeld:
    """Offices of today and to come at some organisations, and those that the rows before have asked for."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        held = Appointment.objects.filter(node__in={node.pk for node in nodes})
        held = held.exclude(until__lt=timezone.localdate()).select_related("person").order_by("since")
        self.held = {(office.person_id, office.role, office.node_id) for office in held}
        self.secretaries: dict[int, User] = {}
        for office in held:
            if office.role == Role.SECRETARY:
                self.secretaries.setdefault(office.node_id, office.person)
        self.asked: dict[tuple[Any, str, int], int] = {}
        self.named: dict[int, int] = {}

    def has(self, person: User, role: str, node: Node) -> bool:
        """Whether the person has this very office."""
        return (person.pk, role, node.pk) in self.held

    def fault(self, row: RollRow, role: str, node: Node, key: Any, person: User | None) -> Fault | None:
        """What is wrong with giving this office; notes it where nothing is."""
        first = self.asked.setdefault((key, role, node.pk), row.row)
        if first != row.row:
            return Fault(row=row.row, field="role", hint="twice", value=row.name, params={"first": first})
        if role != Role.SECRETARY:
            return None
        holder = self.secretaries.get(node.pk)
        if holder is not None and holder != person:
            return Fault(row=row.row, field="name", hint="held", value=row.name, params={"name": holder.name})
        first = self.named.setdefault(node.pk, row.row)
        if first != row.row:
            return Fault(row=row.row, field="name", hint="second", value=row.name, params={"first": first})
        return None
