"""Every address by every office: what it answers about the own committee, about another one, and to a stranger.

Made from the table of addresses: a new one without its row fails. A row names the answers by office, such as
"200 SU, 403 *": staff and auditors (U) see the page, all others are refused. What an act changed is taken back before
the next office asks.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse, SimpleCookie
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from apps.organisations.choices import Role
from tests.api.cases import CASES, Case, nothing
from tests.api.client import rest
from tests.architecture.rest_routes import ANSWERS
from tests.architecture.routes import LOGIN, ROUTES, Route
from tests.factories import sign_in
from tests.factories.fixtures import two
from tests.factories.houses import House

__all__ = ["two"]

pytestmark = pytest.mark.django_db

REST = list({(case.route, case.method): case for case in CASES}.values())
LETTERS = dict(zip("ASZRCKLU", Role.values, strict=True))
METHODS = ("get", "post", "put", "patch", "delete")
# Asked for with a password, not with a session; the tests of the token try it.
ELSEWHERE = {("api:token", "post"), ("api:token", "delete")}
# Shuts several addresses at once; each of them has its own row.
SHUTTER = "closed-door"


def answers(row: str) -> dict[str, int]:
    """A row as office → status."""
    parts = [part.split() for part in row.split(", ")]
    others = next(int(status) for status, offices in parts if offices == "*")
    named = {LETTERS[letter]: int(status) for status, offices in parts if offices != "*" for letter in offices}
    return dict.fromkeys(Role.values, others) | named


def served(resolver: Any, space: str = "") -> Iterator[tuple[str, str]]:
    """Each address's name and each method that its view has."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from served(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
            continue
        view = getattr(entry.callback, "view_class", None)
        allowed = getattr(view, "http_method_names", METHODS)
        methods = [name for name in METHODS if hasattr(view, name) and name in allowed] if view else ["get"]
        is_form = "post" in methods and "put" in methods and view.__module__.startswith("allauth")
        yield from ((f"{space}{entry.name}", name) for name in methods if not (is_form and name == "put"))


def tried(ask: Callable[[], HttpResponse]) -> HttpResponse:
    """An answer, and everything as it was before."""
    cache.clear()
    before = transaction.savepoint()
    try:
        return ask()
    finally:
        transaction.savepoint_rollback(before)


@pytest.fixture(scope="module")
def by_office(two):
    """The status that each person of the own house gets, from a browser or a program that has just signed in."""
    signed_in = {role: sign_in(person).cookies for role, person in two.own.people.items()}

    def asked(ask: Callable[[Any], HttpResponse], kind: Callable[[], Client] = Client) -> dict[str, int]:
        return {role: tried(lambda role=role: ask(opened(kind, signed_in[role]))).status_code for role in Role.values}

    return asked


def opened(kind: Callable[[], Client], cookies: SimpleCookie) -> Client:
    """A window of its own with the session of somebody."""
    client = kind()
    client.cookies = SimpleCookie(cookies.output(header="", sep=";"))
    return client


def asking(route: Route, house: House) -> Callable[[Any], HttpResponse]:
    """How a browser asks this route about a house."""
    url = reverse(route.name, kwargs=route.args(house))
    return lambda client: getattr(client, route.method)(url)


def asking_rest(case: Case, house: House) -> Callable[[Any], HttpResponse]:
    """How a program asks this case about a house."""
    url = reverse(f"api:{case.route}", kwargs=case.args(house) or {})
    if case.method == "get":
        return lambda client: client.get(url)
    headers = {"If-Match": '"1"'} if (case.route, case.method) == ("sheet", "patch") else {}
    return lambda client: getattr(client, case.method)(url, case.body(house), format=case.form, headers=headers)


def test_every_address_and_method_has_its_row():
    rows = {(route.name, route.method) for route in ROUTES} | {(f"api:{name}", method) for name, method in ANSWERS}

    assert set(served(get_resolver())) - {(SHUTTER, "get")} - ELSEWHERE == rows
    assert {(case.route, case.method) for case in CASES} == set(ANSWERS)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method}-{route.name}")
def test_page_by_every_office(two, by_office, route):
    assert by_office(asking(route, two.own)) == answers(route.own)
    if route.args is not nothing:
        assert by_office(asking(route, two.other)) == answers(route.other)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method}-{route.name}")
def test_page_by_a_stranger(two, route):
    answer = tried(lambda: asking(route, two.own)(sign_in(None)))

    assert answer.status_code == route.stranger
    if route.stranger == LOGIN and route.name != "accounts:preferences":
        assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("case", REST, ids=lambda case: f"{case.method}-{case.route}")
def test_rest_by_every_office(two, by_office, case):
    about_own, about_other = ANSWERS[case.route, case.method]

    assert by_office(asking_rest(case, two.own), rest) == answers(about_own)
    assert by_office(asking_rest(case, two.other), rest) == answers(about_other)


@pytest.mark.parametrize("case", REST, ids=lambda case: f"{case.method}-{case.route}")
def test_rest_by_a_stranger(two, case):
    assert tried(lambda: asking_rest(case, two.own)(rest())).status_code == 401
