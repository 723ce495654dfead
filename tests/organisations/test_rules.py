"""Which role may do what, and how far each office reaches: every role against every act."""

from collections.abc import Iterator
from copy import deepcopy

import pytest

from apps.organisations.choices import GRANTS, Power, Role
from apps.organisations.models import Appointment, Node, Zone
from apps.organisations.services import appoint
from tests.factories import make_branch, make_committee, make_node, make_person, make_unit, make_zone
from tests.factories.houses import shared

pytestmark = pytest.mark.django_db

ACTS = {
    "organisations.see_node": Power.SEE,
    "organisations.change_tree": Power.TREE,
    "organisations.appoint": Power.PEOPLE,
    "organisations.read_audit": Power.AUDIT,
    "organisations.operate": Power.OPERATE,
}
MAY = {
    Role.ADMINISTRATOR: {"see_node", "change_tree", "appoint", "operate"},
    Role.STAFF: {"see_node", "change_tree", "appoint", "read_audit", "operate"},
    Role.ZONE_LEAD: {"see_node"},
    Role.REVIEWER: {"see_node"},
    Role.SECRETARY: {"see_node"},
    Role.CLERK: {"see_node"},
    Role.LEADER: {"see_node"},
    Role.AUDITOR: {"see_node", "read_audit"},
    Role.CONTACT: {"see_node"},
    Role.LIAISON: {"see_node"},
}


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[dict[str, Node]]:
    """Two committees alike: units in zones, a branch each."""
    with shared(django_db_blocker):
        found: dict[str, Node] = {}
        for key in ("own", "other"):
            committee = make_committee(f"{key}工委")
            zone, far = make_zone(committee, "第一协作区"), make_zone(committee, "第二协作区")
            unit, second = make_unit(committee, "市发改委", zone), make_unit(committee, "市财政局", far)
            found |= {key: committee, f"{key}-unit": unit, f"{key}-second": second}
            found |= {f"{key}-branch": make_branch(unit).node, f"{key}-far": make_branch(second).node}
        yield found


@pytest.fixture
def world(built, db) -> dict[str, Node]:
    """Both committees, as nobody has changed them yet."""
    return deepcopy(built)


def place_of(role: str, world: dict[str, Node]) -> tuple[Node, Zone | None]:
    """Where a person of the role is appointed."""
    if role == Role.ZONE_LEAD:
        return world["own"], world["own-unit"].zone
    if role in {Role.REVIEWER, Role.CONTACT}:
        return world["own-unit"], None
    if role in {Role.SECRETARY, Role.CLERK}:
        return world["own-branch"], None
    return world["own"], None


def test_grants_name_every_role_once() -> None:
    assert set(GRANTS) == set(Role.values) == set(MAY)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("act", ACTS)
def test_acts_hold_for_exactly_the_roles_of_the_table(role, act, world) -> None:
    node, zone = place_of(role, world)
    person = make_person(role=role, node=node, zone=zone)
    own = world["own-unit"] if zone else node

    holds = (person.has_perm(act, own), person.has_perm(act), person.has_perm(act, world["other-branch"]))

    expected = act.partition(".")[2] in MAY[role]
    assert holds == (expected, expected, False)


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.ADMINISTRATOR, ["own", "own-unit", "own-branch", "own-second", "own-far"]),
        (Role.STAFF, ["own", "own-unit", "own-branch", "own-second", "own-far"]),
        (Role.LEADER, ["own", "own-unit", "own-branch", "own-second", "own-far"]),
        (Role.AUDITOR, ["own", "own-unit", "own-branch", "own-second", "own-far"]),
        (Role.LIAISON, ["own", "own-unit", "own-branch", "own-second", "own-far"]),
        (Role.ZONE_LEAD, ["own-unit", "own-branch"]),
        (Role.REVIEWER, ["own-unit", "own-branch"]),
        (Role.SECRETARY, ["own-branch"]),
        (Role.CLERK, ["own-branch"]),
    ],
)
def test_visible_nodes_end_at_the_office(role, seen, world) -> None:
    node, zone = place_of(role, world)
    person = make_person(role=role, node=node, zone=zone)

    found = list(Node.objects.visible_to(person).in_order())

    assert found == [world[key] for key in seen]


