"""Who was invited to mark finds nothing of the house but the own desk and account: every address is walked."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from apps.assessments.guests import OWN, REST, SPACES
from tests.factories.houses import make_house
from tests.factories.panels import judge, open_panel
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
SAMPLES = {"int": "1", "slug": "panel", "str": "A1", "uuid": "6f1e1c1e-0000-4000-8000-000000000000"}
OUTSIDE = ("api:panel", "api:public-")


def addresses(found: URLResolver, before: str = "/", space: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the house with its whole name, filled with what may stand there."""
    for one in found.url_patterns:
        address = before + filled(one)
        if isinstance(one, URLResolver):
            inner = ":".join(filter(None, [space, one.namespace or ""]))
            yield from addresses(one, address, inner)
        elif isinstance(one, URLPattern):
            yield f"{space}:{one.name}" if space else str(one.name), address


def filled(one: URLPattern | URLResolver) -> str:
    """A pattern with samples in its gaps."""
    text = str(one.pattern)
    if isinstance(one.pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda gap: SAMPLES.get(gap[1] or "str", "1"), text)
    text = re.sub(r"\(\?P<\w+>([^()|]+)(?:\|[^()]*)?\)", lambda gap: chosen(gap[1]), text)
    return text.strip("^$")


def chosen(expression: str) -> str:
    """The first of several words; a number for an expression of any other kind."""
    return expression if expression.isalpha() else "1"


def is_open(name: str) -> bool:
    """Whether an address is a guest's, too, or everybody's."""
    space, _colon, plain = name.rpartition(":")
    if space == "api":
        return plain in REST or name.startswith(OUTSIDE)
    return space in SPACES or plain.startswith(OWN)


def test_guest_finds_no_address_of_the_house():
    guest = judge(open_panel(make_house()))
    client: Client = sign_in(guest)
    hidden = [(name, url) for name, url in addresses(get_resolver()) if not is_open(name)]

    answers = {name: client.get(url).status_code for name, url in hidden if name != "reports:home"}
    sent = {name: client.post(url).status_code for name, url in hidden if name != "reports:home"}

    assert {name: status for name, status in answers.items() if status != 404} == {}
    assert {name: status for name, status in sent.items() if status not in (404, 405)} == {}
    assert len(answers) > 300
