"""Changes of one branch: found it, change its profile."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.branches.models import Branch, BranchChange
from apps.core.errors import Invalid
from apps.organisations.choices import Kind
from apps.organisations.models import Node
from apps.organisations.services import authorise_tree, create_node


def unit_of(node: Node) -> Node:
    """The agency that a branch belongs to: the nearest unit above, else its direct superior."""
    above = node.parent
    while above is not None and above.kind != Kind.UNIT:
        above = above.parent
    return above or node.parent


@transaction.atomic
def create_branch(actor: Any, *, parent: Node, name: str, branch_type: str = "", members: int | None = None) -> Branch:
    """A new branch under a unit or Party committee."""
    node = create_node(actor, kind=Kind.BRANCH, name=name, parent=parent)
    return Branch.objects.create(node=node, unit=unit_of(node), branch_type=branch_type, members=members)


@transaction.atomic
def change_profile(actor: Any, *, branch: Branch, branch_type: str, members: int | None) -> None:
    """A new type or number of members; what was before is kept with its date."""
    authorise_tree(actor, branch.node)
    if members is not None and members < 0:
        raise Invalid(_("Members cannot be fewer than none."), details={"members": [str(members)]})
    before = {"branch_type": branch.branch_type, "members": branch.members}
    after = {"branch_type": branch_type, "members": members}
    if before == after:
        return
    for field in [name for name in after if after[name] != before[name]]:
        old, new = before[field], after[field]
        BranchChange.objects.create(
            branch=branch, field=field, before="" if old is None else old, after="" if new is None else new
        )
    branch.branch_type, branch.members = branch_type, members
    branch.save(update_fields=["branch_type", "members"])
    record(actor, "branch.changed", branch, node_path=branch.node.path, before=before, after=after)
