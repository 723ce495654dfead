"""A made-up batch on its way: called, begun, and gate by gate with sheets, run and close; then dated as it was."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from apps.assessments.batches import keep_batch
from apps.assessments.models import Assessment, Sheet
from apps.audit.services import record
from apps.campaigns.models import Stage
from apps.core.bulk import BATCH
from apps.demonstrations.choices import CandidateStatus
from apps.demonstrations.models import Batch, Candidate, Gate, Passage, Programme
from apps.demonstrations.selectors import subject_of
from apps.demonstrations.services.batches import begin_batch, call_batch, create_batch
from apps.demonstrations.services.gates import Word, close_gate, open_gate
from apps.evaluations.models import Run
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.organisations.models import Node
from apps.reports.demonstration.past import rate

# Marks in hundredths by party and criterion, of each candidate.
Marks = Mapping[int, Mapping[str, Mapping[str, int]]]
BeforeClose = Callable[[Gate, Run], None]


@dataclass(frozen=True)
class Held:
    """When a gate is said to have been held: opened, rated by its run, closed."""

    opened: datetime
    rated: datetime
    closed: datetime


def evening(days: int) -> datetime:
    """When offices close, so many days ago."""
    return timezone.localtime().replace(hour=17, minute=30, second=0, microsecond=0) - timedelta(days=days)


def days_before(day: datetime, opened: int, rated: int, closed: int) -> Held:
    """A gate held so many days before a day."""
    return Held(*(day - timedelta(days=days) for days in (opened, rated, closed)))


def call(actor: Any, programme: Programme, year: int, titles: Mapping[str, str], **fields: Any) -> Batch:
    """The next batch with an open call; its gates by their own names (`titles` by fact), free to open at any time."""
    now = timezone.now()
    span = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    batch = create_batch(actor, programme, year=year, **span, **fields)
    for gate in batch.gates.all():
        gate.title = titles[gate.fact]
        gate.opens_at, gate.closes_at = now - timedelta(days=1), now + timedelta(days=1)
        gate.save(update_fields=["title", "opens_at", "closes_at"])
    return call_batch(actor, batch)


def applied(batch: Batch, node: Node, unit: Node, **fields: Any) -> Candidate:
    """An organisation's application as it was taken; not saved."""
    given = {
        "name": node.name,
        "unit": unit,
        "zone_id": node.zone_id,
        "path": node.path,
        "order_path": node.order_path,
        "status": CandidateStatus.IN,
        "version": 1,
    }
    return Candidate(batch=batch, node=node, **given | fields)


def take_in(actor: Any, batch: Batch, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Number the candidates in the official order behind those that were accepted, save them, and end the call."""
    rows = sorted(candidates, key=lambda one: one.order_path)
    for number, row in enumerate(rows, start=batch.candidates.count() + 1):
        row.number = number
    kept = Candidate.objects.bulk_create(rows, batch_size=BATCH)
    after = {"number": batch.number, "candidates": len(kept)}
    record(None, "demonstration.loaded", batch, node_path=batch.programme.committee.path, after=after)
    begin_batch(actor, batch)
    return kept


def pass_gate(
    actor: Any,
    gate: Gate,
    marks: Marks,
    held: Held,
    words: Mapping[int, Word] | None = None,
    before_close: BeforeClose | None = None,
) -> Gate:
    """Open, mark, run and close a gate, and date it as it was held; what comes before its close follows on the run."""
    gate = open_gate(actor, gate)
    # The numbered run below rates what the opening announced.
    Job.objects.of("evaluate", gate.campaign_id).filter(status=Status.QUEUED).delete()
    if marks:
        write_sheets(gate, marks, held.rated)
    run = rate(gate.campaign, held.rated)
    if before_close:
        run.refresh_from_db()
        before_close(gate, run)
    gate = close_gate(actor, gate, words)
    date_back(gate, held)
    return gate


def write_sheets(gate: Gate, marks: Marks, at: datetime) -> None:
    """The sheets of every candidate that is still in, on record as one batch."""
    rows = {row.subject: row for row in Assessment.objects.of(gate.campaign)}
    taking_part = gate.batch.candidates.filter(status=CandidateStatus.IN)
    sheets = Sheet.objects.bulk_create(
        (
            Sheet(assessment=rows[subject_of(one)], party=party, marks=dict(given), version=1, changed_at=at)
            for one in taking_part
            for party, given in marks[one.pk].items()
        ),
        batch_size=BATCH,
    )
    after = {"candidates": len(rows), **keep_batch(gate.campaign, ((sheet, {}) for sheet in sheets))}
    record(None, "demonstration.loaded", gate.campaign, node_path=gate.campaign.committee.path, after=after)


def date_back(gate: Gate, held: Held) -> None:
    """The gate and its round as if they had been held then."""
    opens, closes = held.opened, held.closed
    Gate.objects.filter(pk=gate.pk).update(opens_at=opens, closes_at=closes, closed_at=closes)
    Stage.objects.filter(campaign=gate.campaign).update(opens_at=opens, closes_at=closes)
    Passage.objects.filter(gate=gate).update(at=closes)


def date_applications(batch: Batch, opens: datetime, closes: datetime) -> None:
    """The call and what was handed in, as if it had been then."""
    Batch.objects.filter(pk=batch.pk).update(opens_at=opens, closes_at=closes)
    batch.candidates.update(at=opens, submitted_at=closes - timedelta(days=2), accepted_at=closes)
