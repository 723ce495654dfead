"""Which other files are the same as one, or nearly so? Looked up by bands; a constant number of queries a file."""

from collections import defaultdict
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.evidence import prints
from apps.evidence.choices import LikeKind, UseKind
from apps.evidence.models import Band, EvidenceFile, Likeness, Print, Use
from apps.evidence.receiving import Received, receive
from apps.jobs.services import announce

JOB = "proof-alike"
# Beyond these a person learns nothing new; the newest come first.
MOST_CANDIDATES, MOST_PAIRS = 500, 20
MOST_A_NIGHT = 2000

# Documents are sent to be shown again, and nobody learns from a likeness who objected.
PROVES = Exists(Use.objects.filter(evidence=OuterRef("evidence"), kind=UseKind.ASSESSMENT))


def keep_print(file: EvidenceFile, received: Received) -> None:
    """Keep what a new file is compared by, and let a job look for what is like it."""
    Print.objects.create(file=file, kind=received.print_kind, bits=received.bits)
    codes = prints.bands(received.print_kind, received.bits)
    Band.objects.bulk_create([Band(file=file, code=code) for code in codes])
    # Of no node: it is nobody's work, and each upload would stand on the pages of those who run the house.
    announce(JOB, file.pk, file.name)


def print_missing() -> int:
    """Make the prints of files that came before there were any, some a night; gives how many it made."""
    rows = EvidenceFile.objects.filter(print=None).select_related("evidence__owner").order_by("-pk")[:MOST_A_NIGHT]
    for file in rows:
        with default_storage.open(file.path, "rb") as kept, transaction.atomic():
            keep_print(file, receive(File(kept, name=file.file_name)))
    return len(rows)


def look(job: Any, progress: Any) -> dict[str, int]:
    """Do the job of one file; gives how many pairs are new. Safe to run twice."""
    file = EvidenceFile.objects.select_related("print", "evidence__owner").filter(PROVES, pk=job.key).first()
    return {"found": len(find_likeness(file)) if file else 0}


@transaction.atomic
def find_likeness(file: EvidenceFile) -> list[Likeness]:
    """Write down each pair of this file and another piece of proof that is alike; gives the new ones."""
    found = [pair for other in candidates(file) if (pair := pair_of(file, other))]
    found = serve_elsewhere(file, sorted(found, key=lambda pair: -pair.share))[:MOST_PAIRS]
    numbers = {(pair.first_id, pair.second_id) for pair in found}
    about = Likeness.objects.about([file.pk])
    known = set(about.values_list("first_id", "second_id")) & numbers
    new = [pair for pair in found if (pair.first_id, pair.second_id) not in known]
    return Likeness.objects.bulk_create(new, ignore_conflicts=True)


def candidates(file: EvidenceFile) -> QuerySet[EvidenceFile]:
    """Proof with the same content, or with a band in common; never another revision of the same piece."""
    codes = prints.bands(file.print.kind, bytes(file.print.bits))
    near = Band.objects.filter(code__in=codes).values("file")
    same = Q(upload_digest=file.upload_digest) | Q(pk__in=near)
    rows = EvidenceFile.objects.filter(same, PROVES).exclude(evidence=file.evidence_id)
    return rows.select_related("print").order_by("-pk")[:MOST_CANDIDATES]


def pair_of(file: EvidenceFile, other: EvidenceFile) -> Likeness | None:
    """The two as a pair, the earlier one first, where they are alike enough."""
    first, second = sorted([file, other], key=lambda each: each.pk)
    if file.upload_digest == other.upload_digest:
        return Likeness(first=first, second=second, kind=LikeKind.SAME, share=100)
    one, two = file.print, getattr(other, "print", None)
    if two is None or one.kind != two.kind or not one.bits or not two.bits:
        return None
    share = prints.alike(one.kind, bytes(one.bits), bytes(two.bits))
    is_enough = share >= prints.ENOUGH[one.kind]
    return Likeness(first=first, second=second, kind=LikeKind.NEAR, share=share) if is_enough else None


def serve_elsewhere(file: EvidenceFile, pairs: list[Likeness]) -> list[Likeness]:
    """Without pairs of one branch that prove the same criterion of the same year: several photos of one event."""
    pieces = {each.evidence_id for pair in pairs for each in (pair.first, pair.second)}
    places: dict[int, set] = defaultdict(set)
    for piece, *place in Use.objects.filter(evidence__in=pieces).values_list("evidence", "path", "kind", "key", "part"):
        places[piece].add(tuple(place))
    own = places[file.evidence_id]
    return [pair for pair in pairs if places[other_of(pair, file).evidence_id] != own]


def other_of(pair: Likeness, file: EvidenceFile) -> EvidenceFile:
    """The other side of a pair."""
    return pair.second if pair.first_id == file.pk else pair.first
