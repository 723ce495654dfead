"""Programmes and their batches: made from a kind's plan, changed, called for, begun; gates while they are to come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.demonstrations.choices import BatchStatus, CandidateStatus, GateKind, GateStatus, ProgrammeKind
from apps.demonstrations.models import Batch, Programme
from apps.demonstrations.services.batches import begin_batch, call_batch, change_batch, create_batch, drop_batch
from apps.demonstrations.services.clock import open_due_gates
from apps.demonstrations.services.gates import open_gate
from apps.demonstrations.services.planning import EARLIER, add_gate, change_gate, move_gate, remove_gate
from apps.demonstrations.services.programmes import change_programme, create_programme, end_programme
from apps.demonstrations.shipped import gate_rulebook
from tests.factories.houses import make_house
from tests.factories.selections import make_candidate, make_selection

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def house():
    return make_house()


def new_programme(house, kind=ProgrammeKind.SITE, slug="sites", **fields) -> Programme:
    given = {"kind": kind, "slug": slug, "name": "示范点创建"} | fields
    return create_programme(house.staff, house.committee, **given)


def new_batch(house, programme, **fields) -> Batch:
    now = timezone.now()
    return create_batch(
        house.staff, programme, **{"year": 2026, "opens_at": now - 2 * DAY, "closes_at": now + DAY} | fields
    )


def titles(batch) -> list[str]:
    return [gate.title for gate in batch.gates.all()]


@pytest.mark.parametrize("kind", ProgrammeKind.values)
def test_every_kind_brings_a_plan_that_stands(house, kind):
    programme = new_programme(house, kind)

    batch = new_batch(house, programme)

    gates = list(batch.gates.all())
    assert gates[0].opens_at == batch.closes_at
    assert [gate.opens_at for gate in gates[1:]] == [gate.closes_at for gate in gates[:-1]]
    assert [gate.status for gate in gates] == [GateStatus.PLANNED] * len(gates)
    assert programme.questions


def test_programme_refuses_what_cannot_be(house):
    first = new_programme(house)

    second = new_programme(house, slug="again")

    assert (first.prefix, second.prefix) == ("SF", "SF2")
    for fields, named in (
        ({"prefix": "SF"}, "prefix"),
        ({"review_by": "02-30"}, "review_by"),
        ({"term": 0}, "term"),
        ({"levels": ["五星"]}, "rating"),
        ({"levels": ["六星"], "rating": house.campaign}, "levels"),
        ({"questions": [{"key": "a", "title": "", "limit": 5}]}, "questions"),
    ):
        with pytest.raises(Invalid) as refused:
            change_programme(house.staff, second, **fields)
        assert list(refused.value.details) == [named]
    with pytest.raises(Forbidden):
        change_programme(house.people["leader"], second, name="别的")
    assert change_programme(house.staff, second, levels=["五星"], rating=house.campaign).levels == ["五星"]


def test_next_batch_has_the_gates_of_the_one_before(house):
    programme = new_programme(house)
    first = new_batch(house, programme)
    remove_gate(house.staff, first.gates.get(position=2))
    change_gate(house.staff, first.gates.get(position=1), places=12, spare=2)

    second = new_batch(house, programme, opens_at=first.closes_at, closes_at=first.closes_at + 30 * DAY)

    was, now = first.gates.get(position=1), second.gates.get(position=1)
    assert (
        titles(second) == titles(first) == ["screening", "field survey", "overall decision"] or len(titles(second)) == 3
    )
    assert (now.places, now.spare, now.opens_at - was.opens_at) == (12, 2, 30 * DAY)
    assert (second.number, second.gates.count()) == (2, 3)


def test_gates_to_come_are_added_moved_and_removed_and_their_rules_checked(house):
    batch = new_batch(house, new_programme(house))
    third, fourth = batch.gates.get(position=3), batch.gates.get(position=4)

    moved = move_gate(house.staff, fourth, EARLIER)
    peers = add_gate(
        house.staff,
        batch,
        kind=GateKind.PEERS,
        rulebook_version=gate_rulebook("sites-panel"),
        opens_at=third.closes_at,
        closes_at=third.closes_at + DAY,
        share=500,
    )

    assert (moved.position, moved.opens_at, peers.position, peers.fact) == (3, third.opens_at, 5, "peers")
    with pytest.raises(Invalid, match="通过"):
        change_gate(house.staff, peers, levels=["优秀"])
    with pytest.raises(Invalid):
        change_gate(house.staff, peers, share=None, spare=2)
    with pytest.raises(Invalid):
        change_gate(house.staff, peers, fact="visit")
    with pytest.raises(Refused):
        move_gate(house.staff, batch.gates.get(position=1), EARLIER)


def test_applications_end_once_nobody_waits(house):
    batch = new_batch(house, new_programme(house))
    change_batch(house.staff, batch, year=2026, opens_at=batch.opens_at, closes_at=batch.closes_at + DAY)
    call_batch(house.staff, batch)
    waiting = make_candidate(batch, house.units[0], status=CandidateStatus.WAITING, number=None)

    with pytest.raises(Refused, match=house.units[0].name):
        begin_batch(house.staff, batch)
    waiting.status = CandidateStatus.IN
    waiting.save()
    begun = begin_batch(house.staff, batch)

    assert (begun.status, begun.closes_at <= timezone.now()) == (BatchStatus.GATES, True)
    assert begun.gates.first().opens_at > timezone.now() + DAY
    with pytest.raises(Refused):
        drop_batch(house.staff, batch)
    with pytest.raises(Refused):
        end_programme(house.staff, batch.programme, "不再评")
    acts = Record.objects.filter(object_kind="batch").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["batch.created", "batch.changed", "batch.called", "batch.begun"]


def test_gate_opens_by_the_clock_and_stays_open_past_its_end(house):
    selection = make_selection(house)
    first, second = selection.gates[:2]

    opened = open_due_gates()

    assert [gate.pk for gate in opened] == [first.pk]
    assert Record.objects.get(act="gate.opened").actor_id is None
    assert open_due_gates() == []
    second.refresh_from_db()
    assert second.status == GateStatus.PLANNED


def test_open_gate_keeps_its_rules_and_takes_a_later_end(house):
    gate = open_gate(house.staff, make_selection(house).gates[0])
    later = gate.closes_at + DAY

    changed = change_gate(house.staff, gate, closes_at=later)

    ends = set(gate.campaign.stages.values_list("closes_at", flat=True))
    assert (changed.closes_at, ends) == (later, {later})
    with pytest.raises(Refused):
        change_gate(house.staff, gate, places=3)
    with pytest.raises(Refused):
        remove_gate(house.staff, gate)


def test_gate_that_reads_what_none_gives_stays_shut(house):
    selection = make_selection(house)
    selection.batch.gates.exclude(position=4).delete()

    with pytest.raises(Refused, match=r"fact\.screening"):
        open_gate(house.staff, selection.batch.gates.get())
