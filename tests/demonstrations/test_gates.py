"""A batch goes through its gates: each on a run of its own, with a reason for everybody who leaves."""

import pytest

from apps.assessments.models import Assessment
from apps.audit.models import Record
from apps.campaigns.choices import CampaignKind, Status
from apps.core.errors import Forbidden, Invalid, Refused
from apps.demonstrations.choices import BatchStatus, CandidateStatus, GateStatus, Verdict
from apps.demonstrations.models import Passage
from apps.demonstrations.services.gates import Votes, Word, close_gate, open_gate
from apps.evaluations.choices import NoticeStatus
from tests.factories.houses import make_house
from tests.factories.notices import stand
from tests.factories.selections import make_selection, mark_gate, pass_gate, run_gate

pytestmark = pytest.mark.django_db

FULL = {"A1": 1900, "A2": 2800, "A3": 2700, "A4": 1800}
SEEN = {"A1": 2800, "A2": 2800, "A3": 3800}
POOR = {"A1": 1000, "A2": 2000, "A3": 2000, "A4": 1000}


@pytest.fixture
def selection():
    return make_selection(make_house())


def judged(selection, points) -> None:
    """The panel gate, every judge giving these points to each candidate."""
    staff, gate = selection.house.staff, selection.gates[1]
    open_gate(staff, gate)
    for number in range(1, 8):
        mark_gate(staff, gate, {one: {"A1": mark} for one, mark in points.items()}, f"judge{number}")
    run_gate(staff, gate)
    close_gate(staff, gate)


def test_gate_sends_on_who_passes_and_tells_why_others_leave(selection):
    staff, (first, second, third) = selection.house.staff, selection.candidates

    gate = pass_gate(staff, selection.gates[0], {first: FULL, second: FULL, third: POOR})

    rows = Passage.objects.filter(gate=gate).order_by("candidate")
    assert [(row.verdict, row.total, row.level) for row in rows] == [
        (Verdict.PASSED, 9200, "通过"),
        (Verdict.PASSED, 9200, "通过"),
        (Verdict.LEFT, 6000, "不通过"),
    ]
    third.refresh_from_db()
    assert (gate.status, gate.campaign.kind, third.status) == (
        GateStatus.CLOSED,
        CampaignKind.GATE,
        CandidateStatus.OUT,
    )
    assert gate.campaign.name == "党建示范点创建 第一批 初审筛选"
    assert (gate.campaign.status, Record.objects.filter(act="gate.closed").count()) == (Status.CLOSED, 1)


def test_last_gate_reads_the_totals_of_the_others(selection):
    staff, (first, second, third) = selection.house.staff, selection.candidates
    pass_gate(staff, selection.gates[0], dict.fromkeys((first, second, third), FULL))
    judged(selection, {first: 9200, second: 9000, third: 8800})
    pass_gate(staff, selection.gates[2], dict.fromkeys((first, second, third), SEEN))
    meeting = open_gate(staff, selection.gates[3])
    run_gate(staff, meeting)

    with pytest.raises(Refused, match="公示"):
        close_gate(staff, meeting)
    selection.house.campaign = meeting.campaign
    stand(selection.house, NoticeStatus.ENDED)
    close_gate(staff, meeting, {third.pk: Word(False, "整改后再报", Votes(4, 5))})

    facts = Assessment.objects.of(meeting.campaign).in_order().values_list("facts", flat=True)[0]
    assert facts == {"fact.screening": 9200, "fact.panel": 9200, "fact.visit": 9400}
    rows = Passage.objects.filter(gate=meeting).order_by("candidate")
    assert [(row.total, row.verdict, row.votes_for, row.reason) for row in rows] == [
        (92800, Verdict.PASSED, None, ""),
        (92000, Verdict.PASSED, None, ""),
        (91200, Verdict.LEFT, 4, "整改后再报"),
    ]
    selection.batch.refresh_from_db()
    states = list(selection.batch.candidates.values_list("status", flat=True))
    assert selection.batch.status == BatchStatus.CHOSEN
    assert states == [CandidateStatus.CHOSEN, CandidateStatus.CHOSEN, CandidateStatus.OUT]


def test_shared_place_at_the_line_waits_for_a_word(selection):
    staff, (first, second, third) = selection.house.staff, selection.candidates
    gate = selection.gates[0]
    gate.places = 2
    gate.save()
    open_gate(staff, gate)
    mark_gate(staff, gate, {first: FULL | {"A1": 2000}, second: FULL, third: FULL})
    run_gate(staff, gate)

    with pytest.raises(Invalid) as refused:
        close_gate(staff, gate)
    close_gate(staff, gate, {third.pk: Word(False, "去年已命名")})

    assert refused.value.details == {"tied": [second.pk, third.pk]}
    assert list(selection.batch.candidates.filter(status=CandidateStatus.IN)) == [first, second]


def test_people_do_not_overrule_a_gate_that_is_no_meeting(selection):
    staff, gate = selection.house.staff, selection.gates[0]
    open_gate(staff, gate)
    mark_gate(staff, gate, dict.fromkeys(selection.candidates, FULL))
    run_gate(staff, gate)

    with pytest.raises(Invalid):
        close_gate(staff, gate, {selection.candidates[0].pk: Word(False, "不喜欢")})

    assert not Passage.objects.exists()


def test_gate_refuses_before_its_turn_and_without_a_run(selection):
    staff = selection.house.staff

    with pytest.raises(Refused, match="初审筛选"):
        open_gate(staff, selection.gates[1])
    open_gate(staff, selection.gates[0])
    with pytest.raises(Refused):
        close_gate(staff, selection.gates[0])
    with pytest.raises(Forbidden):
        open_gate(selection.house.people["leader"], selection.gates[1])
