"""Are all acts as they were written? Each link's digest covers the link before it and one act."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from apps.audit.models import Link, Record

START = "0" * 64
CHUNK = 2_000
# How long a committed act may stand without its link before somebody should ask why.
PATIENCE = timedelta(minutes=5)
FIELDS = (
    "pk",
    "at",
    "act",
    "actor_id",
    "actor_name",
    "node_path",
    "object_kind",
    "object_id",
    "object_label",
    "before",
    "after",
    "reason",
)


@dataclass(frozen=True)
class Break:
    """One place where the chain does not hold.

    `kind`: "altered" (the act is not as it was written), "missing" (the act is gone), "gap" (the link is gone), "cut"
    (a digest that was printed elsewhere is not there), "unlinked" (an act that nobody linked).
    """

    kind: str
    position: int
    record: int | None = None


def canonical(record: Record) -> bytes:
    """The act as bytes: JSON of every field, keys sorted, the moment in UTC to the microsecond."""
    told = {field: getattr(record, field) for field in FIELDS}
    told["at"] = moment(record.at)
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def moment(at: datetime) -> str:
    """A moment as text that is the same on every database."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest_after(previous: str, record: Record) -> str:
    """SHA-256 (hex) over the digest before and the act."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(record)).hexdigest()


def head() -> Link | None:
    """The newest link."""
    return Link.objects.order_by("-position").first()


def breaks(known_heads: dict[int, str] | None = None) -> Iterator[Break]:
    """Every place where the chain does not hold, from the first link on.

    After a break the chain is followed from the digest that is stored, so that each fault is told once. `known_heads`
    are digests by position that were printed elsewhere: a chain that was made anew, or cut off at its end, differs.
    """
    previous, last = START, 0
    while links := list(Link.objects.filter(position__gt=last).order_by("position")[:CHUNK]):
        records = Record.objects.in_bulk([link.record_id for link in links])
        for link in links:
            if link.position != last + 1:
                yield Break("gap", last + 1)
            record = records.get(link.record_id)
            if record is None:
                yield Break("missing", link.position, link.record_id)
            elif digest_after(previous, record) != link.digest:
                yield Break("altered", link.position, record.pk)
            previous, last = link.digest, link.position
    for position, digest in sorted((known_heads or {}).items()):
        if Link.objects.filter(position=position).values_list("digest", flat=True).first() != digest:
            yield Break("cut", position)
    since = timezone.now() - PATIENCE
    for pk in Record.objects.filter(link=None, at__lt=since).order_by("pk").values_list("pk", flat=True):
        yield Break("unlinked", 0, pk)
