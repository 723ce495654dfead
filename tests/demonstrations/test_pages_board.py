"""The pages of a programme: its board, a gate before and after its close, what organisations see of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.demonstrations.board import Board
from apps.demonstrations.choices import BatchStatus, CandidateStatus, GateStatus, Verdict
from apps.demonstrations.models import Passage
from apps.demonstrations.services.gates import open_gate
from apps.workflow.todo import todo_of
from tests.factories.houses import make_house
from tests.factories.selections import make_batch, make_candidate, make_selection, mark_gate, pass_gate, run_gate
from tests.factories.tree import make_unit

pytestmark = pytest.mark.django_db

FULL = {"A1": 1900, "A2": 2800, "A3": 2700, "A4": 1800}
POOR = {"A1": 1000, "A2": 2000, "A3": 2000, "A4": 1000}


@pytest.fixture
def selection():
    return make_selection(make_house())


def board_of(selection, role="staff") -> Board:
    return Board(selection.programme, selection.house.people[role])


def test_board_tells_who_left_at_which_gate(selection):
    first, second, third = selection.candidates
    pass_gate(selection.house.staff, selection.gates[0], {first: FULL, second: FULL, third: POOR})

    board = board_of(selection)
    page = selection.house.client().get("/programmes/sites/").content.decode()

    rows = board.funnel.rows()
    assert [row["sum"] for row in rows] == [3, 2, 0, 0, 0, 0]
    assert [name for _batch, name in rows[1]["left"]] == [third.name]
    assert [row.candidate for row in board.rows] == [first, second, third]
    assert [cell and (cell.text, cell.passed) for cell in board.rows[2].cells] == [("60.0", False), None, None, None]
    assert f"−1 {third.name}" in page


def test_board_of_an_organisation_holds_its_own_alone(selection):
    house, own = selection.house, selection.house.assessments[0].node
    candidate = make_candidate(selection.batch, own)
    make_batch(selection.programme, status=BatchStatus.DRAFT)

    board = board_of(selection, "secretary")
    page = house.client("secretary").get("/programmes/sites/").content.decode()

    assert [row.candidate for row in board.rows] == [candidate]
    assert (board.funnel, board.checks, len(board.batches)) == (None, [], 1)
    assert selection.candidates[0].name not in page


def test_board_asks_as_often_for_many_candidates_as_for_few(selection):
    client = selection.house.client()
    client.get("/programmes/sites/")
    with CaptureQueriesContext(connection) as few:
        client.get("/programmes/sites/?all=1")

    house = selection.house
    for number in range(9):
        make_candidate(selection.batch, make_unit(house.committee, f"又一单位{number}", house.zones[0]))
    with CaptureQueriesContext(connection) as many:
        client.get("/programmes/sites/?all=1")

    assert len(many) == len(few)


def test_board_shows_the_best_and_those_who_left(selection):
    house = selection.house
    others = [
        make_candidate(selection.batch, make_unit(house.committee, f"又一单位{n}", house.zones[0])) for n in range(9)
    ]
    marks = dict.fromkeys([*selection.candidates, *others], FULL) | {others[0]: POOR}
    pass_gate(house.staff, selection.gates[0], marks)

    board = board_of(selection)

    assert [row.candidate for row in board.shown] == [*selection.candidates, *others[1:5], others[0]]
    assert (len(board.rows), board.folded) == (12, 4)


def test_shared_place_is_parted_on_the_page_with_what_was_typed_kept(selection):
    house, gate = selection.house, selection.gates[0]
    first, second, third = selection.candidates
    gate.places = 2
    gate.save()
    open_gate(house.staff, gate)
    mark_gate(house.staff, gate, {first: FULL | {"A1": 2000}, second: FULL, third: FULL})
    run_gate(house.staff, gate)
    client, address = house.client(), "/programmes/sites/batches/1/gates/1/"
    leaves = {f"word-{third.pk}": "leaves", f"reason-{third.pk}": "去年已命名"}

    before = client.get(address)
    refused = client.post(f"{address}acts/close/", leaves | {f"word-{second.pk}": "leaves"})
    closed = client.post(f"{address}acts/close/", leaves)

    assert (before.context["passing"], before.context["tied"], before.context["seats"]) == (1, 2, 1)
    assert (refused.status_code, closed.status_code) == (422, 302)
    assert "去年已命名" in refused.content.decode()
    assert [row["row"].verdict for row in client.get(address).context["passages"]] == [
        Verdict.PASSED,
        Verdict.PASSED,
        Verdict.LEFT,
    ]
    assert Passage.objects.get(candidate=third).reason == "去年已命名"


def test_gate_that_is_over_is_on_the_list_of_those_who_conduct(selection):
    staff, gate = selection.house.staff, selection.gates[0]
    open_gate(staff, gate)
    gate.refresh_from_db()
    gate.closes_at = timezone.now() - timedelta(minutes=1)
    gate.opens_at = gate.closes_at - timedelta(days=1)
    gate.save()
    calling = make_batch(selection.programme, status=BatchStatus.CALLING)
    make_candidate(calling, selection.house.units[0], status=CandidateStatus.WAITING, number=None)

    found = {item.key for item in todo_of(staff).items}
    others = {item.key for item in todo_of(selection.house.people["leader"]).items}

    own = {f"gate-{gate.pk}", f"applications-{calling.pk}"}
    assert own <= found
    assert not own & others


def test_batch_page_plans_calls_and_begins(selection):
    house = selection.house
    client, now = house.client(), timezone.localtime()
    dates = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=9)}
    typed = {name: moment.strftime("%Y-%m-%dT%H:%M") for name, moment in dates.items()}

    client.post("/programmes/sites/batches/new/", typed | {"year": "2026", "places": "2"})
    batch = selection.programme.batches.get(number=2)
    client.post("/programmes/sites/batches/2/acts/call/")
    make_candidate(batch, house.units[0])
    client.post("/programmes/sites/batches/2/acts/begin/")
    client.post("/programmes/sites/batches/2/gates/1/acts/open/")

    batch.refresh_from_db()
    states = list(batch.gates.values_list("status", flat=True))
    assert (batch.status, batch.places) == (BatchStatus.GATES, 2)
    assert states == [GateStatus.OPEN, GateStatus.PLANNED, GateStatus.PLANNED, GateStatus.PLANNED]
