"""An office from one person to the next: two days that touch, power kept until then, no overlap."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import User
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node
from apps.organisations.services import Newcomer, appoint, hand_over
from tests.api.client import refusal, rest
from tests.factories import make_person, sign_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(own) -> Appointment:
    return Appointment.objects.get(person=own.secretary)


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def sees(person: User, node: Node) -> bool:
    return Node.objects.visible_to(User.objects.get(pk=person.pk)).filter(pk=node.pk).exists()


def test_hand_over_keeps_the_old_one_in_power_until_the_day_before(own, held) -> None:
    following = make_person("甲继任")

    new, password = hand_over(own.staff, appointment=held, to=following, since=in_days(9), reason="换届")

    held.refresh_from_db()
    assert (held.until, new.since, new.until, new.role, new.node, password) == (
        in_days(8),
        in_days(9),
        None,
        Role.SECRETARY,
        own.branch,
        "",
    )
    for days, holders in ((0, (True, False)), (8, (True, False)), (9, (False, True))):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert (sees(own.secretary, own.branch), sees(following, own.branch)) == holders
    kept = Record.objects.get(act="appointment.handed-over")
    assert (kept.after["to"], kept.after["since"], kept.reason) == ("甲继任", in_days(9).isoformat(), "换届")


def test_hand_over_makes_an_account_for_a_newcomer(own, held) -> None:
    new, password = hand_over(own.staff, appointment=held, to=Newcomer("许嘉宁", "138 0013 9001"))

    assert (new.person.username, new.person.mobile, new.since) == ("xujianing", "13800139001", in_days(1))
    assert new.person.check_password(password) is True


def test_hand_over_keeps_the_end_of_the_office(own, held) -> None:
    Appointment.objects.filter(pk=held.pk).update(until=in_days(90))

    new, _password = hand_over(own.staff, appointment=held, to=make_person(), since=in_days(30))

    assert new.until == in_days(90)


@pytest.mark.parametrize("days", [-1, -30])
def test_hand_over_refuses_days_that_have_passed(days, own, held) -> None:
    with pytest.raises(Invalid):
        hand_over(own.staff, appointment=held, to=make_person(), since=in_days(days))


def test_hand_over_refuses_who_holds_it_and_a_day_after_its_end(own, held) -> None:
    with pytest.raises(Invalid):
        hand_over(own.staff, appointment=held, to=own.secretary)
    hand_over(own.staff, appointment=held, to=make_person("甲继任"), since=in_days(20))

    with pytest.raises(Refused) as ended:
        hand_over(own.staff, appointment=held, to=make_person(), since=in_days(30))

    assert ended.value.code == "appointment-ended"
    assert Appointment.objects.filter(node=own.branch, role=Role.SECRETARY).count() == 2


def test_hand_over_refuses_an_office_that_somebody_else_takes_on(own, held) -> None:
    appoint(None, person=make_person("甲继任"), role=Role.SECRETARY, node=own.branch, since=in_days(20))

    with pytest.raises(Refused) as refused:
        hand_over(own.staff, appointment=held, to=make_person(), since=in_days(10))

    held.refresh_from_db()
    assert (refused.value.code, held.until) == ("office-taken", None)


def test_hand_over_is_left_to_who_keeps_people(own, other, held) -> None:
    for actor in (own.secretary, own.lead, other.staff):
        with pytest.raises(Forbidden):
            hand_over(actor, appointment=held, to=make_person())


def test_hand_over_page_finds_a_person_by_number_and_says_whose_it_is(own, held) -> None:
    known = make_person("甲继任", Role.CLERK, own.branch, mobile="13800139001")
    client, url = sign_in(own.staff), f"/organisations/appointments/{held.pk}/hand-over/"
    given = {"mobile": "13800139001", "username": "", "since": in_days(3).isoformat(), "title": "", "reason": ""}

    wrong = Page.of(client.post(url, given | {"name": "别人"}))
    answer = client.post(url, given | {"name": "甲继任"})

    assert (wrong.status, wrong.error_of("mobile")) == (422, "This belongs to 甲继任. Check name and number.")
    assert answer.headers["Location"] == f"/organisations/people/{known.pk}/"
    assert Appointment.objects.get(node=own.branch, role=Role.SECRETARY, person=known).since == in_days(3)


def test_hand_over_by_rest(own, held) -> None:
    staff, url = rest(own.staff), f"/api/v1/appointments/{held.pk}/hand-over/"

    nobody = staff.post(url, {"since": in_days(3).isoformat()})
    done = staff.post(url, {"newcomer": {"name": "许嘉宁"}, "since": in_days(3).isoformat()})

    body = done.json()
    assert refusal(nobody) == (422, "invalid")
    assert (done.status_code, body["ended"]["until"], body["begun"]["since"]) == (
        201,
        in_days(2).isoformat(),
        in_days(3).isoformat(),
    )
    assert User.objects.get(name="许嘉宁").check_password(body["one_time_password"]) is True
