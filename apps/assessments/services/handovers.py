"""From the unit to the work committee: hand over all branches at once, take back, receive, send back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.choices import SubmissionStatus
from apps.assessments.lifecycle import SUBMISSION
from apps.assessments.models import Assessment, Handover, Submission
from apps.assessments.services.checking import LONGEST_REASON, name_of
from apps.assessments.unit_rows import summary_of, unit_rows
from apps.audit.services import record
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_stage
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.organisations.models import Node


@transaction.atomic
def hand_over(actor: Any, campaign: Campaign, unit: Node, *, meeting_on: date | None, is_signed: bool) -> Handover:
    """The unit signs: every branch goes to the work committee with the summary as it stands now, none is left out.

    Refuses: another office; no open stage; a branch that is not approved (named in `details`); a hand-over that
    stands already; no day of the meeting, or one ahead or before the campaign's year; no signature.
    """
    if actor is not None:
        authorise(actor, "assessments.check_unit", unit)
    require_stage(campaign, Act.CHECK, unit.path, is_whole=True)
    everybody = Assessment.objects.of(campaign).filter(unit=unit)
    going = Submission.objects.filter(assessment__in=everybody)
    list(going.select_for_update().order_by("pk").values_list("pk", flat=True))
    if Handover.objects.filter(campaign=campaign, unit=unit, ended_at=None).exists():
        raise Refused(_("The unit has handed over already."), code="handed-over")
    require_all_approved(everybody)
    check_signature(campaign, meeting_on, is_signed)
    summary = summary_of(campaign, unit_rows(campaign, everybody))
    handover = Handover.objects.create(
        campaign=campaign,
        unit=unit,
        meeting_on=meeting_on,
        summary=summary,
        by=actor.pk if actor else None,
        by_name=name_of(actor),
    )
    move_all(handover, "hand-over")
    counted = {"branches": summary["branches"], "proof": summary["proof"], "meeting_on": meeting_on.isoformat()}
    record(actor, "unit.hand-over", handover, node_path=unit.path, after=counted)
    return handover


@transaction.atomic
def recall(actor: Any, handover: Handover, *, reason: str = "") -> Handover:
    """The unit takes everything back, as long as the work committee has not received it."""
    if actor is not None:
        authorise(actor, "assessments.check_unit", handover.unit)
    require_stage(handover.campaign, Act.CHECK, handover.unit.path, is_whole=True)
    row = standing(handover)
    if row.received_at is not None:
        message = _("The work committee has received it already. Ask it to send the unit's sheets back.")
        raise Refused(message, code="received")
    return end(actor, row, "recall", reason.strip())


@transaction.atomic
def receive(actor: Any, handover: Handover) -> Handover:
    """The work committee has it: from now on the unit cannot take it back. A second click changes nothing."""
    if actor is not None:
        authorise(actor, "assessments.receive_unit", handover.campaign)
    require_stage(handover.campaign, Act.RECEIVE, handover.unit.path, is_whole=True)
    row = standing(handover)
    if row.received_at is not None:
        return row
    row.received_at, row.received_by_name = timezone.now(), name_of(actor)
    row.save(update_fields=["received_at", "received_by_name"])
    move_all(row, "receive")
    record(actor, "unit.receive", row, node_path=row.unit.path, after={"branches": row.summary.get("branches")})
    return row


@transaction.atomic
def receive_all(actor: Any, campaign: Campaign) -> list[Handover]:
    """Receive whatever waits; gives what came in now."""
    if actor is not None:
        authorise(actor, "assessments.receive_unit", campaign)
    require_stage(campaign, Act.RECEIVE)
    waiting = Handover.objects.filter(campaign=campaign, ended_at=None, received_at=None)
    return [receive(actor, each) for each in waiting.select_related("campaign__committee").order_by("pk")]


@transaction.atomic
def send_back_unit(actor: Any, handover: Handover, *, reason: str) -> Handover:
    """The work committee gives a unit's sheets back, received or not, while branches can still mend them."""
    if actor is not None:
        authorise(actor, "assessments.receive_unit", handover.campaign)
    require_stage(handover.campaign, Act.CHECK, handover.unit.path, is_whole=True)
    row = standing(handover)
    if not reason.strip():
        raise Invalid(_("Give the reason for sending it back."), code="reason", details={"reason": [""]})
    return end(actor, row, "send-back", reason.strip())


def require_all_approved(everybody: Any) -> None:
    """Refuse while a branch is missing: `details` names each with its state."""
    rows = everybody.in_order().values_list("name", "submission__status")
    branches = [(name, status or SubmissionStatus.FILLING) for name, status in rows]
    if not branches:
        raise Refused(_("The unit has no branch in this campaign."), code="no-branch")
    open_ones = {name: [status] for name, status in branches if status != SubmissionStatus.APPROVED}
    if not open_ones:
        return
    words = ngettext(
        "%(n)s branch is not through yet; a unit hands over all its branches at once.",
        "%(n)s branches are not through yet; a unit hands over all its branches at once.",
        len(open_ones),
    )
    raise Refused(words % {"n": len(open_ones)}, code="not-all-approved", details=open_ones)


def check_signature(campaign: Campaign, meeting_on: date | None, is_signed: bool) -> None:
    """Refuse a signature without its day or its tick."""
    faults = {}
    if meeting_on is None:
        faults["meeting_on"] = [_("Enter the day on which the unit met.")]
    elif meeting_on > timezone.localdate():
        faults["meeting_on"] = [_("This day has not come yet.")]
    elif meeting_on.year < campaign.year:
        faults["meeting_on"] = [_("This day lies before the year that is rated.")]
    if not is_signed:
        faults["is_signed"] = [_("Tick that you sign for the unit.")]
    if faults:
        raise Invalid(" ".join(words for found in faults.values() for words in found), code="signature", details=faults)


def standing(handover: Handover) -> Handover:
    """The hand-over as it stands now, locked; refuses one that has ended."""
    rows = Handover.objects.select_for_update(of=("self",)).select_related("campaign__committee", "unit")
    row = rows.get(pk=handover.pk)
    if row.ended_at is not None:
        raise Refused(_("It is back with the unit already."), code="handover-ended")
    return row


def end(actor: Any, row: Handover, act: str, reason: str) -> Handover:
    """Everything goes back to the unit, approved as it was; the hand-over stays on record."""
    if len(reason) > LONGEST_REASON:
        message = _("At most %(n)s characters.") % {"n": LONGEST_REASON}
        raise Invalid(message, code="reason", details={"reason": [message]})
    row.ended_at, row.ended_by_name, row.end_reason = timezone.now(), name_of(actor), reason
    row.save(update_fields=["ended_at", "ended_by_name", "end_reason"])
    move_all(row, act)
    record(actor, f"unit.{act}", row, node_path=row.unit.path, reason=reason)
    return row


def move_all(handover: Handover, act: str) -> None:
    """One step for every branch of the unit."""
    starts, after = SUBMISSION.table[act]
    rows = Submission.objects.filter(
        assessment__campaign=handover.campaign, assessment__unit=handover.unit, status__in=starts
    )
    rows.update(status=after)
