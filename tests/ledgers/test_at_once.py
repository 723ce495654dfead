"""Two people spend the same grant in the same second: what is left never falls below zero."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from apps.core.errors import Refused
from apps.ledgers.models import Entry
from tests.factories.houses import make_house
from tests.factories.listing import granted, used

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 4


def test_uses_at_once_never_draw_more_than_the_grant():
    house = make_house()
    grant = granted(house, amount="500")

    def attempt(_number: int) -> str:
        try:
            used(house, Entry.objects.get(pk=grant.pk), amount="200")
            return "entered"
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as hands:
        told = Counter(hands.map(attempt, range(HANDS)))

    assert told == {"entered": 2, "over-grant": 2}
    assert sorted(grant.parts.values_list("number", flat=True)) == [1, 2]
