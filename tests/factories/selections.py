"""A programme with a batch of candidates, its gates opened, marked, run and closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.assessments.models import Assessment
from apps.demonstrations.choices import BatchStatus, CandidateStatus, GateKind, ProgrammeKind
from apps.demonstrations.models import Batch, Candidate, Gate, Programme
from apps.demonstrations.selectors import subject_of
from apps.demonstrations.services.gates import Word, close_gate, open_gate
from apps.demonstrations.shipped import gate_rulebook
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.models import Node
from tests.factories.campaigns import mark
from tests.factories.houses import House
from tests.factories.tree import make_unit

SITE_GATES = (
    (GateKind.SCREENING, "初审筛选", "sites-screening", "screening"),
    (GateKind.PANEL, "专家评审", "sites-panel", "panel"),
    (GateKind.VISIT, "实地调研", "sites-visit", "visit"),
    (GateKind.MEETING, "综合评定", "sites-overall", "overall"),
)
LEVELS = {"sites-overall": "建议命名"}


@dataclass
class Selection:
    """A house's programme with one batch that is under way."""

    house: House
    programme: Programme
    batch: Batch
    candidates: list[Candidate]

    @property
    def gates(self) -> list[Gate]:
        return list(self.batch.gates.all())


def make_programme(committee: Node, **fields: Any) -> Programme:
    """Demonstration sites of a committee."""
    given = {
        "name": "党建示范点创建",
        "slug": "sites",
        "kind": ProgrammeKind.SITE,
        "title_word": "党建示范点",
        "prefix": "XS",
        "term": 36,
        "review_by": "12-10",
        "contact": "市直工委组织科，0000-0000000",
    }
    return Programme.objects.create(committee=committee, **given | fields)


def make_batch(programme: Programme, gates: Sequence[tuple[str, str, str, str]] = SITE_GATES, **fields: Any) -> Batch:
    """A batch whose applications are over, with its gates to come."""
    now = timezone.now()
    span = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=1)}
    number = programme.batches.count() + 1
    given = {"number": number, "year": 2025, "status": BatchStatus.GATES} | span
    batch = Batch.objects.create(programme=programme, **given | fields)
    for position, (kind, title, rulebook, fact) in enumerate(gates, start=1):
        Gate.objects.create(
            batch=batch,
            position=position,
            kind=kind,
            title=title,
            rulebook_version=gate_rulebook(rulebook),
            opens_at=now,
            closes_at=now + timedelta(days=30),
            levels=[LEVELS.get(rulebook, "通过")],
            fact=fact,
        )
    return batch


def make_call(programme: Programme, **fields: Any) -> Batch:
    """A batch that takes applications now."""
    now = timezone.now()
    span = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=9)}
    return make_batch(programme, **{"status": BatchStatus.CALLING} | span | fields)


def make_candidate(batch: Batch, node: Node, **fields: Any) -> Candidate:
    """An accepted application of an organisation."""
    number = batch.candidates.count() + 1
    given = {
        "name": node.name,
        "unit": node,
        "zone_id": node.zone_id,
        "path": node.path,
        "order_path": node.order_path,
        "brand": f"品牌{number}",
        "status": CandidateStatus.IN,
        "number": number,
    }
    return Candidate.objects.create(batch=batch, node=node, **given | fields)


def make_selection(house: House, count: int = 3, **fields: Any) -> Selection:
    """So many units of the house as candidates of one batch of demonstration sites."""
    programme = make_programme(house.committee, **fields)
    batch = make_batch(programme)
    units = [make_unit(house.committee, f"示范单位{number}", house.zones[number % 2]) for number in range(1, count + 1)]
    return Selection(house, programme, batch, [make_candidate(batch, unit) for unit in units])


def mark_gate(actor: Any, gate: Gate, marks: Mapping[Candidate, Mapping[str, int]], party: str = "superior") -> None:
    """Marks in hundredths on the sheets of an open gate, by candidate."""
    gate.refresh_from_db()
    sheets = {row.subject: row for row in Assessment.objects.of(gate.campaign)}
    for candidate, given in marks.items():
        mark(actor, sheets[subject_of(candidate)], given, party)


def run_gate(actor: Any, gate: Gate) -> None:
    """A numbered run of an open gate."""
    gate.refresh_from_db()
    start_numbered_run(actor, gate.campaign)
    run_waiting()


def pass_gate(
    actor: Any,
    gate: Gate,
    marks: Mapping[Candidate, Mapping[str, int]],
    words: Mapping[int, Word] | None = None,
    party: str = "superior",
) -> Gate:
    """A gate from its opening to its close."""
    open_gate(actor, gate)
    mark_gate(actor, gate, marks, party)
    run_gate(actor, gate)
    return close_gate(actor, gate, words)
