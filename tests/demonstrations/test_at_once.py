"""Two act on one batch in the same second: neither overwrites what the other has done."""

from functools import partial

import pytest

from apps.core.errors import Refused
from apps.demonstrations.choices import BatchStatus, CandidateStatus
from apps.demonstrations.models import Passage, Title
from apps.demonstrations.services import applications
from apps.demonstrations.services.batches import begin_batch
from apps.demonstrations.services.conferrals import confer
from apps.demonstrations.services.gates import close_gate, open_gate
from apps.organisations.choices import Role
from tests.factories import titles
from tests.factories.houses import make_house
from tests.factories.selections import make_call, make_candidate, make_programme, make_selection, mark_gate, run_gate
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


HELD = ('UPDATE "demonstrations_candidate"', 'FOR UPDATE OF "demonstrations_candidate"')


def test_who_withdraws_while_the_gate_closes_has_withdrawn():
    selection = make_selection(make_house())
    staff, gate, (first, second, third) = selection.house.staff, selection.gates[0], selection.candidates
    open_gate(staff, gate)
    full, poor = {"A1": 1900, "A2": 2800, "A3": 2700, "A4": 1800}, {"A1": 1000, "A2": 2000, "A3": 2000, "A4": 1000}
    mark_gate(staff, gate, {first: full, second: full, third: poor})
    run_gate(staff, gate)

    crossed(partial(applications.withdraw, staff, third, "明年再报"), partial(close_gate, staff, gate), HELD)

    third.refresh_from_db()
    gone = set(Passage.objects.values_list("candidate", flat=True))
    assert (third.status, gone) == (CandidateStatus.WITHDRAWN, {first.pk, second.pk})


def test_who_withdraws_while_the_batch_is_named_gets_no_title():
    house = make_house()
    batch = titles.make_chosen(house, 2)
    titles.give_notice(house, batch)
    conferral = titles.propose(house.staff, batch)
    candidate = batch.candidates.last()
    codes = []

    def name() -> None:
        try:
            confer(house.people[Role.LEADER], conferral)
        except Refused as refused:
            codes.append(refused.code)

    crossed(partial(applications.withdraw, house.staff, candidate, "明年再报"), name, HELD)

    candidate.refresh_from_db()
    assert (candidate.status, Title.objects.count()) == (CandidateStatus.WITHDRAWN, 0)
    assert codes == ["list-changed"]
