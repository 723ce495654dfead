"""Every change of the tree: organisations, their official order, zones."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.bulk import rewrite
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.permissions import authorise
from apps.core.pinyin import search_key
from apps.organisations.choices import Kind
from apps.organisations.models import Node, Zone, reach_of
from apps.organisations.reach import SEGMENT, segment

ORDER_DIGITS = 5
LAST_SEQUENCE = 10**ORDER_DIGITS - 1
MAX_NAME = 120
MAX_ZONE_NAME = 60
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
    """A new organisation at the end of its superior's list, or at `sequence`; roots are made by superusers only.

    Refuses a kind that cannot stand there, a closed superior, a name or number that a sibling holds, a foreign zone.
    """
    authorise_tree(actor, parent)
    refuse_place(kind, parent)
    node = Node(parent=parent, kind=kind, zone=zone or (parent.zone if parent else None))
    node.name = free_name(node, name)
    Slots().place(node, sequence)
    refuse_sequence(node, node.sequence)
    if zone is not None:
        refuse_foreign_zone(node, zone)
    node.save()
    record(actor, "node.created", node, node_path=node.path, after={"name": node.name, "kind": kind})
    return node


def authorise_tree(actor: Any, node: Node | None) -> None:
    """The system itself (no actor) may always; a person needs power over the tree at `node`, for a root all power."""
    if actor is None:
        return
    authorise(actor, "organisations.change_tree", node)
    if node is None and not reach_of(actor).is_everything:
        raise Forbidden(_("Only a superuser makes an organisation without a superior."))


def refuse_place(kind: str, parent: Node | None) -> None:
    """What may stand where: PLACES, and a work committee alone without a superior; nothing under what is closed."""
    if parent is None:
        if kind != Kind.COMMITTEE:
            raise Invalid(_("Only a work committee has no superior."), details={"kind": [kind]})
        return
    if kind not in PLACES[Kind(parent.kind)]:
        message = _("A %(kind)s cannot stand under “%(parent)s”.") % {"kind": Kind(kind).label, "parent": parent.name}
        raise Invalid(message, details={"kind": [kind]})
    refuse_closed(parent)


def refuse_closed(node: Node) -> None:
    """Nothing is changed at an organisation that has been closed."""
    if node.closed_on is not None:
        raise Refused(_("“%(name)s” has been dissolved.") % {"name": node.name}, code="node-closed")


def free_name(node: Node, name: str) -> str:
    """`name` without blanks around it; refused where it is empty, too long, or a standing sibling's of that kind."""
    name = plain_name(name, MAX_NAME)
    taken = Node.objects.standing().filter(parent=node.parent, kind=node.kind, name=name)
    if taken.exclude(pk=node.pk).exists():
        raise Invalid(_("“%(name)s” already stands here.") % {"name": name}, details={"name": [name]})
    return name


def plain_name(name: str, longest: int) -> str:
    """`name` without blanks around it; refused where nothing or too much is left."""
    name = name.strip()
    if not name:
        raise Invalid(_("Give a name."), details={"name": [name]})
    if len(name) > longest:
        raise Invalid(_("A name has at most %(n)s characters.") % {"n": longest}, details={"name": [name]})
    return name


def refuse_sequence(node: Node, sequence: int) -> None:
    """The official order knows each number once among siblings, closed ones included."""
    if not 1 <= sequence <= LAST_SEQUENCE:
        message = _("The number lies between 1 and %(last)s.") % {"last": LAST_SEQUENCE}
        raise Invalid(message, details={"sequence": [str(sequence)]})
    holder = Node.objects.filter(parent=node.parent, sequence=sequence).exclude(pk=node.pk).first()
    if holder is not None:
        message = _("“%(name)s” already has number %(number)s.") % {"name": holder.name, "number": sequence}
        raise Invalid(message, details={"sequence": [str(sequence)]})


def refuse_foreign_zone(node: Node, zone: Zone) -> None:
    """A zone groups organisations of its own committee only."""
    if not node.path.startswith(zone.committee.path):
        message = _("“%(zone)s” is a zone of another work committee.") % {"zone": zone.name}
        raise Invalid(message, details={"zone": [zone.name]})


@transaction.atomic
def create_zone(actor: Any, *, committee: Node, name: str) -> Zone:
    """A new zone at the end of the committee's list."""
    authorise_tree(actor, committee)
    refuse_closed(committee)
    if committee.kind != Kind.COMMITTEE:
        raise Invalid(_("Zones belong to a work committee."), details={"committee": [committee.name]})
    name = plain_name(name, MAX_ZONE_NAME)
    if committee.zones.filter(name=name).exists():
        raise Invalid(_("“%(name)s” already stands here.") % {"name": name}, details={"name": [name]})
    last = committee.zones.order_by("-sequence").first()
    zone = Zone.objects.create(committee=committee, name=name, sequence=last.sequence + 1 if last else 1)
    record(actor, "zone.created", zone, node_path=committee.path, after={"name": zone.name})
    return zone


@transaction.atomic
def place_in_zone(actor: Any, *, node: Node, zone: Zone | None) -> None:
    """Move what stands directly under a committee, with everything below it, into a zone or out of any."""
    authorise_tree(actor, node)
    refuse_closed(node)
    if node.parent is None or node.parent.kind != Kind.COMMITTEE:
        message = _("Only what stands directly under a work committee is placed in a zone.")
        raise Invalid(message, details={"zone": [node.name]})
    if zone is not None:
        refuse_foreign_zone(node, zone)
    if zone == node.zone:
        return
    record(actor, "node.zoned", node, node_path=node.path, before=str(node.zone or ""), after=str(zone or ""))
    Node.objects.below(node.path).update(zone=zone)
    node.zone = zone


@transaction.atomic
def rename_node(actor: Any, *, node: Node, name: str) -> None:
    """A new name; the old one stays in the record."""
    authorise_tree(actor, node)
    refuse_closed(node)
    name = free_name(node, name)
    if name == node.name:
        return
    record(actor, "node.renamed", node, node_path=node.path, before=node.name, after=name)
    node.name, node.search_key = name, search_key(name)
    node.save(update_fields=["name", "search_key"])


@transaction.atomic
def resequence_node(actor: Any, *, node: Node, sequence: int) -> None:
    """A new number in the official order; everything below follows. Refuses a number that a sibling holds."""
    authorise_tree(actor, node)
    if node.parent_id:
        Node.objects.select_for_update().get(pk=node.parent_id)
    refuse_sequence(node, sequence)
    if sequence == node.sequence:
        return
    old = node.order_path
    new = old[:-ORDER_DIGITS] + f"{sequence:0{ORDER_DIGITS}d}"
    record(actor, "node.resequenced", node, node_path=node.path, before=node.sequence, after=sequence)
    rows = list(Node.objects.below(node.path))
    for row in rows:
        row.order_path = new + row.order_path[len(old) :]
        if row.pk == node.pk:
            row.sequence = sequence
    rewrite(rows, ["order_path", "sequence"])
    node.refresh_from_db()


@transaction.atomic
def close_node(actor: Any, *, node: Node, reason: str = "", on: date | None = None) -> None:
    """Dissolve an organisation that has nothing standing below it; its history stays, its name is free again."""
    authorise_tree(actor, node)
    refuse_closed(node)
    if Node.objects.below(node.path).standing().exclude(pk=node.pk).exists():
        raise Invalid(_("“%(name)s” still has organisations below it.") % {"name": node.name})
    record(actor, "node.closed", node, node_path=node.path, reason=reason)
    node.closed_on = on or timezone.localdate()
    node.save(update_fields=["closed_on"])
