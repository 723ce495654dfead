"""A person's own page, and the choice of theme and language."""

import pytest
from django.test import Client

from apps.organisations.choices import Role
from apps.organisations.services import appoint
from tests.factories import make_branch, make_committee, make_person, make_unit, make_zone, sign_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

PREFERENCES = "/accounts/preferences/"


def test_me_shows_name_offices_and_a_masked_number() -> None:
    committee = make_committee("市直机关工委")
    zone = make_zone(committee, "第一协作区")
    person = make_person("马志远", Role.ZONE_LEAD, committee, zone, language="en", mobile="13800138000")
    make_person("周敏", Role.STAFF, committee, mobile="13900139000")

    page = Page.of(sign_in(person).get("/accounts/me/"))

    offices = [words(item) for item in page.section("My offices").iter("li")]
    assert (page.status, page.h1) == (200, "马志远")
    assert [office.partition(" · since ")[0] for office in offices] == ["zone lead 市直机关工委 · 第一协作区"]
    assert ("138****8000" in page.text, "13800138000" in page.html, "周敏" in page.html) == (True, False, False)


def test_me_takes_the_same_queries_at_one_office_and_at_three(django_assert_num_queries) -> None:
    committee = make_committee()
    one = make_person("甲", Role.REVIEWER, make_unit(committee))
    three = make_person("乙", Role.REVIEWER, make_unit(committee))
    for _number in range(2):
        appoint(None, person=three, role=Role.SECRETARY, node=make_branch(make_unit(committee)).node)
    clients = [sign_in(one), sign_in(three)]

    for client in clients:
        client.get("/accounts/me/")
        with django_assert_num_queries(10):
            client.get("/accounts/me/")


@pytest.mark.parametrize(("theme", "shown"), [("dark", "dark"), ("light", "light")])
def test_preferences_keep_the_theme_on_the_account(theme, shown) -> None:
    person = make_person()
    client = sign_in(person)

    answer = client.post(PREFERENCES, {"theme": theme, "next": "/accounts/me/"})

    page = Page.of(client.get("/accounts/me/"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/me/")
    assert page.root.get("data-theme") == shown


def test_preferences_keep_the_language_on_the_account_and_on_the_device() -> None:
    person = make_person()
    client = sign_in(person)

    client.post(PREFERENCES, {"language": "en"})
    client.post("/accounts/logout/")

    person.refresh_from_db()
    assert person.language == "en"
    assert Page.of(client.get("/accounts/login/")).root.get("lang") == "en"


def test_preferences_of_a_stranger_stay_on_the_device() -> None:
    client = Client()

    client.post(PREFERENCES, {"language": "en"})

    assert Page.of(client.get("/accounts/login/")).root.get("lang") == "en"
    assert Page.of(Client().get("/accounts/login/")).root.get("lang") == "zh-Hans"


def test_preferences_ignore_unknown_values_and_lead_nowhere_else() -> None:
    person = make_person()

    answer = sign_in(person).post(
        PREFERENCES, {"theme": "pink", "language": "fr", "next": "https://elsewhere.example/"}
    )

    person.refresh_from_db()
    assert (person.theme, person.language, answer.headers["Location"]) == ("", "", "/")


def test_the_browsers_language_does_not_count() -> None:
    answer = Client().get("/accounts/login/", headers={"Accept-Language": "en"})

    assert answer.headers["Content-Language"] == "zh-hans"
