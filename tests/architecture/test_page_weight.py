"""Does every page stay within 150 kB compressed, with its styles, scripts and icons, as a first visit loads it?"""

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import reverse

from apps.organisations.choices import Role
from tests.architecture.pages import pages
from tests.factories import sign_in
from tests.factories.fixtures import two

__all__ = ["two"]

pytestmark = pytest.mark.django_db

MOST = 150_000
LINKED = re.compile(r'(?:href|src)="/static/([^"#]+)')


@cache
def weight_of(name: str) -> int:
    """One static file, compressed."""
    return len(gzip.compress(Path(finders.find(name)).read_bytes(), 9))


def weight(html: str) -> int:
    """A page with everything that it loads from us, each file once."""
    return len(gzip.compress(html.encode(), 6)) + sum(weight_of(name) for name in set(LINKED.findall(html)))


def test_every_page_stays_within_its_weight(two):
    weights = {}
    for office, routes in pages().items():
        client = sign_in(two.own.people[office])
        for route in routes:
            with transaction.atomic():
                answer = client.get(reverse(route.name, kwargs=route.args(two.own)))
                transaction.set_rollback(True)
            two.own.campaign.refresh_from_db()
            assert (route.name, answer.status_code) == (route.name, 200)
            weights[route.name] = weight(answer.content.decode())
    weights["sign-in"] = weight(Client().get("/accounts/login/").content.decode())

    assert {name: size for name, size in weights.items() if size > MOST} == {}
    assert min(weights.values()) > 20_000


def test_a_league_table_of_many_stays_light(two):
    client = sign_in(two.own.people[Role.LEADER])
    html = client.get(f"{two.own.base}league/").content.decode()
    row = html[html.index("<tr data-href") :].split("</tr>", 1)[0]

    # Fifty rows a page; rows are alike, so they compress to less than a fifth.
    assert weight(html) + 50 * len(row) // 5 < MOST
