"""The branch's part of a self-assessment's way: present it to the secretary, take it back, submit it, withdraw it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.lifecycle import SUBMISSION
from apps.assessments.models import Assessment, Submission
from apps.assessments.self_check import missing
from apps.assessments.services.marks import locked_sheet
from apps.audit.services import record
from apps.campaigns.choices import Act
from apps.campaigns.services import require_stage
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise


@transaction.atomic
def present(actor: Any, assessment: Assessment) -> Submission:
    """The clerk asks the secretary to confirm; refuses while anything is missing."""
    submission = begun(actor, assessment, "assessments.save_sheet")
    after = SUBMISSION.after("present", submission.status)
    require_complete(assessment)
    submission.presented_by_name, submission.presented_at = actor.name, timezone.now()
    return moved(actor, submission, "present", after)


@transaction.atomic
def take_back(actor: Any, assessment: Assessment) -> Submission:
    """Clerk or secretary goes on filling in what waits for the secretary."""
    submission = begun(actor, assessment, "assessments.save_sheet")
    return moved(actor, submission, "take-back", SUBMISSION.after("take-back", submission.status))


@transaction.atomic
def submit(actor: Any, assessment: Assessment, *, meeting_on: date | None, is_true: bool) -> Submission:
    """The secretary signs for the branch: what the unit gets stays as it is until it comes back.

    Refuses: any other office, staff too; no open stage; anything missing; no day of the branch committee's meeting,
    or one that lies ahead or before the campaign's year; a statement that was not ticked.
    """
    submission = begun(actor, assessment, "assessments.submit_self")
    after = SUBMISSION.after("submit", submission.status)
    require_complete(assessment)
    check_statement(assessment, meeting_on, is_true)
    submission.meeting_on = meeting_on
    submission.submitted_by, submission.submitted_by_name = actor.pk, actor.name
    submission.submitted_at = timezone.now()
    submission.looked_at = submission.approved_at = None
    submission.approved_by_name = ""
    return moved(actor, submission, "submit", after)


@transaction.atomic
def withdraw(actor: Any, assessment: Assessment) -> Submission:
    """The secretary takes it back from the unit, as long as nobody there has opened it."""
    submission = begun(actor, assessment, "assessments.submit_self")
    after = SUBMISSION.after("withdraw", submission.status)
    if submission.looked_at is not None:
        message = _("The unit has opened it already. Ask the unit to return it.")
        raise Refused(message, code="looked-at")
    submission.submitted_at = None
    return moved(actor, submission, "withdraw", after)


@transaction.atomic
def open_return(actor: Any, assessment: Assessment) -> None:
    """The branch has opened what the unit returned; only the first time counts."""
    authorise(actor, "assessments.save_sheet", locked_sheet(assessment, Party.SELF))
    submission = locked_submission(assessment)
    if submission.status != SubmissionStatus.RETURNED or submission.return_opened_at is not None:
        return
    submission.return_opened_at = timezone.now()
    submission.save(update_fields=["return_opened_at"])
    record(actor, "submission.open-return", submission, node_path=assessment.path)


def submission_of(assessment: Assessment) -> Submission:
    """How far the self-assessment has come; an unsaved one, being filled in, before its first step."""
    found = Submission.objects.filter(assessment=assessment).first()
    return found or Submission(assessment=assessment)


def locked_submission(assessment: Assessment) -> Submission:
    """The submission's row, locked for this transaction; made when first needed."""
    Submission.objects.get_or_create(assessment=assessment)
    return Submission.objects.select_for_update().select_related("assessment").get(assessment=assessment)


def begun(actor: Any, assessment: Assessment, permission: str) -> Submission:
    """The locked submission, once office and stage permit the act.

    The sheet is locked first, as by every change of a mark: none slips in behind the submission.
    """
    sheet = locked_sheet(assessment, Party.SELF)
    authorise(actor, permission, sheet if permission == "assessments.save_sheet" else assessment)
    require_stage(assessment.campaign, Act.SELF_MARK, assessment.path)
    return locked_submission(assessment)


def moved(actor: Any, submission: Submission, act: str, after: str) -> Submission:
    """Save the step and record it."""
    before, submission.status = submission.status, after
    submission.save()
    record(
        actor,
        f"submission.{act}",
        submission,
        node_path=submission.assessment.path,
        before=before,
        after=after,
    )
    return submission


def require_complete(assessment: Assessment) -> None:
    """Refuse while anything is missing; `details` names it by criterion."""
    gaps = missing(assessment)
    if not gaps:
        return
    words = ngettext("%(n)s thing is still missing.", "%(n)s things are still missing.", len(gaps)) % {"n": len(gaps)}
    details: dict[str, list[str]] = {}
    for gap in gaps:
        details.setdefault(gap.criterion.code, []).append(gap.kind)
    raise Invalid(words, code="incomplete", details=details)


def check_statement(assessment: Assessment, meeting_on: date | None, is_true: bool) -> None:
    """Refuse a statement without its day or its tick."""
    faults = {}
    if meeting_on is None:
        faults["meeting_on"] = [_("Enter the day on which the branch committee met.")]
    elif meeting_on > timezone.localdate():
        faults["meeting_on"] = [_("This day has not come yet.")]
    elif meeting_on.year < assessment.campaign.year:
        faults["meeting_on"] = [_("This day lies before the year that is rated.")]
    if not is_true:
        faults["is_true"] = [_("Tick that the content is true.")]
    if faults:
        raise Invalid(_("The statement is not complete."), code="statement", details=faults)
