"""Accounts: made, refused, reset, closed and opened, each act in the record."""

import re

import pytest
from rest_framework.authtoken.models import Token

from apps.accounts.models import User, plain_mobile
from apps.accounts.services import create_person, one_time_password, reset_password, save_preferences, set_active
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from tests.factories import make_branch, make_committee, make_person, make_unit, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return make_person("周敏", Role.STAFF, make_committee("甲工委"))


@pytest.fixture
def secretary(staff) -> User:
    branch = make_branch(make_unit(staff.appointments.get().node))
    return make_person("梁文静", Role.SECRETARY, branch.node)


def test_one_time_password_is_long_and_free_of_look_alikes() -> None:
    made = {one_time_password() for _number in range(200)}

    assert len(made) == 200
    assert all(re.fullmatch(r"[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}", password) for password in made)


def test_create_person_keeps_no_password_in_the_record(staff) -> None:
    person, password = create_person(staff, username=" liang ", name=" 梁文静 ", mobile="+86 138-0013-8000")

    kept = Record.objects.get(act="person.created")
    assert (person.username, person.name, person.mobile) == ("liang", "梁文静", "13800138000")
    assert (person.must_change_password, person.check_password(password)) == (True, True)
    assert (kept.actor_name, kept.before, kept.after) == ("周敏", None, {"username": "liang", "name": "梁文静"})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"username": "zhou"}, "username"),
        ({"username": "13900139000"}, "username"),
        ({"username": "two words"}, "username"),
        ({"username": ""}, "username"),
        ({"name": ""}, "name"),
        ({"mobile": "13800138000"}, "mobile"),
        ({"mobile": "138 0013 8000"}, "mobile"),
        ({"mobile": "12345"}, "mobile"),
        ({"email": "no address"}, "email"),
    ],
)
def test_create_person_refuses_what_is_taken_or_misshapen(given, field) -> None:
    make_person(username="zhou", mobile="13800138000")

    with pytest.raises(Invalid) as refused:
        create_person(None, **({"username": "liang", "name": "梁文静"} | given))

    assert list(refused.value.details) == [field]
    assert User.objects.count() == 1


def test_create_person_refuses_who_keeps_nobody(secretary) -> None:
    with pytest.raises(Forbidden):
        create_person(secretary, username="xu", name="许嘉宁")


def test_reset_password_ends_the_old_one_and_the_token(staff, secretary) -> None:
    Token.objects.create(user=secretary)
    client = sign_in(secretary)

    password = reset_password(staff, secretary, node_path="0001")

    secretary.refresh_from_db()
    kept = Record.objects.get(act="person.password-reset")
    assert (secretary.check_password(password), secretary.must_change_password) == (True, True)
    assert (Token.objects.count(), client.get("/accounts/me/").status_code) == (0, 302)
    assert (kept.node_path, kept.before, kept.after) == ("0001", None, None)


def test_set_active_closes_with_a_reason_and_ends_the_session(staff, secretary) -> None:
    client = sign_in(secretary)

    set_active(staff, secretary, False, " 退休 ")

    secretary.refresh_from_db()
    answer = client.get("/accounts/me/")
    assert (secretary.is_active, Record.objects.get(act="person.closed").reason) == (False, "退休")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/?next=/accounts/me/")


def test_set_active_refuses_to_close_without_a_reason(staff, secretary) -> None:
    with pytest.raises(Invalid):
        set_active(staff, secretary, False, "  ")

    assert User.objects.get(pk=secretary.pk).is_active is True


def test_set_active_opens_again(staff, secretary) -> None:
    set_active(staff, secretary, False, "误关")

    set_active(staff, secretary, True)

    assert User.objects.get(pk=secretary.pk).is_active is True
    assert Record.objects.filter(act="person.opened").count() == 1


def test_own_account_is_neither_reset_nor_closed_by_oneself(staff) -> None:
    superuser = make_person(is_superuser=True)

    for person in (staff, superuser):
        with pytest.raises(Refused):
            reset_password(person, person)
        with pytest.raises(Refused):
            set_active(person, person, False, "离岗")

    assert User.objects.filter(is_active=True, must_change_password=False).count() == 2


def test_accounts_of_another_committee_are_refused(secretary) -> None:
    stranger = make_person(role=Role.STAFF, node=make_committee("乙工委"))

    with pytest.raises(Forbidden):
        reset_password(stranger, secretary)
    with pytest.raises(Forbidden):
        set_active(stranger, secretary, False, "离岗")

    assert Record.objects.filter(actor_id=stranger.pk).count() == 0


def test_save_preferences_keeps_what_is_not_given(staff) -> None:
    save_preferences(staff, theme="dark", language="en")
    save_preferences(staff, language="zh-hans")

    staff.refresh_from_db()
    assert (staff.theme, staff.language) == ("dark", "zh-hans")


@pytest.mark.parametrize(
    ("typed", "mobile"),
    [
        ("13800138000", "13800138000"),
        (" 138 0013 8000 ", "13800138000"),
        ("+8613800138000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("23800138000", None),
        ("1380013800", None),
        ("138001380001", None),
        ("", None),
        ("abc", None),
    ],
)
def test_plain_mobile_reads_mainland_numbers(typed, mobile) -> None:
    assert plain_mobile(typed) == mobile


def test_masked_mobile_shows_seven_digits() -> None:
    assert make_person(mobile="13800132607").masked_mobile == "138****2607"
    assert make_person().masked_mobile == ""
