"""For whom may somebody write in a list? Organisations by name, with the closest where none fits."""

from collections import defaultdict
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from django.db.models import Q

from apps.core.tables import narrow
from apps.ledgers.defining import Ledger
from apps.ledgers.values import ValueFault
from apps.organisations.choices import Kind
from apps.organisations.models import Node, NodeQuerySet, reach_of
from apps.organisations.reach import SEGMENT

MOST_OFFERED = 300
PARTING = "·"


def writable(person: Any, ledger: Ledger) -> NodeQuerySet:
    """Standing organisations for which the person may write in the list; all of them for the system (nobody)."""
    if person is None:
        return Node.objects.standing()
    reach = reach_of(person)
    match = Q(pk__in=[])
    for power in ledger.powers:
        match |= reach.where(power)
    return Node.objects.filter(match).standing()


class Holders:
    """Organisations by name, below one committee where that is given; the database is asked once."""

    def __init__(self, person: Any, ledger: Ledger, committee: Node | None = None) -> None:
        rows = writable(person, ledger).select_related("zone")
        self.rows = rows.below(committee.path) if committee else rows

    @cached_property
    def nodes(self) -> list[Node]:
        return list(self.rows.in_order())

    @cached_property
    def by_path(self) -> dict[str, Node]:
        return {node.path: node for node in self.nodes}

    @cached_property
    def by_name(self) -> dict[str, list[Node]]:
        named: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes:
            named[plain(node.name)].append(node)
        return named

    def label(self, node: Node) -> str:
        """A name that `find` reads as this very organisation."""
        above = self.by_path.get(node.path[:-SEGMENT])
        is_alone = len(self.by_name.get(plain(node.name), [])) < 2
        return node.name if is_alone or above is None else f"{above.name}{PARTING}{node.name}"

    def find(self, text: str) -> Node:
        """The organisation of a name, its unit in front where several have it; raises ValueFault."""
        *units, name = [plain(part) for part in narrow(text).replace("/", PARTING).split(PARTING)]
        found = self.by_name.get(name, [])
        if units:
            found = [node for node in found if self.stands_under(node, units[-1])]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueFault("owner-several", {"example": self.label(found[0])})
        closest = get_close_matches(name, [node.name for node in self.nodes], n=1)
        raise ValueFault("owner-closest", {"closest": closest[0]}) if closest else ValueFault("owner")

    def stands_under(self, node: Node, name: str) -> bool:
        above = self.by_path.get(node.path[:-SEGMENT])
        return above is not None and plain(above.name) == name

    @property
    def offered(self) -> list[str]:
        """Names to choose from: all where they are few, else without branches."""
        nodes = self.nodes
        if len(nodes) > MOST_OFFERED:
            nodes = [node for node in nodes if node.kind != Kind.BRANCH][:MOST_OFFERED]
        return [self.label(node) for node in nodes]


def plain(name: str) -> str:
    """A name without blanks, in ordinary width."""
    return "".join(narrow(name).split())


def committee_of(node: Node) -> Node:
    """The nearest work committee at or above an organisation."""
    ends = range(SEGMENT, len(node.path) + 1, SEGMENT)
    above = Node.objects.filter(path__in=[node.path[:end] for end in ends], kind=Kind.COMMITTEE)
    return above.order_by("-path").first() or node
