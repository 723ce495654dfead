"""A batch from its plan to its first gate: made, changed, called for, begun; gates that come with it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.demonstrations.choices import BatchStatus, CandidateStatus, GateKind, GateStatus
from apps.demonstrations.lifecycle import BATCH
from apps.demonstrations.models import Batch, Gate, Programme
from apps.demonstrations.plans import PLANS
from apps.demonstrations.shipped import gate_rulebook

YEARS = range(2000, 2101)
MOST_NAMED = 5
BEFORE_BEGIN = (BatchStatus.DRAFT, BatchStatus.CALLING)


@transaction.atomic
def create_batch(
    actor: Any,
    programme: Programme,
    *,
    year: int,
    opens_at: datetime,
    closes_at: datetime,
    places: int | None = None,
) -> Batch:
    """The next batch, a draft with the gates of the batch before, else of the kind's plan; their days follow its end.

    Refuses a programme that has ended, and dates that cannot be.
    """
    row = Programme.objects.select_for_update(of=("self",)).select_related("committee").get(pk=programme.pk)
    if actor is not None:
        authorise(actor, "demonstrations.conduct", row)
    if row.ended_at:
        raise Refused(_("The programme has ended; no batch follows."), code="ended")
    before = row.batches.order_by("-number").first()
    batch = Batch(programme=row, number=before.number + 1 if before else 1)
    write(batch, year, opens_at, closes_at, places)
    Gate.objects.bulk_create(gates_like(before, batch) if before and before.gates.exists() else planned_gates(batch))
    record(actor, "batch.created", batch, node_path=row.committee.path, after=summary(batch))
    return batch


def write(batch: Batch, year: int, opens_at: datetime, closes_at: datetime, places: int | None) -> None:
    """Save a batch's words; refuses an end before the beginning, and no place at all."""
    if year not in YEARS:
        raise Invalid(_("A year from 2000 to 2100."), details={"year": [year]})
    if closes_at <= opens_at:
        raise Invalid(_("Applications end before they begin."), details={"closes_at": [""]})
    if places is not None and places < 1:
        raise Invalid(_("Give at least one place, or none for no limit."), details={"places": [places]})
    batch.year, batch.opens_at, batch.closes_at, batch.places = year, opens_at, closes_at, places
    batch.save()


def gates_like(before: Batch, batch: Batch) -> Iterator[Gate]:
    """The gates of an earlier batch, as many days after the end of applications; not saved."""
    later = batch.closes_at - before.closes_at
    for gate in before.gates.all():
        yield Gate(
            batch=batch,
            position=gate.position,
            kind=gate.kind,
            title=gate.title,
            rulebook_version=gate.rulebook_version,
            opens_at=gate.opens_at + later,
            closes_at=gate.closes_at + later,
            levels=gate.levels,
            places=gate.places,
            share=gate.share,
            spare=gate.spare,
            fact=gate.fact,
        )


def planned_gates(batch: Batch) -> Iterator[Gate]:
    """The gates of the kind's plan, one after another from the end of applications on; not saved."""
    start = batch.closes_at
    for position, plan in enumerate(PLANS[batch.programme.kind].gates, start=1):
        end = start + timedelta(days=plan.days)
        yield Gate(
            batch=batch,
            position=position,
            kind=plan.kind,
            title=str(plan.title or GateKind(plan.kind).label),
            rulebook_version=gate_rulebook(plan.rulebook),
            opens_at=start,
            closes_at=end,
            levels=[plan.level],
            places=plan.places,
            fact=plan.fact,
        )
        start = end


def locked(batch: Batch) -> Batch:
    """The batch as it stands now; whoever comes second waits."""
    rows = Batch.objects.select_for_update(of=("self",)).select_related("programme__committee")
    return rows.get(pk=batch.pk)


