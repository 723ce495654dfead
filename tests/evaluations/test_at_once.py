"""Two people ask for the next numbered run in the same second: numbers follow each other, and nobody meets an error."""

from contextlib import suppress
from functools import partial

import pytest
from django.db import transaction

from apps.core.errors import Refused
from apps.evaluations.models import Run
from apps.evaluations.services import start_numbered_run
from apps.evaluations.services.findings import next_run
from tests.factories.houses import make_house
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_runs_asked_for_at_once_have_numbers_of_their_own():
    house = make_house()
    corrected = transaction.atomic(partial(next_run, house.staff, house.campaign))

    def ask() -> None:
        with suppress(Refused):  # Another one is still being made.
            start_numbered_run(house.staff, house.campaign)

    at_once(ask, corrected, corrected)

    numbers = sorted(Run.objects.exclude(number=None).values_list("number", flat=True))
    assert numbers in ([1, 2], [1, 2, 3])
