"""Which role and which organisation does a row mean?"""

from collections import defaultdict
from difflib import get_close_matches

from django.utils.translation import override

from apps.core.tables.words import listed
from apps.organisations.choices import Kind, Role
from apps.organisations.models import Node
from apps.organisations.roll.faults import Fault
from apps.organisations.roll.rows import RollRow

# Roles that need more than a row can say, or more care than a list gets.
ALONE = frozenset({Role.ADMINISTRATOR, Role.ZONE_LEAD})
SPOKEN = {
    "书记": Role.SECRETARY,
    "党支部书记": Role.SECRETARY,
    "支部书记": Role.SECRETARY,
    "干事": Role.CLERK,
    "党务干事": Role.CLERK,
    "审核人": Role.REVIEWER,
    "单位审核人": Role.REVIEWER,
    "联络员": Role.CONTACT,
    "单位联络员": Role.CONTACT,
}


def role_names() -> dict[str, str]:
    """Every way to write a role: its code, its name in both languages, and short ways to say it."""
    names: dict[str, str] = {str(word): role.value for word, role in SPOKEN.items()}
    for language in ("zh-hans", "en"):
        with override(language):
            names |= {str(role.label).casefold(): role.value for role in Role}
    return names | {role.value: role.value for role in Role}


class Places:
    """The standing organisations of a committee, by the names that rows give them."""

    def __init__(self, committee: Node) -> None:
        self.committee = committee
        self.roles = role_names()
        self.units: dict[str, Node] = {}
        self.branches: dict[tuple[str, str], Node] = {}
        self.named: dict[str, list[Node]] = defaultdict(list)
        rows = Node.objects.below(committee.path).standing().exclude(pk=committee.pk).in_order()
        self.nodes = {node.path: node for node in rows}
        for node in self.nodes.values():
            if node.kind == Kind.BRANCH:
                self.named[node.name].append(node)
                self.branches.setdefault((self.holder(node), node.name), node)
            else:
                self.units.setdefault(node.name, node)

    def holder(self, branch: Node) -> str:
        """The name of the nearest unit above a branch, else of what stands directly above it."""
        ends = range(len(branch.path) - 4, len(self.committee.path), -4)
        above = [self.nodes[branch.path[:end]] for end in ends if branch.path[:end] in self.nodes]
        unit = next((node for node in above if node.kind == Kind.UNIT), above[0] if above else None)
        return unit.name if unit else self.committee.name

    def role_of(self, row: RollRow) -> str | Fault:
        """The role; where none is written, a branch means its secretary."""
        if not row.role:
            if row.branch or row.node is not None:
                return Role.SECRETARY
            return Fault(row=row.row, field="role", hint="norole")
        role = self.roles.get(row.role.casefold())
        if role is None:
            allowed = listed([one.label for one in Role if one not in ALONE])
            return Fault(row=row.row, field="role", hint="role", value=row.role, params={"allowed": allowed})
        return Fault(row=row.row, field="role", hint="alone", value=row.role) if role in ALONE else role

    def node_of(self, row: RollRow) -> Node | Fault:
        """The branch where one is named, else the unit, else the committee itself."""
        if row.node is not None:
            return row.node
        if row.branch:
            return self.branch_of(row)
        if not row.unit or row.unit == self.committee.name:
            return self.committee
        return self.units.get(row.unit) or unknown(row, "unit", row.unit, list(self.units))

    def branch_of(self, row: RollRow) -> Node | Fault:
        if row.unit:
            found = self.branches.get((row.unit, row.branch))
            if found is not None:
                return found
            names = [name for unit, name in self.branches if unit == row.unit]
            if not names:
                return unknown(row, "unit", row.unit, list(self.units))
            return unknown(row, "branch", row.branch, names)
        found = self.named.get(row.branch, [])
        if len(found) > 1:
            return Fault(row=row.row, field="branch", hint="branch-several", value=row.branch)
        return found[0] if found else unknown(row, "branch", row.branch, list(self.named))


def unknown(row: RollRow, field: str, value: str, names: list[str]) -> Fault:
    """A name that nothing has, with the closest that something has."""
    closest = get_close_matches(value, names, n=1)
    if not closest:
        return Fault(row=row.row, field=field, hint=field, value=value)
    return Fault(row=row.row, field=field, hint=f"{field}-closest", value=value, params={"closest": closest[0]})
