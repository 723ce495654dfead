"""Two committees alike, with people, so that every page has something that could leak."""

from copy import deepcopy
from dataclasses import dataclass

import pytest

from apps.accounts.models import User
from apps.organisations.choices import Role
from apps.organisations.models import Node, Zone
from tests.factories import make_branch, make_committee, make_person, make_unit, make_zone
from tests.factories.houses import shared


@dataclass(frozen=True)
class House:
    """One committee with a zone, two units, a branch, and its people."""

    committee: Node
    zone: Zone
    unit: Node
    second: Node
    branch: Node
    staff: User
    administrator: User
    lead: User
    secretary: User


def build(name: str, number: str) -> House:
    """Names and numbers tell the houses apart, so that a leak is seen."""
    committee = make_committee(f"{name}工委")
    zone = make_zone(committee, f"{name}第一协作区")
    unit, second = make_unit(committee, f"{name}发改委", zone), make_unit(committee, f"{name}财政局")
    branch = make_branch(unit, f"{name}发改委第一党支部", branch_type="机关", members=12).node
    return House(
        committee=committee,
        zone=zone,
        unit=unit,
        second=second,
        branch=branch,
        staff=make_person(f"{name}周敏", Role.STAFF, committee, language="en"),
        administrator=make_person(f"{name}何启明", Role.ADMINISTRATOR, committee, language="en"),
        lead=make_person(f"{name}马志远", Role.ZONE_LEAD, committee, zone, language="en"),
        secretary=make_person(
            f"{name}梁文静",
            Role.SECRETARY,
            branch,
            language="en",
            mobile=f"1380013{number}",
            email=f"{number}@example.org",
        ),
    )


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """Both houses, made once for the tests of a module; each test takes its own changes back."""
    with shared(django_db_blocker):
        yield build("甲", "8001"), build("乙", "8002")


@pytest.fixture
def own(built, db) -> House:
    """One's own house, as nobody has changed it yet."""
    return deepcopy(built[0])


@pytest.fixture
def other(built, db) -> House:
    """The neighbour's house, of which one must never see anything."""
    return deepcopy(built[1])
