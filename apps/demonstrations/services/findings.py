"""What a survey finds: written down, answered by the organisation, seen to be so."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.demonstrations.choices import CandidateStatus, GateKind, GateStatus
from apps.demonstrations.models import Candidate, Finding, Gate
from apps.demonstrations.services.taking import locked

LONGEST = 500
TAKING_PART = (CandidateStatus.IN, CandidateStatus.CHOSEN, CandidateStatus.NAMED)


@transaction.atomic
def add_finding(actor: Any, candidate: Candidate, text: str, *, due_on: date | None = None) -> Finding:
    """Write down what was found, perhaps with the day by which it is to be mended."""
    row = locked(candidate)
    authorise(actor, "demonstrations.survey", row)
    if row.status not in TAKING_PART:
        raise Refused(_("Only what takes part is surveyed."), code="not-taking-part")
    words = {"text": given_text(text, "text"), "due_on": due_on}
    found = Finding.objects.create(candidate=row, gate=surveying(row), by=actor.pk, by_name=actor.name, **words)
    record(actor, "finding.added", found, node_path=row.path, after=summary(found))
    return found


def surveying(candidate: Candidate) -> Gate | None:
    """The gate that it was found at: the open one, else the batch's last survey."""
    gates = list(candidate.batch.gates.all())
    is_open = next((gate for gate in gates if gate.status == GateStatus.OPEN), None)
    return is_open or next((gate for gate in reversed(gates) if gate.kind == GateKind.VISIT), None)


@transaction.atomic
def reply_to(actor: Any, finding: Finding, reply: str, *, due_on: date | None = None) -> Finding:
    """What the organisation answers, and by when it is mended; a day that the survey named stays."""
    row = held(finding)
    authorise(actor, "demonstrations.apply", row.candidate.node)
    if row.checked_at:
        raise Refused(_("This was seen and is settled."), code="checked")
    if due_on and due_on < timezone.localdate():
        message = _("Name a day that is still to come.")
        raise Invalid(message, details={"due_on": [message]})
    before, row.reply = row.reply, given_text(reply, "reply")
    row.due_on = row.due_on or due_on
    row.replied_by_name, row.replied_at = actor.name, timezone.now()
    row.save()
    record(actor, "finding.replied", row, node_path=row.candidate.path, before={"reply": before}, after=summary(row))
    return row


@transaction.atomic
def check_finding(actor: Any, finding: Finding) -> Finding:
    """Say that it was looked at and is as the organisation answered."""
    row = held(finding)
    authorise(actor, "demonstrations.survey", row.candidate)
    if not row.reply:
        raise Refused(_("The organisation has not answered yet."), code="no-reply")
    if row.checked_at:
        return row
    row.checked_by_name, row.checked_at = actor.name, timezone.now()
    row.save(update_fields=["checked_by_name", "checked_at"])
    record(actor, "finding.checked", row, node_path=row.candidate.path, after=summary(row))
    return row


def held(finding: Finding) -> Finding:
    """The finding as it stands now, with its candidate."""
    facts = ("candidate__batch__programme__committee", "candidate__node")
    return Finding.objects.select_for_update(of=("self",)).select_related(*facts).get(pk=finding.pk)


def given_text(text: str, key: str) -> str:
    """A sentence that must not be empty."""
    text = text.strip()
    if not text:
        raise Invalid(_("Some values cannot be taken."), details={key: [_("Fill this in.")]})
    if len(text) > LONGEST:
        message = _("At most %(n)s characters.") % {"n": LONGEST}
        raise Invalid(message, details={key: [message]})
    return text


def summary(finding: Finding) -> dict[str, Any]:
    """What the record keeps of a finding."""
    due_on = finding.due_on.isoformat() if finding.due_on else None
    return {"text": finding.text, "reply": finding.reply, "due-on": due_on, "checked-by": finding.checked_by_name}
