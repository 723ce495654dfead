"""The roster: which zones, units and branches a list of rows names, which of them are new, and writing those."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from apps.audit.services import record
from apps.branches.models import Branch, BranchChange
from apps.core.bulk import BATCH, rewrite
from apps.organisations.choices import Kind
from apps.organisations.models import Node, Zone
from apps.organisations.services import Slots, authorise_tree


class RosterRow(Protocol):
    """What the roster reads of a row."""

    branch: str
    unit: str
    zone: str
    type: str
    members: int | None
    previous_level: str


@dataclass
class RosterPlan:
    """What writing the rows would create, in the order of the rows."""

    zones: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    branches: dict[tuple[str, str], RosterRow] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many organisations would be made."""
        return len(self.zones) + len(self.units) + len(self.branches)


def units_below(committee: Node) -> dict[str, Node]:
    """Standing units of a committee, by name."""
    return {node.name: node for node in Node.objects.below(committee.path).standing().units().in_order()}


def branches_below(committee: Node) -> dict[tuple[str, str], Branch]:
    """Standing branches of a committee, by unit's name and own name."""
    found = Branch.objects.standing().filter(node__path__startswith=committee.path).select_related("node", "unit")
    return {(branch.unit.name, branch.node.name): branch for branch in found}


def plan_roster(committee: Node, rows: Iterable[RosterRow]) -> RosterPlan:
    """Which zones, units and branches of `rows` do not stand yet; nothing is written."""
    plan = RosterPlan()
    units, branches = units_below(committee), branches_below(committee)
    zones = set(committee.zones.values_list("name", flat=True))
    for row in rows:
        if row.zone and row.zone not in zones and row.zone not in plan.zones:
            plan.zones.append(row.zone)
        if row.unit not in units:
            plan.units.setdefault(row.unit, row.zone)
        if (row.unit, row.branch) not in branches:
            plan.branches[row.unit, row.branch] = row
    return plan


def write_roster(actor: Any, committee: Node, plan: RosterPlan) -> list[int]:
    """Create what the plan names, inside the caller's transaction; gives the new nodes' ids, parents first."""
    authorise_tree(actor, committee)
    zones = {zone.name: zone for zone in committee.zones.all()}
    last = max((zone.sequence for zone in zones.values()), default=0)
    for number, name in enumerate(plan.zones, start=last + 1):
        zones[name] = Zone.objects.create(committee=committee, name=name, sequence=number)
    slots = Slots()
    units = units_below(committee)
    made = [
        slots.place(Node(parent=committee, kind=Kind.UNIT, name=name, zone=zones.get(zone)))
        for name, zone in plan.units.items()
    ]
    units |= {node.name: node for node in Node.objects.bulk_create(made, batch_size=BATCH)}
    nodes = [
        slots.place(Node(parent=units[unit], kind=Kind.BRANCH, name=name, zone=units[unit].zone))
        for unit, name in plan.branches
    ]
    Node.objects.bulk_create(nodes, batch_size=BATCH)
    Branch.objects.bulk_create(
        [profile(node, units[row.unit], row) for node, row in zip(nodes, plan.branches.values(), strict=True)],
        batch_size=BATCH,
    )
    if plan.count:
        counts = {"zones": len(plan.zones), "units": len(plan.units), "branches": len(plan.branches)}
        record(actor, "roster.created", committee, node_path=committee.path, after=counts)
    return [node.pk for node in made + nodes]


def profile(node: Node, unit: Node, row: RosterRow) -> Branch:
    """A new branch's profile from its row; not saved."""
    return Branch(node=node, unit=unit, branch_type=row.type, members=row.members, previous_level=row.previous_level)


def new_facts(row: RosterRow, branch: Branch) -> dict[str, Any]:
    """Type, members and last level where the row gives them and they differ; blanks say nothing."""
    given = {"branch_type": row.type, "members": row.members, "previous_level": row.previous_level}
    return {name: value for name, value in given.items() if value not in ("", None) and value != getattr(branch, name)}


def count_changed(rows: Iterable[RosterRow], branches: dict[tuple[str, str], Branch]) -> int:
    """How many standing branches `update_profiles` would change."""
    standing = [(row, branches.get((row.unit, row.branch))) for row in rows]
    return sum(branch is not None and bool(new_facts(row, branch)) for row, branch in standing)


def update_profiles(rows: Iterable[RosterRow], branches: dict[tuple[str, str], Branch]) -> list[dict]:
    """Take over type, members and last level where a row gives them; gives what was before, for undoing."""
    undo, changed, history = [], [], []
    for row in rows:
        branch = branches[row.unit, row.branch]
        new = new_facts(row, branch)
        if not new:
            continue
        undo.append({"branch": branch.pk, "before": {name: getattr(branch, name) for name in new}, "after": new})
        for name, value in new.items():
            before = getattr(branch, name)
            before = "" if before is None else before
            history.append(BranchChange(branch=branch, field=name, before=before, after=value))
            setattr(branch, name, value)
        changed.append(branch)
    rewrite(changed, ["branch_type", "members", "previous_level"])
    BranchChange.objects.bulk_create(history, batch_size=BATCH)
    return undo


def remove_nodes(ids: list[int]) -> None:
    """Take back nodes that an import made, children first; the caller has checked that nothing hangs on them."""
    nodes = sorted(Node.objects.filter(pk__in=ids), key=lambda node: -len(node.path))
    Branch.objects.filter(node__in=nodes).delete()
    for depth in sorted({len(node.path) for node in nodes}, reverse=True):
        Node.objects.filter(pk__in=[node.pk for node in nodes if len(node.path) == depth]).delete()
