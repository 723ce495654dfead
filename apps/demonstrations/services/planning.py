"""The gates of a batch while they are to come: added, changed, moved, removed; a gate that is open gets more time."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.services.stages import write_stages
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.choices import VersionStatus
from apps.criteria.models import RulebookVersion
from apps.criteria.selectors import rulebook_of
from apps.demonstrations.choices import BatchStatus, GateKind, GateStatus
from apps.demonstrations.cutting import WHOLE
from apps.demonstrations.models import Batch, Gate
from apps.demonstrations.opening import stages_of
from apps.demonstrations.services import batches, gates

CHANGEABLE = (
    "kind",
    "title",
    "rulebook_version",
    "opens_at",
    "closes_at",
    "levels",
    "places",
    "share",
    "spare",
    "fact",
)
FACT = re.compile(r"[a-z][a-z0-9-]{0,29}")
MOST_GATES = 12
EARLIER, LATER = "earlier", "later"
# Where a position stands while two gates change places; no batch has as many gates.
ASIDE = 1000


@transaction.atomic
def add_gate(
    actor: Any,
    batch: Batch,
    *,
    kind: str,
    rulebook_version: RulebookVersion,
    opens_at: datetime,
    closes_at: datetime,
    **fields: Any,
) -> Gate:
    """One more gate behind the others; `fields` of CHANGEABLE. Its total is `fact` to later ones: its kind, unless
    said."""
    row = batches.locked(batch)
    authorise(actor, "demonstrations.conduct", row.programme)
    require_open_end(row)
    held = list(row.gates.all())
    if len(held) >= MOST_GATES:
        raise Refused(_("A batch has at most %(n)s gates.") % {"n": MOST_GATES}, code="too-many")
    gate = Gate(batch=row, position=held[-1].position + 1 if held else 1)
    given = {"kind": kind, "rulebook_version": rulebook_version, "opens_at": opens_at, "closes_at": closes_at}
    fact = fields.get("fact") or free_fact(kind, [one.fact for one in held])
    write(gate, given | fields | {"fact": fact})
    record(actor, "gate.added", gate, node_path=row.programme.committee.path, after=summary(gate))
    return gate


def free_fact(kind: str, taken: Sequence[str]) -> str:
    """The kind as a key, with a figure behind it where that is taken."""
    number = 1
    while (key := kind if number == 1 else f"{kind}-{number}") in taken:
        number += 1
    return key


@transaction.atomic
def change_gate(actor: Any, gate: Gate, **fields: Any) -> Gate:
    """Other words, rules and dates for a gate to come; one that is open gets another end and nothing else."""
    row = gates.locked(gate)
    programme = row.batch.programme
    authorise(actor, "demonstrations.conduct", programme)
    before = summary(row)
    if row.status == GateStatus.PLANNED:
        write(row, fields)
    else:
        extend(row, fields)
    record(actor, "gate.changed", row, node_path=programme.committee.path, before=before, after=summary(row))
    return row


def extend(gate: Gate, fields: Mapping[str, Any]) -> None:
    """Give an open gate another end, and its round with it; refuses everything else."""
    if gate.status == GateStatus.CLOSED:
        raise Refused(_("“%(gate)s” is done; nothing of it is changed any more.") % {"gate": gate.title}, code="closed")
    changed = [name for name, value in fields.items() if name != "closes_at" and getattr(gate, name) != value]
    if changed:
        message = _("“%(gate)s” is open: its rules stay, only its end can be moved.") % {"gate": gate.title}
        raise Refused(message, code="gate-open", details={name: [""] for name in changed})
    gate.closes_at = fields.get("closes_at", gate.closes_at)
    if gate.closes_at <= timezone.now():
        raise Invalid(_("Give an end that lies ahead; to end it now, close it."), details={"closes_at": [""]})
    gate.save(update_fields=["closes_at"])
    write_stages(gate.campaign, stages_of(gate, gate.campaign.stages.first().opens_at))


@transaction.atomic
def remove_gate(actor: Any, gate: Gate) -> None:
    """Take a gate to come out of its batch; those behind it move up. Refuses the only gate after the call."""
    row = gates.locked(gate)
    batch = row.batch
    authorise(actor, "demonstrations.conduct", batch.programme)
    require_planned(row)
    if batch.status != BatchStatus.DRAFT and not batch.gates.exclude(pk=row.pk).exclude(status="closed").exists():
        raise Refused(_("It is the last gate; a batch without one chooses nobody."), code="last-gate")
    record(actor, "gate.removed", row, node_path=batch.programme.committee.path, before=summary(row))
    behind = list(batch.gates.filter(position__gt=row.position))
    row.delete()
    for one in behind:
        one.position -= 1
        one.save(update_fields=["position"])


@transaction.atomic
def move_gate(actor: Any, gate: Gate, way: str) -> Gate:
    """Let a gate to come change places with the one before (`EARLIER`) or behind it (`LATER`), their days with them."""
    row = gates.locked(gate)
    programme = row.batch.programme
    authorise(actor, "demonstrations.conduct", programme)
    require_planned(row)
    step = -1 if way == EARLIER else 1
    other = row.batch.gates.filter(position=row.position + step).first()
    if other is None or other.status != GateStatus.PLANNED:
        raise Refused(_("“%(gate)s” cannot be moved there.") % {"gate": row.title}, code="no-room")
    before = row.position
    swap(row, other)
    after = {"position": row.position, "gate": row.title}
    record(actor, "gate.moved", row, node_path=programme.committee.path, before={"position": before}, after=after)
    return row


def swap(one: Gate, other: Gate) -> None:
    """Exchange positions and days of two gates of a batch."""
    first, second = one.position, other.position
    one.opens_at, other.opens_at = other.opens_at, one.opens_at
    one.closes_at, other.closes_at = other.closes_at, one.closes_at
    one.position = ASIDE
    one.save()
    other.position, one.position = first, second
    other.save()
    one.save()


def require_planned(gate: Gate) -> None:
    if gate.status != GateStatus.PLANNED:
        raise Refused(_("“%(gate)s” has been opened; it stays where it is.") % {"gate": gate.title}, code="gate-open")


def require_open_end(batch: Batch) -> None:
    """Refuse one more gate once everybody is chosen."""
    if batch.status in {BatchStatus.CHOSEN, BatchStatus.NAMED}:
        raise Refused(_("The last gate is done; no other follows."), code="chosen")


def write(gate: Gate, fields: Mapping[str, Any]) -> None:
    """Lay fields of CHANGEABLE over a gate, look at the whole, and save it."""
    unknown = fields.keys() - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"A gate has no such field: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(gate, name, value.strip() if isinstance(value, str) else value)
    if gate.kind not in GateKind.values:
        raise Invalid(_("There is no such kind of gate."), details={"kind": [gate.kind]})
    gate.title = gate.title or str(GateKind(gate.kind).label)
    gate.spare = gate.spare or 0
    require_span(gate)
    require_rules(gate)
    require_seats(gate)
    gate.save()


def require_span(gate: Gate) -> None:
    if gate.closes_at <= gate.opens_at:
        raise Invalid(_("“%(gate)s” closes before it opens.") % {"gate": gate.title}, details={"closes_at": [""]})
    if not FACT.fullmatch(gate.fact) or gate.batch.gates.exclude(pk=gate.pk).filter(fact=gate.fact).exists():
        message = _("Later gates read the total under a key of small letters and digits that no other gate has.")
        raise Invalid(message, details={"fact": [gate.fact]})


def require_rules(gate: Gate) -> None:
    """The rulebook is published, and the levels are its words."""
    if gate.rulebook_version.status != VersionStatus.PUBLISHED:
        raise Invalid(_("Only a published rulebook can be a gate's."), details={"rulebook_version": [""]})
    words = [level.name for level in rulebook_of(gate.rulebook_version).outcomes]
    for level in gate.levels:
        if level not in words:
            message = _("The rulebook has no level “%(level)s”; it has %(levels)s.")
            told = {"level": level, "levels": _(", ").join(words)}
            raise Invalid(message % told, details={"levels": [level]})


def require_seats(gate: Gate) -> None:
    if gate.places is not None and gate.places < 1:
        raise Invalid(_("Give at least one place, or none for no limit."), details={"places": [gate.places]})
    if gate.share is not None and not 1 <= gate.share <= WHOLE:
        raise Invalid(_("A share is more than nothing and at most all."), details={"share": [gate.share]})
    if gate.spare and gate.places is None and gate.share is None:
        raise Invalid(_("Spare places go beyond a number or a share; give one."), details={"spare": [gate.spare]})


def summary(gate: Gate) -> dict[str, Any]:
    """What the record keeps of a gate."""
    return {
        "position": gate.position,
        "kind": gate.kind,
        "title": gate.title,
        "rulebook": str(gate.rulebook_version),
        "opens": gate.opens_at.isoformat(),
        "closes": gate.closes_at.isoformat(),
        "levels": gate.levels,
        "places": gate.places,
        "share": gate.share,
        "spare": gate.spare,
        "fact": gate.fact,
    }