def test_visible_nodes_of_a_stranger_a_closed_account_and_a_superuser(world) -> None:
    stranger = make_person()
    closed = make_person(role=Role.STAFF, node=world["own"], is_active=False)
    superuser = make_person(is_superuser=True)

    counts = [Node.objects.visible_to(person).count() for person in (stranger, closed, superuser)]

    assert counts == [0, 0, 10]


def test_visible_appointments_and_zones_end_at_the_office(world) -> None:
    make_person("乙", Role.STAFF, world["other"])
    reviewer = make_person("甲", Role.REVIEWER, world["own-unit"])
    secretary = make_person("丙", Role.SECRETARY, world["own-branch"])

    offices = {office.person for office in Appointment.objects.visible_to(reviewer)}
    zones = list(Zone.objects.visible_to(reviewer))

    assert offices == {reviewer, secretary}
    assert zones == [world["own-unit"].zone]


def test_visible_zones_of_staff_hold_empty_ones_too(world) -> None:
    staff = make_person(role=Role.STAFF, node=world["own"])
    empty = make_zone(world["own"], "第三协作区")

    assert list(Zone.objects.visible_to(staff)) == [
        *Zone.objects.filter(committee=world["own"]).exclude(pk=empty.pk),
        empty,
    ]


def test_paths_of_many_siblings_stay_apart() -> None:
    committee = make_committee()
    units = [make_unit(committee) for _number in range(40)]
    person = make_person(role=Role.REVIEWER, node=units[0])

    assert list(Node.objects.visible_to(person)) == [units[0]]


@pytest.mark.parametrize("act", ["accounts.reset_password", "accounts.set_active"])
def test_accounts_are_managed_from_above_only(act, world) -> None:
    staff, peer = make_person(role=Role.STAFF, node=world["own"]), make_person(role=Role.STAFF, node=world["own"])
    administrator = make_person(role=Role.ADMINISTRATOR, node=world["own"])
    secretary = make_person(role=Role.SECRETARY, node=world["own-branch"])
    elsewhere = make_person(role=Role.SECRETARY, node=world["other-branch"])
    both = make_person(role=Role.SECRETARY, node=world["own-branch"])
    appoint(None, person=both, role=Role.SECRETARY, node=world["other-branch"])
    nobody, superuser = make_person(), make_person(is_superuser=True)
    others = [peer, administrator, secretary, elsewhere, both, nobody, superuser]

    by_staff = [staff.has_perm(act, other) for other in (*others, staff)]
    by_administrator = [administrator.has_perm(act, other) for other in (*others, administrator)]
    by_secretary = [secretary.has_perm(act, other) for other in others]

    assert by_staff == [True, False, True, False, False, False, False, False]
    assert by_administrator == [True, False, True, False, False, True, False, False]
    assert by_secretary == [False] * 7


def test_an_ended_office_elsewhere_still_shields_the_account(world) -> None:
    staff = make_person(role=Role.STAFF, node=world["own"])
    person = make_person(role=Role.SECRETARY, node=world["own-branch"])
    Appointment.objects.create(
        person=person, role=Role.SECRETARY, node=world["other-branch"], since="2020-01-01", until="2020-12-31"
    )

    assert staff.has_perm("accounts.reset_password", person) is False


@pytest.mark.parametrize("role", Role.values)
def test_create_person_is_for_those_who_keep_people(role, world) -> None:
    node, zone = place_of(role, world)
    person = make_person(role=role, node=node, zone=zone)

    assert person.has_perm("accounts.create_person") is (role in {Role.ADMINISTRATOR, Role.STAFF})


def test_offices_without_a_zone_cover_every_kind_below(world) -> None:
    party_committee = make_node(world["own-unit"], "party-committee")
    deep = make_node(party_committee, "branch")
    reviewer = make_person(role=Role.REVIEWER, node=world["own-unit"])

    assert Node.objects.visible_to(reviewer).filter(pk=deep.pk).exists() is True
