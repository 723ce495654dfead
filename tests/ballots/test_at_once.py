"""Many vote in the same second: every code votes once, and no ballot is lost."""

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from apps.ballots.models import Box, Roll
from apps.ballots.services.casting import cast
from apps.core.errors import Refused
from tests.factories.houses import make_house
from tests.factories.polling import answers, codes_of, poll_of, polled, roll_of

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS, HANDS = 8, 4


def attempt(code: str, given: Mapping[str, str]) -> str:
    """What becomes of one sending, in a thread with a connection of its own."""
    try:
        return "cast" if cast(code, given) else ""
    except Refused as refused:
        return refused.code
    finally:
        connection.close()


def test_votes_at_once_count_once_each() -> None:
    """Each of eight codes is sent three times, by four hands."""
    house = make_house()
    polled(house)
    roll, given = roll_of(house), answers(poll_of(house))
    codes = codes_of(house, roll)[:VOTERS]

    with ThreadPoolExecutor(HANDS) as hands:
        told = Counter(hands.map(lambda code: attempt(code, given), codes * 3))

    box = Box.objects.get()
    assert told == {"cast": VOTERS, "already-voted": 2 * VOTERS}
    assert Roll.objects.get(pk=roll.pk).voted == len(box.ballots) == len(set(box.receipts)) == VOTERS
