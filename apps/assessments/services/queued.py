"""Acts that a phone kept until it had a network: each goes through the service of its kind and has one effect.

The key makes a repeat harmless. Versions are those that the phone showed: what the same person's queue wrote since then
is nothing unseen, what anybody else wrote is a conflict.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import QueuedKind as K
from apps.assessments.models import QueuedAct, Stop, StopCheck, StopFinding
from apps.assessments.services import signing, stops
from apps.assessments.services.at_stop import as_kept, hand_kept
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.evidence.choices import UseKind
from apps.evidence.models import Use

MOST_SECONDS = 10**9


@dataclass(frozen=True)
class Queued:
    """One act as a phone kept it: when it was done, and what the phone's clock says now; `given` is of its kind."""

    kind: str
    key: UUID
    at: datetime
    sent_at: datetime
    given: Mapping[str, Any]

    @property
    def part(self) -> str:
        """The criterion that it is about, where it is about one."""
        return self.given.get("criterion", "")

    @property
    def digest(self) -> str:
        """Of what was sent, to tell a repeat from another act under the same key; a file counts by its size."""
        said = {name: getattr(value, "size", value) for name, value in self.given.items() if name != "photo"}
        text = json.dumps([self.kind, self.at.isoformat(), said], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def accept(actor: Any, stop: Stop, queued: Queued) -> QueuedAct:
    """Do it, once. Gives the receipt; a repeat gives the same one.

    Raises what the service raises; a refusal (409) says whom to ask and, for a check, what stands there now.
    """
    if known := receipt_of(actor, stop, queued):
        return known
    try:
        if queued.kind == K.PHOTO:
            given = queued.given
            photo = stops.read_photo(actor, stop, given["criterion"], given["file"])
            queued = replace(queued, given={**given, "photo": replace(photo, taken_at=photo.taken_at or queued.at)})
        return written(actor, stop, queued)
    except Refused as error:
        error.details = {**error.details, "ask": stop.visit.by_name, **standing(stop, queued)}
        raise


@transaction.atomic
def written(actor: Any, stop: Stop, queued: Queued) -> QueuedAct:
    """The act and its receipt, or neither. Two sendings of one act wait for each other at the stop's row."""
    before = Stop.objects.select_for_update().values_list("version", flat=True).get(pk=stop.pk)
    if known := receipt_of(actor, stop, queued):
        return known
    check_from = check_version(stop, queued)
    made = DO[queued.kind](actor, stop, queued)
    return QueuedAct.objects.create(
        stop=stop,
        person=actor.pk,
        key=queued.key,
        digest=queued.digest,
        kind=queued.kind,
        part=queued.part,
        made=made,
        told_at=queued.at,
        clock_off=seconds_off(queued),
        version_from=before,
        version_to=Stop.objects.values_list("version", flat=True).get(pk=stop.pk),
        check_from=check_from,
        check_to=check_version(stop, queued),
    )


def receipt_of(actor: Any, stop: Stop, queued: Queued) -> QueuedAct | None:
    """The receipt of what came before under this key; refuses where that was something else."""
    known = QueuedAct.objects.filter(person=actor.pk, key=queued.key).first()
    if known and (known.stop_id, known.digest) != (stop.pk, queued.digest):
        raise Refused(_("Something else was sent under this key."), code="key-used")
    return known


def seconds_off(queued: Queued) -> int:
    """How far the phone's clock runs ahead of ours."""
    off = int((queued.sent_at - timezone.now()).total_seconds())
    return max(-MOST_SECONDS, min(MOST_SECONDS, off))


def check_version(stop: Stop, queued: Queued) -> int | None:
    """The version of the check that the act is about; None for other acts."""
    if queued.kind != K.CHECK:
        return None
    found = StopCheck.objects.filter(stop=stop, criterion=queued.part).values_list("version", flat=True).first()
    return found or 0


def standing(stop: Stop, queued: Queued) -> dict[str, Any]:
    """What stands at the criterion, beside what was refused."""
    check = StopCheck.objects.filter(stop=stop, criterion=queued.part).first() if queued.kind == K.CHECK else None
    return {"theirs": as_kept(check) | hand_kept(check.by_name, check.changed_at)} if check else {}


def carried(steps: Iterable[tuple[int | None, int | None]], version: int) -> int:
    """The version that was read, carried on by the person's own steps since."""
    for before, after in steps:
        if before == version and after is not None:
            version = after
    return version


def own_acts(actor: Any, stop: Stop) -> Any:
    return QueuedAct.objects.filter(stop=stop, person=actor.pk).order_by("pk")


def start(actor: Any, stop: Stop, queued: Queued) -> None:
    stops.start_stop(actor, stop, at=queued.at)


def check(actor: Any, stop: Stop, queued: Queued) -> None:
    given = queued.given
    steps = own_acts(actor, stop).filter(kind=K.CHECK, part=queued.part).values_list("check_from", "check_to")
    version = carried(steps, given["version"])
    said = {"mark": given["mark"], "seen": given["seen"], "version": version}
    stops.save_check(actor, stop, queued.part, at=queued.at, **said)


def photo(actor: Any, stop: Stop, queued: Queued) -> int:
    return stops.keep_photo(actor, stop, queued.part, queued.given["photo"], at=queued.at).pk


def drop_photo(actor: Any, stop: Stop, queued: Queued) -> None:
    """A photo that is gone already needs no dropping."""
    authorise(actor, "assessments.visit_branch", stop)
    uses = Use.objects.of(UseKind.STOP, stop.pk).standing().select_related("evidence", "file")
    if use := uses.filter(pk=queued.given["made"]).first():
        stops.remove_photo(actor, stop, use)


def finding(actor: Any, stop: Stop, queued: Queued) -> int:
    given = queued.given
    said = {"text": given["text"], "criterion": given["criterion"], "due_on": given["due_on"]}
    return stops.add_finding(actor, stop, at=queued.at, **said).pk


def drop_finding(actor: Any, stop: Stop, queued: Queued) -> None:
    """Likewise."""
    authorise(actor, "assessments.visit_branch", stop)
    if found := StopFinding.objects.filter(stop=stop, pk=queued.given["made"]).first():
        stops.drop_finding(actor, found)


def skip(actor: Any, stop: Stop, queued: Queued) -> None:
    stops.skip_stop(actor, stop, queued.given["reason"], at=queued.at)


def resume(actor: Any, stop: Stop, queued: Queued) -> None:
    stops.resume_stop(actor, stop)


def team(actor: Any, stop: Stop, queued: Queued) -> None:
    signing.sign_for_team(actor, stop, hand_of(actor, stop, queued))


def take_back(actor: Any, stop: Stop, queued: Queued) -> None:
    signing.take_back_sign(actor, stop)


def branch(actor: Any, stop: Stop, queued: Queued) -> None:
    signing.sign_for_branch(actor, stop, hand_of(actor, stop, queued))


def hand_of(actor: Any, stop: Stop, queued: Queued) -> signing.Hand:
    """The hand over what the phone showed, with all that the same phone wrote since."""
    given = queued.given
    if given["version"] is None:
        raise Invalid(_("Name the version that was read."), details={"version": [""]})
    version = carried(own_acts(actor, stop).values_list("version_from", "version_to"), given["version"])
    return signing.Hand(version, given["strokes"], given["name"], given["word"], given["answers"], queued.at)


DO: dict[str, Callable[[Any, Stop, Queued], int | None]] = {
    K.START: start,
    K.CHECK: check,
    K.PHOTO: photo,
    K.DROP_PHOTO: drop_photo,
    K.FINDING: finding,
    K.DROP_FINDING: drop_finding,
    K.SKIP: skip,
    K.RESUME: resume,
    K.TEAM: team,
    K.TAKE_BACK: take_back,
    K.BRANCH: branch,
}