@transaction.atomic
def change_batch(
    actor: Any, batch: Batch, *, year: int, opens_at: datetime, closes_at: datetime, places: int | None = None
) -> Batch:
    """Other dates and places; gates to come move with the end of applications.

    Applications keep their dates once the first gate may open; nothing changes after the naming.
    """
    row = locked(batch)
    authorise(actor, "demonstrations.conduct", row.programme)
    if row.status == BatchStatus.NAMED:
        raise Refused(_("The batch is named; nothing of it is changed any more."), code="named")
    is_moved = (opens_at, closes_at) != (row.opens_at, row.closes_at)
    if is_moved and row.status not in BEFORE_BEGIN:
        raise Refused(_("Applications are closed; their dates stay."), code="batch-begun")
    if is_moved and row.status == BatchStatus.CALLING and closes_at <= timezone.now():
        message = _("Applications are open; end them by beginning with the gates, or give a later end.")
        raise Invalid(message, details={"closes_at": [""]})
    before, later = summary(row), closes_at - row.closes_at
    write(row, year, opens_at, closes_at, places)
    if later:
        to_come = row.gates.filter(status=GateStatus.PLANNED)
        to_come.update(opens_at=F("opens_at") + later, closes_at=F("closes_at") + later)
    path = row.programme.committee.path
    record(actor, "batch.changed", row, node_path=path, before=before, after=summary(row))
    return row


@transaction.atomic
def call_batch(actor: Any, batch: Batch) -> Batch:
    """Draft → applications; whoever may apply sees the call from its first day on. By the system also of the past."""
    row = locked(batch)
    if actor is not None:
        authorise(actor, "demonstrations.conduct", row.programme)
    row.status = BATCH.after("call", row.status)
    if not row.gates.exists():
        raise Refused(_("Nobody could be chosen: give the batch a gate first."), code="no-gates")
    if actor is not None and row.closes_at <= timezone.now():
        raise Refused(_("Applications would be over at once; give them a later end first."), code="over")
    row.save(update_fields=["status"])
    after = {"opens": row.opens_at.isoformat(), "closes": row.closes_at.isoformat()}
    record(actor, "batch.called", row, node_path=row.programme.committee.path, after=after)
    return row


@transaction.atomic
def begin_batch(actor: Any, batch: Batch) -> Batch:
    """Applications → gates. Ends applications now where their end lies ahead.

    Refuses while somebody who handed in waits for a word, and without anybody who takes part.
    """
    row = locked(batch)
    if actor is not None:
        authorise(actor, "demonstrations.conduct", row.programme)
    before = {"closes": row.closes_at.isoformat()}
    row.status = BATCH.after("begin", row.status)
    require_settled(row)
    now = timezone.now()
    if row.opens_at >= now:
        raise Refused(_("Applications have not begun yet."), code="too-early")
    row.closes_at = min(row.closes_at, now)
    row.save(update_fields=["status", "closes_at"])
    after = {"closes": row.closes_at.isoformat(), "candidates": row.candidates.standing().count()}
    record(actor, "batch.begun", row, node_path=row.programme.committee.path, before=before, after=after)
    return row


def require_settled(batch: Batch) -> None:
    """Refuse while applications wait to be accepted or returned, naming the first of them."""
    waiting = list(batch.candidates.filter(status=CandidateStatus.WAITING).in_order())
    if waiting:
        names = _(", ").join(str(one) for one in waiting[:MOST_NAMED])
        message = ngettext(
            "%(n)s application waits: %(names)s. Accept it or return it first.",
            "%(n)s applications wait: %(names)s. Accept or return them first.",
            len(waiting),
        )
        words = {"n": len(waiting), "names": names if len(waiting) <= MOST_NAMED else f"{names} …"}
        raise Refused(message % words, code="waiting", details={"candidates": [one.pk for one in waiting]})
    if not batch.candidates.standing().exists():
        raise Refused(_("No candidate takes part; accept an application first."), code="no-candidates")


@transaction.atomic
def drop_batch(actor: Any, batch: Batch) -> None:
    """Take the newest batch away again while it is a draft for which nobody has applied."""
    row = locked(batch)
    programme = row.programme
    authorise(actor, "demonstrations.conduct", programme)
    last = programme.batches.aggregate(last=Max("number"))["last"]
    if row.status != BatchStatus.DRAFT or row.number != last or row.candidates.exists():
        raise Refused(_("Only the newest batch goes, and only before its call."), code="batch-called")
    record(actor, "batch.dropped", row, node_path=programme.committee.path, before=summary(row))
    row.delete()


def summary(batch: Batch) -> dict[str, Any]:
    """What the record keeps of a batch."""
    return {
        "batch": batch.number,
        "year": batch.year,
        "opens": batch.opens_at.isoformat(),
        "closes": batch.closes_at.isoformat(),
        "places": batch.places,
    }
