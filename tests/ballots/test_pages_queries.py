"""How often do pages of a ballot ask the database? As often for three branches as for two."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.ballots.models import Roll
from tests.factories import polling
from tests.factories.houses import House, make_house

pytestmark = pytest.mark.django_db


def build():
    house = make_house()
    polling.polled(house)
    return house


@pytest.fixture
def house(built) -> House:
    return deepcopy(built)


def asked(client, url: str) -> int:
    """The queries of a page that has been looked at before."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["", "voters/", "slips/", "papers/"])
def test_page_asks_as_often_for_three_branches_as_for_two(house, address):
    client, url = house.client(), f"{house.base}ballot/{address}"
    many = asked(client, url)
    Roll.objects.filter(assessment=house.assessments[1]).delete()

    assert asked(client, url) == many
