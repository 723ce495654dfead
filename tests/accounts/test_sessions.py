"""Where a person is signed in, seen in plain words and ended; one-time passwords that run out."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from apps.accounts.devices import device_name
from apps.accounts.models import User
from apps.accounts.services import create_person, reset_password
from apps.audit.models import Record
from apps.organisations.choices import Role
from tests.api.client import by_token, refusal
from tests.factories import PASSWORD, make_branch, make_committee, make_person, make_unit
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

SIGN_IN, SESSIONS, CHANGE = "/accounts/login/", "/accounts/sessions/", "/accounts/password/change/"
WECHAT = "Mozilla/5.0 (Linux; Android 14; HBN-AL00) AppleWebKit/537.36 Chrome/116 Mobile Safari/537.36 MicroMessenger/8"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"
NEW = "new-river-77-lotus"


@pytest.fixture(autouse=True)
def _fresh_counts():
    """Rate limits are kept in the cache, which tests share."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person() -> User:
    return make_person("梁文静", username="liang", language="en")


def sign_in_with(agent: str, password: str = PASSWORD, login: str = "liang") -> Client:
    """A browser in which a person has signed in through the door."""
    client = Client(headers={"User-Agent": agent})
    client.post(SIGN_IN, {"login": login, "password": password})
    return client


def answer_to(login: str, password: str) -> Page:
    """What an English reader is told at the door."""
    client = Client()
    client.cookies["starbranch_language"] = "en"
    return Page.of(client.post(SIGN_IN, {"login": login, "password": password}))


def devices(client: Client) -> list[str]:
    page = Page.of(client.get(SESSIONS))
    return [words(item.find(".//b")) for item in page.section("Devices").iter("li")]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WECHAT, "WeChat on Android phone"),
        (EDGE, "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("curl/8", "a browser that does not say its name"),
    ],
)
def test_device_name_is_plain(agent, name) -> None:
    with translation.override("en"):
        assert device_name(agent) == name


def test_sessions_list_one_own_place_each_this_one_first(person) -> None:
    make_person(username="zhou")
    sign_in_with(EDGE, login="zhou")
    desk, phone = sign_in_with(EDGE), sign_in_with(WECHAT)

    assert devices(phone) == ["WeChat on Android phone", "Edge on Windows"]
    assert devices(desk) == ["Edge on Windows", "WeChat on Android phone"]


def test_end_session_signs_out_there_and_nowhere_else(person) -> None:
    desk, phone = sign_in_with(EDGE), sign_in_with(WECHAT)
    lost = UserSession.objects.get(session_key=phone.session.session_key)

    answer = desk.post(f"{SESSIONS}{lost.pk}/end/")

    assert (answer.status_code, phone.get(SESSIONS).status_code, desk.get(SESSIONS).status_code) == (302, 302, 200)
    assert Record.objects.latest("pk").act == "session.ended"


def test_end_session_of_somebody_else_is_404(person) -> None:
    make_person(username="zhou")
    desk, other = sign_in_with(EDGE), sign_in_with(EDGE, login="zhou")
    row = UserSession.objects.get(session_key=other.session.session_key)

    answer = desk.post(f"{SESSIONS}{row.pk}/end/")

    assert (answer.status_code, other.get(SESSIONS).status_code) == (404, 200)


def test_end_other_sessions_takes_the_token_too(person) -> None:
    desk, phone, program = sign_in_with(EDGE), sign_in_with(WECHAT), by_token(person)

    desk.post(f"{SESSIONS}end/")

    assert (desk.get(SESSIONS).status_code, phone.get(SESSIONS).status_code) == (200, 302)
    assert refusal(program.get("/api/v1/me/")) == (401, "authentication-failed")


def test_password_change_ends_other_sessions(person) -> None:
    desk, phone = sign_in_with(EDGE), sign_in_with(WECHAT)

    desk.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert phone.get(SESSIONS).status_code == 302
    assert devices(desk) == ["Edge on Windows"]


def test_one_time_password_runs_out_after_its_days() -> None:
    staff = make_person(role=Role.STAFF, node=make_committee())
    with time_machine.travel(timezone.now() - timedelta(days=14, minutes=1)):
        _late, old = create_person(staff, username="late", name="迟到")
    with time_machine.travel(timezone.now() - timedelta(days=13)):
        _soon, young = create_person(staff, username="soon", name="及时")

    late, soon = sign_in_with(EDGE, old, "late"), sign_in_with(EDGE, young, "soon")
    told, wrong = (answer_to("late", password) for password in (old, "wrong-password-1"))

    assert ("_auth_user_id" in late.session, "_auth_user_id" in soon.session) == (False, True)
    assert re.search(r"This one-time password ran out on .+\. Ask whoever gave you the slip", told.notices[0])
    assert "ran out" not in wrong.text


def test_one_time_password_of_the_house_itself_does_not_run_out() -> None:
    person, _password = create_person(None, username="first", name="第一人")

    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert person.has_lapsed_password is False


def test_person_reads_who_gave_the_one_time_password(person) -> None:
    committee = make_committee()
    branch = make_branch(make_unit(committee)).node
    staff = make_person("周敏", Role.STAFF, committee)
    secretary = make_person("何启明", Role.SECRETARY, branch, username="he", language="en")
    password = reset_password(staff, secretary)
    client = sign_in_with(WECHAT, password, "he")

    shown = Page.of(client.post(CHANGE, {"oldpassword": password, "password1": NEW, "password2": NEW}, follow=True))
    account = Page.of(client.get("/accounts/me/"))

    assert "Your one-time password was given by 周敏 on" in shown.text
    assert "周敏 gave you a one-time password on" in account.text
