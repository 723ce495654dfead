"""What has to be done by those who conduct selections: applications, gates that are over or evaluated, naming."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.choices import BatchStatus, CandidateStatus, ConferralStatus, GateStatus
from apps.demonstrations.models import Batch, Finding, Gate
from apps.demonstrations.selectors import counting_run, cut_of
from apps.demonstrations.services.findings import TAKING_PART
from apps.evaluations.models import Run
from apps.organisations.choices import Power
from apps.workflow.items import Item
from apps.workflow.sources.desk import MOST, Desk

OPEN_BATCHES = (BatchStatus.CALLING, BatchStatus.CHOSEN)
# A batch has one open gate at most, so few are evaluated at once; each is looked at by itself for a shared place.
MOST_LINES = 3


def selecting_work(desk: Desk) -> list[Item]:
    """One item a batch and one a gate, for whoever conducts the programme."""
    if not desk.reach.has(Power.CAMPAIGN):
        return []
    return [*batch_items(desk), *gate_items(desk), *answered_items(desk)]


def scope(desk: Desk, lead: str) -> Q:
    """Rows of the programmes that the person conducts; `lead` leads to the programme."""
    return desk.reach.where(Power.CAMPAIGN, f"{lead}__committee__path", f"{lead}__committee__zone_id")


def batch_items(desk: Desk) -> Iterator[Item]:
    """Applications to accept, applications that are over, candidates to name."""
    waiting = Count("candidates", filter=Q(candidates__status=CandidateStatus.WAITING), distinct=True)
    proposed = Count("conferrals", filter=Q(conferrals__status=ConferralStatus.PROPOSED), distinct=True)
    rows = Batch.objects.filter(scope(desk, "programme"), status__in=OPEN_BATCHES).select_related("programme")
    for batch in rows.annotate(waiting=waiting, proposed=proposed).order_by("closes_at", "pk")[:MOST]:
        if batch.status == BatchStatus.CALLING and batch.waiting:
            yield accepting(batch)
        elif batch.status == BatchStatus.CALLING and batch.closes_at <= desk.now:
            title = _("Close applications for %(batch)s") % {"batch": batch_words(batch.number)}
            yield batch_item(
                batch, "begin", title, _("Their last day is over and nobody waits."), "demonstrations:batch"
            )
        elif batch.status == BatchStatus.CHOSEN and not batch.proposed:
            title = _("Prepare the naming of %(batch)s") % {"batch": batch_words(batch.number)}
            yield batch_item(
                batch, "name", title, _("The last gate is done; naming takes two people."), "titles:naming"
            )


def accepting(batch: Batch) -> Item:
    words = ngettext("Accept or return %(n)s application", "Accept or return %(n)s applications", batch.waiting)
    return Item(
        key=f"applications-{batch.pk}",
        icon="clipboard-list",
        title=words % {"n": batch.waiting},
        why=_("The gates begin once nobody waits."),
        source=batch.programme.name,
        url=reverse("candidates:list", args=[batch.programme.slug]),
        label=_("Look at it"),
        due_at=batch.closes_at,
    )


def batch_item(batch: Batch, act: str, title: str, why: str, page: str) -> Item:
    address = reverse(page, args=[batch.programme.slug, batch.number])
    return Item(f"batch-{act}-{batch.pk}", "award", title, why, batch.programme.name, address, _("Look at it"))


def answered_items(desk: Desk) -> Iterator[Item]:
    """Findings that the organisation says it has mended: one item a candidate, until somebody has looked."""
    programme = "candidate__batch__programme"
    rows = Finding.objects.filter(scope(desk, programme), candidate__status__in=TAKING_PART, checked_at=None)
    seen: set[int] = set()
    for row in rows.exclude(reply="").select_related(programme).order_by("replied_at", "pk")[:MOST]:
        if row.candidate_id in seen:
            continue
        seen.add(row.candidate_id)
        words = {"name": str(row.candidate), "reply": row.reply}
        address = reverse("candidates:candidate", args=[row.candidate.batch.programme.slug, row.candidate_id])
        yield Item(
            key=f"finding-check-{row.pk}",
            icon="search",
            title=_("Check what “%(name)s” has mended") % words,
            why=_("Its reply: %(reply)s") % words,
            source=row.candidate.batch.programme.name,
            url=f"{address}#findings",
            label=_("Look at it"),
        )


def gate_items(desk: Desk) -> Iterator[Item]:
    """Open gates whose time is over, and those that are evaluated and wait to be closed."""
    numbered = Run.objects.filter(campaign=OuterRef("campaign"), number__isnull=False, is_whole=True)
    rows = Gate.objects.filter(scope(desk, "batch__programme"), status=GateStatus.OPEN)
    rows = rows.select_related("batch__programme", "campaign", "rulebook_version").annotate(evaluated=Exists(numbered))
    rows = rows.filter(Q(evaluated=True) | Q(closes_at__lte=desk.now)).order_by("closes_at", "pk")
    for index, gate in enumerate(rows[:MOST]):
        yield gate_item(gate, is_tied(gate) if gate.evaluated and index < MOST_LINES else False)


def is_tied(gate: Gate) -> bool:
    """Whether more share the place at the line than there is room for."""
    run = counting_run(gate)
    return bool(run and cut_of(gate, run).tied)


def gate_item(gate: Gate, tied: bool) -> Item:
    why = _("Its time is over; it does not close by itself.")
    if gate.evaluated:
        why = _("It is evaluated; look at the line, then close it.")
    if tied:
        why = _("More share the place at the line than can pass; people decide, with a reason.")
    return Item(
        key=f"gate-{gate.pk}",
        icon="award",
        title=_("Close “%(gate)s”") % {"gate": gate.title},
        why=why,
        source=gate.batch.programme.name,
        url=reverse("demonstrations:gate", args=[gate.batch.programme.slug, gate.batch.number, gate.position]),
        label=_("Look at it"),
        due_at=gate.closes_at,
    )
