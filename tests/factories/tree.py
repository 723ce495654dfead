"""Organisations for tests: committees, zones, units, branches."""

from itertools import count
from typing import Any

from apps.branches.models import Branch
from apps.branches.services import create_branch
from apps.organisations.choices import Kind
from apps.organisations.models import Node, Zone
from apps.organisations.services import create_node, create_zone

numbers = count(1)


def make_committee(name: str = "市直机关工委") -> Node:
    """A work committee without a superior."""
    return create_node(None, kind=Kind.COMMITTEE, name=name)


def make_zone(committee: Node, name: str = "") -> Zone:
    """A zone of a committee."""
    return create_zone(None, committee=committee, name=name or f"第{next(numbers)}协作区")


def make_node(parent: Node, kind: str, name: str = "", **fields: Any) -> Node:
    """An organisation of any kind below `parent`."""
    return create_node(None, kind=kind, name=name or f"组织{next(numbers)}", parent=parent, **fields)


def make_unit(committee: Node, name: str = "", zone: Zone | None = None) -> Node:
    """A unit below a committee, in a zone or in none."""
    return make_node(committee, Kind.UNIT, name or f"单位{next(numbers)}", zone=zone)


def make_branch(unit: Node, name: str = "", **profile: Any) -> Branch:
    """A branch with its profile (`branch_type`, `members`, `previous_level`)."""
    level = profile.pop("previous_level", "")
    branch = create_branch(None, parent=unit, name=name or f"第{next(numbers)}党支部", **profile)
    if level:
        branch.previous_level = level
        branch.save(update_fields=["previous_level"])
    return branch
