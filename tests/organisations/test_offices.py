"""Appointments: given, refused, ended, and what they reach on the day before, the day, and the day after."""

from datetime import date, timedelta

import pytest
import time_machine

from apps.accounts.models import User
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node
from apps.organisations.services import appoint, appoint_new_person, close_node, end_appointment
from tests.factories import make_branch, make_committee, make_person, make_unit, make_zone

pytestmark = pytest.mark.django_db

TODAY = date(2025, 11, 21)


@pytest.fixture(autouse=True)
def _noon():
    """Noon in Shanghai on one day."""
    with time_machine.travel("2025-11-21T04:00:00Z", tick=False):
        yield


def fresh(person: User) -> User:
    """The person as the next request sees them."""
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (0, None, True),
        (0, 0, True),
        (-9, 0, True),
        (-9, 1, True),
        (-9, -1, False),
        (1, None, False),
        (1, 9, False),
    ],
)
def test_appoint_reaches_from_the_first_day_to_the_last(since, until, holds) -> None:
    unit = make_unit(make_committee())
    person = make_person()
    last = None if until is None else TODAY + timedelta(days=until)

    appoint(None, person=person, role=Role.REVIEWER, node=unit, since=TODAY + timedelta(days=since), until=last)

    assert list(Node.objects.visible_to(fresh(person))) == ([unit] if holds else [])


def test_appoint_counts_days_of_shanghai() -> None:
    unit = make_unit(make_committee())
    person = make_person()
    appoint(None, person=person, role=Role.REVIEWER, node=unit, since=TODAY, until=TODAY)

    with time_machine.travel("2025-11-21T15:59:00Z", tick=False):
        before_midnight = Node.objects.visible_to(fresh(person)).count()
    with time_machine.travel("2025-11-21T16:01:00Z", tick=False):
        after_midnight = Node.objects.visible_to(fresh(person)).count()

    assert (before_midnight, after_midnight) == (1, 0)


def test_appoint_refuses_a_span_that_ends_before_it_begins() -> None:
    with pytest.raises(Invalid) as refused:
        appoint(
            None,
            person=make_person(),
            role=Role.REVIEWER,
            node=make_unit(make_committee()),
            since=TODAY,
            until=TODAY - timedelta(days=1),
        )

    assert refused.value.details == {"until": ["2025-11-20"]}


def test_appoint_refuses_a_zone_lead_without_zone_and_others_with_one() -> None:
    committee = make_committee()
    zone = make_zone(committee)

    with pytest.raises(Invalid):
        appoint(None, person=make_person(), role=Role.ZONE_LEAD, node=committee)
    with pytest.raises(Invalid):
        appoint(None, person=make_person(), role=Role.STAFF, node=committee, zone=zone)

    assert Appointment.objects.count() == 0


def test_appoint_refuses_a_zone_lead_at_another_node_than_the_zones() -> None:
    committee, other = make_committee("甲工委"), make_committee("乙工委")

    with pytest.raises(Invalid):
        appoint(None, person=make_person(), role=Role.ZONE_LEAD, node=other, zone=make_zone(committee))


def test_appoint_refuses_a_secretary_of_a_unit_and_anybody_at_a_closed_node() -> None:
    unit = make_unit(make_committee())

    with pytest.raises(Invalid):
        appoint(None, person=make_person(), role=Role.SECRETARY, node=unit)
    close_node(None, node=unit)
    with pytest.raises(Refused):
        appoint(None, person=make_person(), role=Role.REVIEWER, node=unit)


def test_appoint_refuses_the_same_office_twice_at_once_but_not_later() -> None:
    unit = make_unit(make_committee())
    person = make_person(role=Role.REVIEWER, node=unit, since=TODAY, until=TODAY + timedelta(days=9))

    with pytest.raises(Invalid):
        appoint(None, person=person, role=Role.REVIEWER, node=unit, since=TODAY + timedelta(days=9))
    appoint(None, person=person, role=Role.REVIEWER, node=unit, since=TODAY + timedelta(days=10))

    assert Appointment.objects.filter(person=person).count() == 2


def test_appoint_refuses_an_administrator_made_by_staff() -> None:
    committee = make_committee()
    staff = make_person(role=Role.STAFF, node=committee)
    administrator = make_person(role=Role.ADMINISTRATOR, node=committee)
    person = make_person()

    with pytest.raises(Forbidden):
        appoint(staff, person=person, role=Role.ADMINISTRATOR, node=committee)
    held = appoint(administrator, person=person, role=Role.ADMINISTRATOR, node=committee)

    assert list(Appointment.objects.filter(person=person)) == [held]


def test_appoint_refuses_staff_of_another_committee() -> None:
    unit = make_unit(make_committee("甲工委"))
    stranger = make_person(role=Role.STAFF, node=make_committee("乙工委"))

    with pytest.raises(Forbidden):
        appoint(stranger, person=make_person(), role=Role.REVIEWER, node=unit)


def test_appoint_new_person_makes_account_and_office_or_neither() -> None:
    committee = make_committee()
    branch = make_branch(make_unit(committee))
    staff = make_person(role=Role.STAFF, node=committee)

    person, password = appoint_new_person(
        staff, username="liang", name="梁文静", mobile="138 0013 8000", role=Role.SECRETARY, node=branch.node
    )
    with pytest.raises(Invalid):
        appoint_new_person(staff, username="xu", name="许嘉宁", role=Role.SECRETARY, node=committee)

    assert (person.mobile, person.must_change_password, person.check_password(password)) == ("13800138000", True, True)
    assert [office.node for office in person.appointments.all()] == [branch.node]
    assert User.objects.filter(username="xu").count() == 0
    kept = Record.objects.get(act="person.created")
    assert (kept.node_path, kept.after) == (branch.node.path, {"username": "liang", "name": "梁文静"})


def test_end_appointment_holds_to_the_end_of_its_last_day() -> None:
    unit = make_unit(make_committee())
    person = make_person(role=Role.REVIEWER, node=unit)
    staff = make_person(role=Role.STAFF, node=unit.parent)

    end_appointment(staff, appointment=person.appointments.get(), reason="调离")

    with time_machine.travel("2025-11-22T04:00:00Z", tick=False):
        tomorrow = Node.objects.visible_to(fresh(person)).count()
    kept = Record.objects.get(act="appointment.ended")
    assert (Node.objects.visible_to(fresh(person)).count(), tomorrow) == (1, 0)
    assert (kept.before, kept.after, kept.reason) == (None, "2025-11-21", "调离")


def test_end_appointment_never_prolongs_one_that_has_ended() -> None:
    unit = make_unit(make_committee())
    yesterday = TODAY - timedelta(days=1)
    person = make_person(role=Role.REVIEWER, node=unit, until=yesterday)
    staff = make_person(role=Role.STAFF, node=unit.parent)

    with pytest.raises(Refused):
        end_appointment(staff, appointment=person.appointments.get())

    assert person.appointments.get().until == yesterday


def test_end_appointment_of_an_administrator_is_refused_to_staff() -> None:
    committee = make_committee()
    administrator = make_person(role=Role.ADMINISTRATOR, node=committee)
    staff = make_person(role=Role.STAFF, node=committee)

    with pytest.raises(Forbidden):
        end_appointment(staff, appointment=administrator.appointments.get())

    assert administrator.appointments.get().until is None
