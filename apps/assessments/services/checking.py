"""The unit's part of a self-assessment's way: look at it, approve it, send it back with what is to be mended."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import SubmissionStatus
from apps.assessments.lifecycle import SUBMISSION
from apps.assessments.models import Assessment, Sheet, Submission
from apps.assessments.refining import rules_for
from apps.audit.services import record
from apps.campaigns.choices import Act
from apps.campaigns.services import require_stage
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise

LONGEST_REASON = 500


@transaction.atomic
def look(actor: Any, assessment: Assessment) -> Submission:
    """A checker has opened what the branch submitted; only the first time counts. From then on it is not withdrawn."""
    submission = begun(actor, assessment)
    if submission.status != SubmissionStatus.SUBMITTED or submission.looked_at is not None:
        return submission
    submission.looked_at = timezone.now()
    submission.save(update_fields=["looked_at"])
    record(actor, "submission.look", submission, node_path=assessment.path)
    return submission


@transaction.atomic
def approve(actor: Any, assessment: Assessment, *, version: int | None = None) -> Submission:
    """The unit agrees; a second click changes nothing.

    `version` is that of the sheet which the checker saw: where the branch has changed it since, it is looked at again.
    """
    submission = begun(actor, assessment)
    if submission.status == SubmissionStatus.APPROVED:
        return submission
    before, after = submission.status, step(submission, "approve")
    require_seen(assessment, version)
    submission.status, submission.approved_at = after, timezone.now()
    submission.approved_by_name = name_of(actor)
    submission.looked_at = submission.looked_at or submission.approved_at
    submission.save()
    record(actor, "submission.approve", submission, node_path=assessment.path, before=before, after=after)
    return submission


@transaction.atomic
def send_back(actor: Any, assessment: Assessment, *, reason: str, criteria: Iterable[str] = ()) -> Submission:
    """Back to the branch with the reason and the criteria in question; the whole sheet where none is named."""
    submission = begun(actor, assessment)
    before, after = submission.status, step(submission, "return")
    reason, named = reason.strip(), set(criteria)
    if not reason:
        raise Invalid(_("Write what the branch is to mend."), code="reason", details={"reason": [""]})
    if len(reason) > LONGEST_REASON:
        message = _("At most %(n)s characters.") % {"n": LONGEST_REASON}
        raise Invalid(message, code="reason", details={"reason": [message]})
    codes = [criterion.code for criterion in rules_for(assessment).criteria]
    if unknown := sorted(named - set(codes)):
        message = _("No such criterion.")
        raise Invalid(message, code="criteria", details={code: [message] for code in unknown})
    submission.status, submission.return_reason = after, reason
    submission.return_criteria = [code for code in codes if code in named]
    submission.returned_by_name, submission.returned_at = name_of(actor), timezone.now()
    submission.return_opened_at = submission.approved_at = None
    submission.approved_by_name = ""
    submission.save()
    record(actor, "submission.return", submission, node_path=assessment.path, before=before, after=after, reason=reason)
    return submission


def begun(actor: Any, assessment: Assessment) -> Submission:
    """The submission, locked, once office and stage permit the act; refuses where the branch has not begun."""
    if actor is not None:
        authorise(actor, "assessments.check_branch", assessment)
    require_stage(assessment.campaign, Act.CHECK, assessment.path)
    submission = Submission.objects.select_for_update().filter(assessment=assessment).first()
    if submission is None:
        raise Refused(_("“%(branch)s” has not submitted yet.") % {"branch": assessment.name}, code="not-submitted")
    submission.assessment = assessment
    return submission


def step(submission: Submission, act: str) -> str:
    """The state that `act` leads to; refuses in plain words where the state it stands in does not permit it."""
    if not SUBMISSION.permits(act, submission.status):
        message = _("The self-assessment of “%(branch)s” is %(state)s by now; this can no longer be done.")
        words = {"branch": submission.assessment.name, "state": submission.get_status_display()}
        raise Refused(message % words, code="lifecycle")
    return SUBMISSION.after(act, submission.status)


def require_seen(assessment: Assessment, version: int | None) -> None:
    """Refuse approval of another sheet than the one that was seen."""
    sheet = Sheet.objects.filter(assessment=assessment, party="self").first()
    stands = sheet.version if sheet else 0
    if version is not None and version != stands:
        message = _("“%(branch)s” has changed its self-assessment since you opened it. Look at it again.")
        raise Conflict(message % {"branch": assessment.name}, details={"version": stands})


def name_of(actor: Any) -> str:
    """The name that a step is kept under."""
    return actor.name if actor else ""
