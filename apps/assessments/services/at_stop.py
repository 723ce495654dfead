"""What every act at a stop asks first and how it is written down: the row in the team's hands, version, record."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import StopStatus
from apps.assessments.lifecycle import STOP
from apps.assessments.models import Stop, StopCheck, StopFinding
from apps.assessments.visiting import lines_at
from apps.audit.services import record
from apps.campaigns.choices import Act
from apps.campaigns.services import require_stage, require_unsealed
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise
from apps.evidence.models import Use
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion


def hold(actor: Any, stop: Stop) -> Stop:
    """The stop locked in the hands of its team, while visits may be made; refuses one that both signed."""
    authorise(actor, "assessments.visit_branch", stop)
    row = locked(stop)
    require_stage(row.visit.campaign, Act.VISIT, row.assessment.path)
    require_unsigned(row)
    return row


def locked(stop: Stop) -> Stop:
    """The row as it stands now."""
    rows = Stop.objects.select_for_update(of=("self",))
    facts = ("visit__campaign__committee", "assessment__node", "assessment__round__rulebook_version")
    row = rows.select_related(*facts).get(pk=stop.pk)
    if row.visit.cancelled_at:
        raise Refused(
            _("This visit was cancelled."), code="visit-cancelled", details=hand_kept("", row.visit.cancelled_at)
        )
    require_unsealed(row.visit.campaign)
    return row


def require_unsigned(stop: Stop) -> None:
    if stop.status == StopStatus.SIGNED:
        message = _("Both sides have signed; nothing is changed any more.")
        raise Refused(message, code="signed", details=hand_kept(stop.branch_signed_by_name, stop.branch_signed_at))


def writing(actor: Any, stop: Stop, at: datetime | None = None) -> Stop:
    """The stop while the team writes; the first word begins it."""
    row = hold(actor, stop)
    if row.team_signed_at:
        message = _("The team has signed; take the signature back to change something.")
        raise Refused(message, code="team-signed", details=hand_kept(row.team_signed_by_name, row.team_signed_at))
    if row.status == StopStatus.PLANNED:
        begin(actor, row, "start", at)
    STOP.after("write", row.status)
    return row


def begin(actor: Any, row: Stop, act: str, at: datetime | None = None) -> None:
    row.status, row.started_at = STOP.after(act, row.status), row.started_at or at or timezone.now()
    row.save(update_fields=["status", "started_at"])
    touch(row)
    note(actor, "stop.started", row, at=at)


def touch(row: Stop) -> None:
    """A version further: who signs names the one that they read."""
    row.version += 1
    row.save(update_fields=["version"])


def line_of(stop: Stop, criterion: str) -> Criterion:
    """The criterion, where it is looked at in this branch."""
    found = next((line for line in lines_at(stop) if line.code == criterion), None)
    if found is None:
        message = _("This criterion is not looked at here.")
        raise Invalid(message, code="criterion", details={"criterion": [criterion]})
    return found


def refuse_conflict(check: StopCheck, mark: int | None, seen: str) -> None:
    """Two members at one criterion: show both, write nothing."""
    theirs = as_kept(check) | hand_kept(check.by_name, check.changed_at)
    message = _("%(who)s wrote something else here meanwhile. Compare both and choose.") % {"who": check.by_name}
    mine = {"mark": points(mark), "seen": seen}
    details = {"criterion": check.criterion, "version": check.version, "theirs": theirs, "mine": mine}
    raise Conflict(message, details=details)


def note(
    actor: Any,
    act: str,
    stop: Stop,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    at: datetime | None = None,
) -> None:
    """The record of one step; what a phone kept says when it was done, the record's own time is when it came in."""
    after = {**(after or {}), "done": at.isoformat(timespec="seconds")} if at else after
    record(actor, act, stop, node_path=stop.assessment.path, before=before, after=after, reason=reason)


def hand_kept(by: str, at: datetime | None) -> dict[str, Any]:
    """Who did it and when, for whoever came later."""
    return {"by": by, "at": at.isoformat() if at else None}


def points(mark: int | None) -> str | None:
    return None if mark is None else show_points(mark)


def as_kept(check: StopCheck) -> dict[str, Any]:
    return {"mark": points(check.mark), "seen": check.seen}


def finding_kept(finding: StopFinding) -> dict[str, Any]:
    due_on = finding.due_on.isoformat() if finding.due_on else None
    return {"criterion": finding.criterion, "text": finding.text, "due": due_on}


def photo_kept(use: Use) -> dict[str, Any]:
    return {"file": use.file.name, "digest": use.file.digest}
