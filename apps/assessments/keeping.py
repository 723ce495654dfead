"""Which proof has been kept long enough? By kind of file, after the last year it served; never what a run stands on."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from apps.assessments.models import Assessment
from apps.evidence.choices import KINDS, FileKind, UseKind
from apps.evidence.models import Evidence, EvidenceFile, KeepingTime, Use
from apps.evidence.models.keeping import YEARS
from apps.organisations.choices import Kind
from apps.organisations.models import Node
from apps.organisations.reach import below


def years_of(committee: Node) -> dict[str, int]:
    """How many years a committee keeps each kind of file; five where it has not said otherwise."""
    said = dict(KeepingTime.objects.filter(committee=committee).values_list("kind", "years"))
    return {kind: said.get(kind, YEARS) for kind in FileKind.values}


def due_proof(committee: Node, today: date | None = None) -> QuerySet[Evidence]:
    """Proof below a committee whose years are over, and that no numbered run, visit, veto or objection holds."""
    year, over = (today or timezone.localdate()).year, Q(pk__in=[])
    newest = EvidenceFile.objects.filter(evidence=OuterRef("pk")).order_by("-number")
    uses = Use.objects.filter(evidence=OuterRef("pk"))
    pinned = Assessment.objects.filter(round__is_pinned=True).values("pk")
    for kind, years in years_of(committee).items():
        lately = Assessment.objects.filter(campaign__year__gte=year - years).values("pk")
        over |= Q(newest__in=KINDS[FileKind(kind)]) & ~Exists(uses.filter(kind=UseKind.ASSESSMENT, key__in=lately))
    rows = Evidence.objects.filter(below(committee.path, "owner__path"))
    return rows.annotate(newest=Subquery(newest.values("content_type")[:1])).filter(
        over,
        ~Exists(uses.exclude(kind=UseKind.ASSESSMENT)),
        ~Exists(uses.filter(kind=UseKind.ASSESSMENT, key__in=pinned)),
        Q(expires_on=None) | Q(expires_on__lt=today or timezone.localdate()),
    )


def find_due(today: date | None = None) -> int:
    """List what has become due, and take from the list what is due no longer; gives how many stand on it."""
    due: set[int] = set()
    for committee in Node.objects.filter(kind=Kind.COMMITTEE):
        due |= set(due_proof(committee, today).values_list("pk", flat=True))
    Evidence.objects.exclude(due_at=None).exclude(pk__in=due).update(due_at=None)
    Evidence.objects.filter(due_at=None, pk__in=due).update(due_at=timezone.now())
    return len(due)


def listed(person: Any, committee: Node) -> QuerySet[Evidence]:
    """What stands on the list of a committee, as far as the person sees it; oldest first."""
    rows = Evidence.objects.visible_to(person).filter(below(committee.path, "owner__path")).exclude(due_at=None)
    return rows.select_related("owner").prefetch_related("files").order_by("due_at", "pk")
