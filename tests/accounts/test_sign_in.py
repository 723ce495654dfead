"""Who gets in, by which name, how often they may be wrong, and what a one-time password opens."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from apps.accounts.models import User
from apps.audit.models import Record
from tests.factories import PASSWORD, make_committee, make_person, sign_in
from tests.pages import Page

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
CHANGE = "/accounts/password/change/"


@pytest.fixture(autouse=True)
def _fresh_counts():
    """Rate limits are kept in the cache, which tests share."""
    cache.clear()
    yield
    cache.clear()


def try_in(login: str, password: str, client: Client | None = None, address: str = "127.0.0.1"):
    """One attempt at the sign-in page; gives the answer and the browser."""
    client = client or Client()
    return client.post(SIGN_IN, {"login": login, "password": password}, REMOTE_ADDR=address), client


def person_in(client: Client) -> User | None:
    """Who is signed in here."""
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


@pytest.mark.parametrize(
    "login", ["liang", " liang ", "13800138000", "138 0013 8000", "138-0013-8000", "+86 13800138000"]
)
def test_sign_in_by_account_name_or_mobile_number(login) -> None:
    person = make_person("梁文静", username="liang", mobile="13800138000")

    answer, client = try_in(login, PASSWORD)

    assert (answer.status_code, answer.headers["Location"], person_in(client)) == (302, "/", person)


@pytest.mark.parametrize("login", ["liang", "13800138000", "nobody", "13900139000"])
def test_sign_in_says_the_same_to_a_wrong_name_and_a_wrong_password(login) -> None:
    make_person("梁文静", username="liang", mobile="13800138000")

    answer, client = try_in(login, "wrong-password-1")
    unknown, _client = try_in("somebody-else", "wrong-password-1")

    assert (answer.status_code, person_in(client)) == (200, None)
    assert Page.of(answer).notices == Page.of(unknown).notices
    assert "梁文静" not in answer.content.decode()


def test_sign_in_refuses_a_closed_account() -> None:
    make_person(username="liang", is_active=False)

    answer, client = try_in("liang", PASSWORD)

    assert (answer.status_code, person_in(client)) == (200, None)


def test_lockout_comes_with_the_fifth_wrong_password_and_ends_after_15_minutes() -> None:
    person = make_person(username="liang")

    with time_machine.travel("2025-11-21T04:00:00Z", tick=False) as clock:
        wrong = [try_in("liang", "wrong-password-1")[0].status_code for _number in range(5)]
        locked, _client = try_in("liang", PASSWORD)
        clock.shift(timedelta(minutes=14))
        still, _client = try_in("liang", PASSWORD)
        clock.shift(timedelta(minutes=16))
        _answer, client = try_in("liang", PASSWORD)
        signed_in = person_in(client)

    assert wrong == [200, 200, 200, 200, 429]
    assert (locked.status_code, still.status_code, signed_in) == (429, 429, person)


def test_lockout_page_says_what_to_do() -> None:
    make_person(username="liang")

    for _number in range(5):
        answer, _client = try_in("liang", "wrong-password-1")

    page = Page.of(answer)
    assert (page.status, page.h1) == (429, "暂时锁定")
    assert page.sub.startswith("连续 5 次输错，这个账号在本网络锁定 15 分钟。") is True


def test_lockout_leaves_others_at_the_same_address_alone() -> None:
    make_person(username="liang")
    other = make_person(username="zhou")

    for _number in range(5):
        try_in("liang", "wrong-password-1")
    _answer, client = try_in("zhou", PASSWORD)

    assert person_in(client) == other


def test_lockout_counts_all_ways_to_write_one_person_together() -> None:
    make_person(username="liang", mobile="13800138000")
    spelled = ["liang", "13800138000", "138 0013 8000", "1 3800138000", "138-00138000"]

    for login in spelled:
        try_in(login, "wrong-password-1")
    answers = [try_in(login, PASSWORD)[0].status_code for login in ("liang", "+8613800138000")]

    assert answers == [429, 429]


def test_lockout_forgets_wrong_passwords_after_a_right_one() -> None:
    make_person(username="liang", mobile="13800138000")

    for _number in range(4):
        try_in("13800138000", "wrong-password-1")
    try_in("138 0013 8000", PASSWORD)
    answer, _client = try_in("liang", "wrong-password-1")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/organisations/", "/campaigns/", "/accounts/me/", "/accounts/2fa/", "/api/docs/"]
)
def test_one_time_password_opens_no_page_before_its_change(path) -> None:
    committee = make_committee("市直机关工委")
    person = make_person(role="staff", node=committee, must_change_password=True)

    answer = sign_in(person).get(path)

    assert (answer.status_code, answer.headers["Location"]) == (302, CHANGE)


def test_one_time_password_takes_no_act_before_its_change() -> None:
    committee = make_committee("市直机关工委")
    person = make_person(role="staff", node=committee, must_change_password=True)

    sign_in(person).post(f"/organisations/{committee.pk}/rename/", {"name": "别的名称"})

    committee.refresh_from_db()
    assert committee.name == "市直机关工委"


def test_password_change_spends_the_one_time_password() -> None:
    committee = make_committee("市直机关工委")
    person = make_person(role="staff", node=committee, must_change_password=True)
    client = sign_in(person)

    shown = Page.of(client.get(CHANGE))
    answer = client.post(
        CHANGE, {"oldpassword": PASSWORD, "password1": "new-river-77-lotus", "password2": "new-river-77-lotus"}
    )

    person.refresh_from_db()
    assert shown.h1 == "请先设自己的密码"
    assert (answer.status_code, person.must_change_password) == (302, False)
    assert person.check_password("new-river-77-lotus") is True
    assert client.get("/organisations/").status_code == 200
    assert Record.objects.get(act="person.password-changed").actor_id == person.pk


@pytest.mark.parametrize("password", ["short-1", "1234567890123", "password123"])
def test_password_change_refuses_weak_passwords(password) -> None:
    person = make_person(must_change_password=True)

    answer = sign_in(person).post(CHANGE, {"oldpassword": PASSWORD, "password1": password, "password2": password})

    person.refresh_from_db()
    assert answer.status_code == 200
    assert (person.must_change_password, person.check_password(PASSWORD)) == (True, True)


def test_sign_up_is_closed() -> None:
    client = Client()

    shown = client.get("/accounts/signup/")
    client.post(
        "/accounts/signup/", {"username": "stranger", "password1": "lotus-river-48", "password2": "lotus-river-48"}
    )

    assert re.search(r"<form[^>]*signup", shown.content.decode()) is None
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "path",
    [
        "/organisations/",
        "/branches/",
        "/branches/export.xlsx",
        "/organisations/people/",
        "/accounts/me/",
        "/rosters/1/",
    ],
)
def test_strangers_are_led_to_the_sign_in(path) -> None:
    answer = Client().get(path)

    assert (answer.status_code, answer.headers["Location"]) == (302, f"{SIGN_IN}?next={path}")
