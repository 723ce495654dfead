"""Every change of the tree and of appointments."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Forbidden, Invalid
from apps.core.permissions import authorise
from apps.core.pinyin import search_key
from apps.organisations.choices import Kind, Power, Role
from apps.organisations.models import Appointment, Node, Zone, reach_of
from apps.organisations.reach import SEGMENT, segment

ORDER_DIGITS = 5
# Kinds that may stand directly under a kind.
PLACES = {
    Kind.COMMITTEE: {Kind.COMMITTEE, Kind.UNIT, Kind.PARTY_COMMITTEE, Kind.GENERAL_BRANCH, Kind.BRANCH},
    Kind.UNIT: {Kind.PARTY_COMMITTEE, Kind.GENERAL_BRANCH, Kind.BRANCH},
    Kind.PARTY_COMMITTEE: {Kind.PARTY_COMMITTEE, Kind.GENERAL_BRANCH, Kind.BRANCH},
    Kind.GENERAL_BRANCH: {Kind.BRANCH},
    Kind.BRANCH: set(),
}


class Slots:
    """Free path slots and sequence numbers under parents; the parents' rows are locked while it is used."""

    def __init__(self) -> None:
        self.next_slot: dict[int | None, int] = {}
        self.next_sequence: dict[int | None, int] = {}

    def place(self, node: Node, sequence: int | None = None) -> Node:
        """Give `node` its path and order under its parent; not saved."""
        key = node.parent_id
        if key not in self.next_slot:
            self.load(node.parent)
        slot, self.next_slot[key] = self.next_slot[key], self.next_slot[key] + 1
        node.sequence = sequence if sequence is not None else self.next_sequence[key]
        self.next_sequence[key] = max(self.next_sequence[key], node.sequence + 1)
        parent = node.parent
        node.path = (parent.path if parent else "") + segment(slot)
        node.order_path = (parent.order_path if parent else "") + f"{node.sequence:0{ORDER_DIGITS}d}"
        node.search_key = search_key(node.name)
        return node

    def load(self, parent: Node | None) -> None:
        key = parent.pk if parent else None
        if parent:
            Node.objects.select_for_update().get(pk=parent.pk)
        children = Node.objects.filter(parent=parent)
        last = children.order_by("-path").values_list("path", flat=True).first()
        highest = children.order_by("-sequence").values_list("sequence", flat=True).first()
        self.next_slot[key] = int(last[-SEGMENT:], 36) + 1 if last else 1
        self.next_sequence[key] = (highest or 0) + 1


@transaction.atomic
def create_node(
    actor: Any,
    *,
    kind: str,
    name: str,
    parent: Node | None = None,
    zone: Zone | None = None,
    sequence: int | None = None,
) -> Node:
    """A new organisation at the end of its superior's list; the root needs no superior and no actor."""
    authorise_tree(actor, parent)
    name = name.strip()
    if parent is not None and kind not in PLACES[Kind(parent.kind)]:
        raise Invalid(
            _("A %(kind)s cannot stand under “%(parent)s”.") % {"kind": Kind(kind).label, "parent": parent.name}
        )
    if Node.objects.filter(parent=parent, kind=kind, name=name).exists():
        raise Invalid(_("“%(name)s” already stands here.") % {"name": name}, details={"name": [name]})
    node = Slots().place(
        Node(parent=parent, kind=kind, name=name, zone=zone or (parent.zone if parent else None)), sequence
    )
    node.save()
    record(actor, "node.created", node, node_path=node.path, after={"name": name, "kind": kind})
    return node


def authorise_tree(actor: Any, node: Node | None) -> None:
    """The system itself (no actor) may always; a person needs the power over the tree at `node`."""
    if actor is not None:
        authorise(actor, "organisations.change_tree", node)


@transaction.atomic
def create_zone(actor: Any, *, committee: Node, name: str) -> Zone:
    """A new zone at the end of the committee's list."""
    authorise_tree(actor, committee)
    if committee.zones.filter(name=name.strip()).exists():
        raise Invalid(_("“%(name)s” already stands here.") % {"name": name}, details={"name": [name]})
    last = committee.zones.order_by("-sequence").first()
    zone = Zone.objects.create(committee=committee, name=name.strip(), sequence=last.sequence + 1 if last else 1)
    record(actor, "zone.created", zone, node_path=committee.path, after={"name": zone.name})
    return zone


