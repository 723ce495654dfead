"""Every address by every office: what it answers about the own committee, about another one, and to a stranger.

Made from the table of addresses: a new one without its row fails. What an act changed is taken back before the next
office asks. The addresses of REST are asked by tests/api/test_routes.py.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver, reverse

from tests.api.cases import CASES, nothing
from tests.architecture.offices import REST, STRANGER, TELLING, Asker, Who, Windows
from tests.architecture.rest_routes import ANSWERS
from tests.architecture.routes import LOGIN, ROUTES, Route
from tests.factories.fixtures import two
from tests.factories.houses import House

__all__ = ["two"]

# Rights are the same on every database.
pytestmark = [pytest.mark.django_db, pytest.mark.pure]

METHODS = ("get", "post", "put", "patch", "delete")
# Asked for with a password, not with a session; the tests of the token try it.
ELSEWHERE = {("api:token", "post"), ("api:token", "delete")}
# Shuts several addresses at once; each of them has its own row.
SHUTTER = "closed-door"


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


@pytest.fixture(scope="module")
def windows(two):
    """Everybody of both houses has just signed in."""
    return Windows(two)


def asking(route: Route, house: House) -> Callable[[Any], HttpResponse]:
    """How a browser asks this route about a house."""
    url = reverse(route.name, kwargs=route.args(house))
    return lambda client: getattr(client, route.method)(url)


def title(route: Route) -> str:
    return f"{route.method}-{route.name}"


def test_every_address_and_method_has_its_row():
    rows = {(route.name, route.method) for route in ROUTES} | {(f"api:{name}", method) for name, method in ANSWERS}

    assert set(served(get_resolver())) - {(SHUTTER, "get")} - ELSEWHERE == rows
    assert {(case.route, case.method) for case in CASES} == set(ANSWERS)


def row_of(route: Route, who: Who) -> dict[Asker, int]:
    """What each of those who ask gets."""
    return who.rows(route.own, "" if route.args is nothing else route.other)


@pytest.mark.parametrize("route", ROUTES, ids=title)
def test_page_by_offices_and_a_stranger(two, windows, route):
    expected = row_of(route, TELLING) | {STRANGER: route.stranger}

    found = windows.ask(asking(route, two.own), expected)

    assert {asker: answer.status_code for asker, answer in found.items()} == expected
    if route.stranger == LOGIN and route.name != "accounts:preferences":
        assert found[STRANGER]["Location"].startswith("/accounts/login/")


@pytest.mark.soak
@pytest.mark.parametrize("route", ROUTES, ids=title)
def test_page_by_all_others(two, windows, route):
    expected = row_of(route, REST)

    found = windows.ask(asking(route, two.own), expected)

    assert {asker: answer.status_code for asker, answer in found.items()} == expected
