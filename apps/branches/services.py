"""Changes of one branch: found it, rename it, change its profile."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.branches.models import Branch, BranchChange
from apps.core.errors import Invalid
from apps.organisations.choices import Kind
from apps.organisations.models import Node
from apps.organisations.services import authorise_tree, create_node, rename_node
from apps.organisations.services.tree import refuse_closed

MAX_TYPE = 40
MAX_MEMBERS = 100_000


def unit_of(node: Node) -> Node:
    """The agency that a branch belongs to: the nearest unit above, else its direct superior."""
    above = node.parent
    while above is not None and above.kind != Kind.UNIT:
        above = above.parent
    return above or node.parent


@transaction.atomic
def create_branch(actor: Any, *, parent: Node, name: str, branch_type: str = "", members: int | None = None) -> Branch:
    """A new branch under a unit, Party committee, general branch or work committee."""
    node = create_node(actor, kind=Kind.BRANCH, name=name, parent=parent)
    branch_type = plain_profile(branch_type, members)
    return Branch.objects.create(node=node, unit=unit_of(node), branch_type=branch_type, members=members)


def plain_profile(branch_type: str, members: int | None) -> str:
    """The type without blanks around it; refuses one that is too long, and impossible numbers of members."""
    branch_type = branch_type.strip()
    if len(branch_type) > MAX_TYPE:
        message = _("A branch type has at most %(n)s characters.") % {"n": MAX_TYPE}
        raise Invalid(message, details={"branch_type": [branch_type]})
    if members is not None and members < 0:
        raise Invalid(_("Members cannot be fewer than none."), details={"members": [str(members)]})
    if members is not None and members > MAX_MEMBERS:
        message = _("Members cannot be more than %(n)s.") % {"n": MAX_MEMBERS}
        raise Invalid(message, details={"members": [str(members)]})
    return branch_type


@transaction.atomic
def change_branch(actor: Any, *, branch: Branch, name: str, branch_type: str, members: int | None) -> None:
    """Name and profile at once, or neither."""
    rename_branch(actor, branch=branch, name=name)
    change_profile(actor, branch=branch, branch_type=branch_type, members=members)


@transaction.atomic
def rename_branch(actor: Any, *, branch: Branch, name: str) -> None:
    """A new name; the old one is kept with its date."""
    before = branch.node.name
    rename_node(actor, node=branch.node, name=name)
    if branch.node.name != before:
        BranchChange.objects.create(branch=branch, field="name", before=before, after=branch.node.name)


@transaction.atomic
def change_profile(actor: Any, *, branch: Branch, branch_type: str, members: int | None) -> None:
    """A new type or number of members; what was before is kept with its date."""
    authorise_tree(actor, branch.node)
    refuse_closed(branch.node)
    branch_type = plain_profile(branch_type, members)
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
