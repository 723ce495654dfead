"""Two act on one batch in the same second: neither overwrites what the other has done."""

from functools import partial

import pytest

from apps.core.errors import Refused
from apps.demonstrations.choices import BatchStatus, CandidateStatus
from apps.demonstrations.services import applications
from apps.demonstrations.services.batches import begin_batch
from tests.factories.houses import make_house
from tests.factories.selections import make_call, make_candidate, make_programme
from tests.together import crossed

pytestmark = pytest.mark.django_db(transaction=True)


def test_submit_while_the_gates_begin_is_refused():
    house = make_house()
    batch = make_call(make_programme(house.committee))
    make_candidate(batch, house.units[0])
    candidate = applications.begin(house.staff, batch, house.units[1])
    applications.save(house.staff, candidate, {"brand": "一窗办", "strengths": [{"title": "快", "text": "42 件"}]}, 0)
    codes = []

    def submit() -> None:
        try:
            applications.submit(house.staff, candidate)
        except Refused as refused:
            codes.append(refused.code)

    crossed(partial(begin_batch, house.staff, batch), submit, ('FROM "demonstrations_batch"',))

    candidate.refresh_from_db()
    batch.refresh_from_db()
    assert (batch.status, candidate.status, codes) == (BatchStatus.GATES, CandidateStatus.FILLING, ["not-calling"])
