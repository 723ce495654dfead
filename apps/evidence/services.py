"""Every change of proof files: store, revise, attach, detach, describe. Who may is asked by the app that uses them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.evidence import shelf
from apps.evidence.choices import ContentType
from apps.evidence.likeness import keep_print
from apps.evidence.models import Evidence, EvidenceFile, Use
from apps.evidence.receiving import Received
from apps.organisations.models import Node


@dataclass(frozen=True)
class Place:
    """What a piece of proof serves: a part of the thing that kind and key name, seen by offices over path and zone."""

    kind: str
    key: int
    part: str
    path: str
    zone_id: int | None


@transaction.atomic
def store(actor: Any, owner: Node, received: Received, *, title: str = "") -> tuple[EvidenceFile, bool]:
    """Keep a file as proof of `owner`, and whether it is new: what the branch sent before is found, not kept twice.

    Call it inside the transaction of the act: where that fails, no row stands, and the files are never referred to.
    """
    # Two uploads of one content at the same moment wait for each other here.
    Node.objects.select_for_update().get(pk=owner.pk)
    known = EvidenceFile.objects.filter(evidence__owner=owner, upload_digest=received.upload_digest)
    found = known.select_related("evidence").order_by("-pk").first()
    if found:
        return found, False
    evidence = Evidence.objects.create(owner=owner, title=title.strip()[:60])
    return keep(actor, evidence, received, 1), True


@transaction.atomic
def revise(actor: Any, use: Use, received: Received) -> EvidenceFile:
    """A new revision for the one that `use` shows, wherever the same thing uses it; others keep what they show."""
    evidence = Evidence.objects.select_for_update().get(pk=use.evidence_id)
    latest = evidence.files.order_by("-number").first()
    if latest.upload_digest == received.upload_digest and use.file_id == latest.pk:
        return latest
    file = keep(actor, evidence, received, latest.number + 1)
    evidence.uses.of(use.kind, use.key).standing().update(file=file)
    use.file = file
    return file


def keep(actor: Any, evidence: Evidence, received: Received, number: int) -> EvidenceFile:
    """The files first, then the row that names them; where the row fails, the files go, too."""
    contents = [received.content, *filter(None, [received.thumbnail]), *received.drawn]
    places = shelf.keep(contents)
    is_picture = received.content_type == ContentType.JPEG
    thumbnail = places[1] if received.thumbnail else ""
    try:
        with transaction.atomic():
            file = EvidenceFile.objects.create(
                evidence=evidence,
                number=number,
                name=received.name,
                content_type=received.content_type,
                size=len(received.content),
                digest=hashlib.sha256(received.content).hexdigest(),
                upload_digest=received.upload_digest,
                pages=received.pages,
                taken_at=received.taken_at,
                path=places[0],
                thumbnail=thumbnail,
                pictures=places[:1] if is_picture else places[2:],
                excerpt=received.excerpt,
                by=actor.pk if actor else None,
                by_name=actor.name if actor else "",
            )
            keep_print(file, received)
            return file
    except Exception:
        shelf.drop(places)
        raise


@transaction.atomic
def attach(actor: Any, file: EvidenceFile, place: Place) -> tuple[Use, bool]:
    """Use a revision at a place, and whether that is new; the same proof serves each place once."""
    use, is_new = Use.objects.get_or_create(
        evidence=file.evidence,
        kind=place.kind,
        key=place.key,
        part=place.part,
        ended_at=None,
        defaults={
            "file": file,
            "path": place.path,
            "zone_id": place.zone_id,
            "by": actor.pk if actor else None,
            "by_name": actor.name if actor else "",
        },
    )
    if use.file_id != file.pk:
        use.file = file
        use.save(update_fields=["file"])
    return use, is_new


@transaction.atomic
def detach(use: Use, *, is_needed: bool) -> None:
    """End a use. One that a numbered run stands on (`is_needed`) is kept as history; proof that nothing uses goes."""
    if is_needed:
        use.ended_at = timezone.now()
        use.save(update_fields=["ended_at"])
        return
    evidence = Evidence.objects.select_for_update().get(pk=use.evidence_id)
    Use.objects.filter(pk=use.pk).delete()
    if evidence.uses.exists():
        return
    destroy([evidence])


@transaction.atomic
def destroy(pieces: Iterable[Evidence]) -> None:
    """Delete proof with all revisions and uses, and what lies in the storage once that is certain."""
    places = []
    for evidence in pieces:
        places += [place for file in evidence.files.all() for place in file.places]
        evidence.delete()
    transaction.on_commit(lambda: shelf.drop(places))


def describe(evidence: Evidence, *, title: str, expires_on: date | None) -> None:
    """What it is called, and until when it holds."""
    evidence.title, evidence.expires_on = title.strip()[:60], expires_on
    evidence.save(update_fields=["title", "expires_on"])
