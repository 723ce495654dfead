"""Two committees with rosters alike, so that every page has something that could leak."""

from dataclasses import dataclass

import pytest

from apps.accounts.models import User
from apps.branches.models import Branch
from apps.organisations.choices import Role
from apps.organisations.models import Node, Zone
from tests.factories import make_branch, make_committee, make_person, make_unit, make_zone


@dataclass(frozen=True)
class Roster:
    """One committee: two units in two zones, three branches, and people."""

    committee: Node
    zones: list[Zone]
    units: list[Node]
    branches: list[Branch]
    staff: User
    lead: User
    secretary: User


def build(name: str, mobile: str) -> Roster:
    committee = make_committee(f"{name}工委")
    zones = [make_zone(committee, f"{name}{title}协作区") for title in ("第一", "第二")]
    units = [
        make_unit(committee, f"{name}{title}", zone) for title, zone in zip(("发改委", "财政局"), zones, strict=True)
    ]
    branches = [
        make_branch(units[0], f"{name}第二党支部", branch_type="机关", members=12, previous_level="四星"),
        make_branch(units[0], f"{name}第一党支部", branch_type="离退休", members=120),
        make_branch(units[1], f"{name}第三党支部"),
    ]
    return Roster(
        committee=committee,
        zones=zones,
        units=units,
        branches=branches,
        staff=make_person(f"{name}周敏", Role.STAFF, committee, language="en"),
        lead=make_person(f"{name}马志远", Role.ZONE_LEAD, committee, zones[1], language="en"),
        secretary=make_person(f"{name}梁文静", Role.SECRETARY, branches[0].node, language="en", mobile=mobile),
    )


@pytest.fixture
def own() -> Roster:
    return build("甲", "13800138001")


@pytest.fixture
def other(own) -> Roster:
    return build("乙", "13800138002")
