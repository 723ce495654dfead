"""Tokens for programs: who gets one, and when it serves no more."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.utils import timezone
from rest_framework.authtoken.models import Token

from apps.accounts.models import User
from apps.accounts.services import TOKEN_LIFE, create_person, reset_password, set_active
from apps.audit.models import Record
from tests.api.client import BASE, by_token, details, refusal, rest
from tests.factories import PASSWORD, make_person, sign_in

pytestmark = pytest.mark.django_db
TOKEN, ME = f"{BASE}token/", f"{BASE}me/"


@pytest.fixture
def person():
    return make_person("周敏", username="zhoumin", mobile="13800002607")


def ask(login="zhoumin", password=PASSWORD, **more):
    return rest().post(TOKEN, {"login": login, "password": password, **more})


def with_token(key):
    client = rest()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return client


@pytest.mark.parametrize("login", ["zhoumin", " zhoumin ", "13800002607", "+86 138-0000-2607"])
def test_issue_token_for_name_or_mobile(person, login):
    response = ask(login)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert with_token(response.json()["token"]).get(ME).json()["username"] == "zhoumin"


def test_issue_token_is_recorded_and_says_when_it_ends(person):
    with time_machine.travel("2025-11-20T08:00:00+08:00", tick=False):
        response = ask()

    assert response.json()["expires_at"] == "2025-12-20T08:00:00+08:00"
    record = Record.objects.latest("pk")
    assert (record.act, record.actor_id) == ("token.issued", person.pk)


def test_issue_token_again_replaces_the_one_before(person):
    first, second = ask().json()["token"], ask().json()["token"]

    assert refusal(with_token(first).get(ME)) == (401, "authentication-failed")
    assert with_token(second).get(ME).status_code == 200


@pytest.mark.parametrize(
    "given", [{"password": "wrong"}, {"login": "nobody"}, {"login": "nobody", "password": "wrong"}]
)
def test_issue_token_for_wrong_name_or_password_tells_nothing(person, given):
    response = ask(**given)

    assert refusal(response) == (401, "sign-in-failed")
    assert details(response) == {}


def test_issue_token_without_password_names_the_field(person):
    response = rest().post(TOKEN, {"login": "zhoumin"})

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == ["password"]


def test_five_wrong_passwords_lock_this_person_only(person):
    make_person("李强", username="liqiang")

    answers = [refusal(ask(password="wrong")) for _number in range(5)]

    assert answers == [(401, "sign-in-failed")] * 4 + [(429, "locked-out")]
    assert refusal(ask()) == (429, "locked-out")
    assert ask("liqiang").status_code == 200


def test_lockout_holds_for_every_spelling_of_a_mobile_number(person):
    spellings = ["13800002607", "138 0000 2607", "138-0000-2607", "+8613800002607", "1 3800002607"]

    answers = [refusal(ask(spelling, "wrong"))[0] for spelling in spellings]

    assert answers == [401, 401, 401, 401, 429]


def test_lockout_ends_after_a_quarter_of_an_hour(person):
    with time_machine.travel("2025-11-20T08:00:00+08:00", tick=False) as clock:
        for _number in range(5):
            ask(password="wrong")
        clock.shift(timedelta(minutes=16))

        assert ask().status_code == 200


def test_right_password_forgets_the_wrong_ones(person):
    for _number in range(4):
        ask(password="wrong")
    ask()

    assert refusal(ask(password="wrong")) == (401, "sign-in-failed")


def test_eleventh_attempt_in_a_minute_is_throttled():
    answers = [refusal(rest().post(TOKEN, {})) for _number in range(11)]

    assert answers == [(422, "invalid")] * 10 + [(429, "throttled")]


def test_attempts_are_not_parted_by_addresses_that_a_client_makes_up():
    answers = [
        refusal(rest().post(TOKEN, {}, headers={"X-Forwarded-For": f"10.0.0.{number}"}))[0] for number in range(11)
    ]

    assert answers[-1] == 429


def test_throttled_answer_says_how_long_to_wait():
    response = [rest().post(TOKEN, {}) for _number in range(11)][-1]

    assert int(response.headers["Retry-After"]) == details(response)["wait"]


@pytest.fixture
def code(person):
    """Gives the code of the person's second factor at this moment, at which time stands: codes last half a minute."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    with time_machine.travel(timezone.now(), tick=False):
        yield lambda: format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_second_factor_is_asked_for(person, code):
    assert refusal(ask()) == (401, "second-factor")
    assert not Token.objects.exists()


def test_second_factor_is_not_told_to_who_has_not_the_password(person, code):
    assert refusal(ask(password="wrong")) == (401, "sign-in-failed")


def test_second_factor_opens_once(person, code):
    now = code()

    assert ask(code=now).status_code == 200
    assert refusal(ask(code=now)) == (401, "sign-in-failed")


def test_wrong_codes_lock_like_wrong_passwords(person, code):
    wrong = f"{(int(code()) + 1) % 10**6:06d}"

    answers = [refusal(ask(code=wrong))[0] for _number in range(5)]

    assert answers == [401, 401, 401, 401, 429]
    assert refusal(ask(code=code())) == (429, "locked-out")


def test_one_time_password_gives_no_token(db):
    _person, password = create_person(None, username="newcomer", name="新同志")

    assert refusal(ask("newcomer", password)) == (403, "password-change-first")


def test_one_time_password_opens_no_door_by_token_or_session(person):
    client = by_token(person)
    person.must_change_password = True
    person.save(update_fields=["must_change_password"])

    assert refusal(client.get(ME)) == (403, "password-change-first")
    assert refusal(rest(person).get(ME)) == (403, "password-change-first")
    assert refusal(rest(person).get("/api/schema/")) == (403, "password-change-first")


def test_reset_password_takes_the_token(own):
    secretary = User.objects.get(pk=own.people["secretary"].pk)
    client = by_token(secretary)

    reset_password(own.staff, secretary)

    assert refusal(client.get(ME)) == (401, "authentication-failed")


def test_changing_the_own_password_takes_the_token(person):
    client = by_token(person)
    new = {"oldpassword": PASSWORD, "password1": "harbour-moon-19-reed", "password2": "harbour-moon-19-reed"}

    answer = sign_in(person).post("/accounts/password/change/", new)

    assert answer.status_code == 302
    assert refusal(client.get(ME)) == (401, "authentication-failed")


def test_closed_account_takes_the_token(own):
    secretary = own.people["secretary"]
    client = by_token(secretary)

    set_active(own.staff, secretary, False, "调离")

    assert refusal(client.get(ME)) == (401, "authentication-failed")
    assert refusal(ask(secretary.username)) == (401, "sign-in-failed")


def test_token_of_an_account_that_is_no_longer_active_is_refused(person):
    client = by_token(person)
    type(person).objects.filter(pk=person.pk).update(is_active=False)

    assert refusal(client.get(ME)) == (401, "authentication-failed")


def test_token_ends_after_thirty_days(person):
    client = by_token(person)

    with time_machine.travel(timezone.now() + timedelta(days=TOKEN_LIFE, minutes=-1)):
        assert client.get(ME).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=TOKEN_LIFE, minutes=1)):
        assert refusal(client.get(ME)) == (401, "token-expired")


def test_revoke_token(person):
    client = by_token(person)

    response = client.delete(TOKEN)

    assert response.status_code == 204
    assert refusal(client.get(ME)) == (401, "authentication-failed")
    assert Record.objects.latest("pk").act == "token.revoked"


def test_revoke_token_by_a_stranger():
    assert refusal(rest().delete(TOKEN)) == (401, "not-authenticated")