@transaction.atomic
def place_in_zone(actor: Any, *, node: Node, zone: Zone | None) -> None:
    """Move a unit, and everything below it, into a zone."""
    authorise_tree(actor, node)
    record(actor, "node.zoned", node, node_path=node.path, before=str(node.zone or ""), after=str(zone or ""))
    Node.objects.below(node.path).update(zone=zone)
    node.zone = zone


@transaction.atomic
def rename_node(actor: Any, *, node: Node, name: str) -> None:
    """A new name; the old one stays in the record."""
    authorise_tree(actor, node)
    name = name.strip()
    if Node.objects.filter(parent=node.parent, kind=node.kind, name=name).exclude(pk=node.pk).exists():
        raise Invalid(_("“%(name)s” already stands here.") % {"name": name}, details={"name": [name]})
    record(actor, "node.renamed", node, node_path=node.path, before=node.name, after=name)
    node.name, node.search_key = name, search_key(name)
    node.save(update_fields=["name", "search_key"])


@transaction.atomic
def resequence_node(actor: Any, *, node: Node, sequence: int) -> None:
    """A new number in the official order; everything below follows."""
    authorise_tree(actor, node)
    old = node.order_path
    new = old[:-ORDER_DIGITS] + f"{sequence:0{ORDER_DIGITS}d}"
    record(actor, "node.resequenced", node, node_path=node.path, before=node.sequence, after=sequence)
    rows = list(Node.objects.below(node.path))
    for row in rows:
        row.order_path = new + row.order_path[len(old) :]
        if row.pk == node.pk:
            row.sequence = sequence
    Node.objects.bulk_update(rows, ["order_path", "sequence"], batch_size=500)
    node.refresh_from_db()


@transaction.atomic
def close_node(actor: Any, *, node: Node, reason: str = "", on: date | None = None) -> None:
    """Dissolve an organisation that has nothing standing below it; its history stays."""
    authorise_tree(actor, node)
    if Node.objects.below(node.path).standing().exclude(pk=node.pk).exists():
        raise Invalid(_("“%(name)s” still has organisations below it.") % {"name": node.name})
    record(actor, "node.closed", node, node_path=node.path, reason=reason)
    node.closed_on = on or timezone.localdate()
    node.save(update_fields=["closed_on"])


@transaction.atomic
def appoint(
    actor: Any,
    *,
    person: Any,
    role: str,
    node: Node,
    zone: Zone | None = None,
    since: date | None = None,
    until: date | None = None,
    title: str = "",
) -> Appointment:
    """Give a person a role at a node for a span of days. Only administrators make administrators."""
    if actor is not None:
        authorise(actor, "organisations.appoint", node)
        if role == Role.ADMINISTRATOR and not is_administrator(actor):
            raise Forbidden(_("Only a system administrator can appoint one."))
    if (role == Role.ZONE_LEAD) != (zone is not None):
        raise Invalid(_("A zone lead needs a zone; no other role has one."), details={"zone": [_("Choose a zone.")]})
    if role == Role.SECRETARY and node.kind != Kind.BRANCH:
        raise Invalid(_("A branch secretary is appointed at a branch."), details={"node": [str(node)]})
    since = since or timezone.localdate()
    if until is not None and until < since:
        raise Invalid(_("The last day lies before the first."), details={"until": [until.isoformat()]})
    held = Appointment.objects.create(
        person=person, role=role, node=node, zone=zone, since=since, until=until, title=title
    )
    record(actor, "appointment.made", held, node_path=node.path, after={"role": role, "since": since.isoformat()})
    return held


@transaction.atomic
def end_appointment(actor: Any, *, appointment: Appointment, on: date | None = None, reason: str = "") -> None:
    """The last day of an office; it is kept as history."""
    authorise(actor, "organisations.appoint", appointment.node)
    day = max(on or timezone.localdate(), appointment.since)
    record(
        actor, "appointment.ended", appointment, node_path=appointment.node.path, after=day.isoformat(), reason=reason
    )
    appointment.until = day
    appointment.save(update_fields=["until"])


def is_administrator(person: Any) -> bool:
    """Whether the person holds the administrator's role today (or is a superuser)."""
    reach = reach_of(person)
    return reach.is_everything or any(office.role == Role.ADMINISTRATOR for office in reach.holding(Power.PEOPLE))
