"""A scorer says that a sheet is finished, and takes that back while nothing depends on it."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.duties import invitations_of
from apps.assessments.models import Assessment, Assignment, Sheet
from apps.assessments.refining import rules_for
from apps.assessments.seconds import is_second, other_of
from apps.assessments.selectors import notes_of
from apps.assessments.services.marks import act_of, finished_by
from apps.assessments.workspace import lacking, unfinished
from apps.audit.services import record
from apps.campaigns.services import require_stage
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise


@transaction.atomic
def finish_sheet(actor: Any, assessment: Assessment, party: str) -> Assignment:
    """All marks are given: from now on they stand, and what others marked may be seen.

    Refuses a sheet of somebody else, one where marks or reasons are lacking, and outside the stage.
    """
    row = own(actor, assessment, party)
    require_stage(assessment.campaign, act_of(party), assessment.path)
    if row.finished_at:
        return row
    sheet, _made = Sheet.objects.get_or_create(assessment=assessment, party=party)
    claims = Sheet.objects.filter(assessment=assessment, party=Party.SELF).first()
    left = unfinished(rules_for(assessment), sheet, claims.typed if claims else {}, notes_of(sheet))
    if left:
        raise Invalid(lacking(left), code="unfinished", details={code: [kind] for code, kind in left})
    row.finished_at = timezone.now()
    row.save(update_fields=["finished_at"])
    record(actor, "sheet.finished", sheet, node_path=assessment.path, after={"party": party})
    return row


@transaction.atomic
def reopen_sheet(actor: Any, assessment: Assessment, party: str) -> Assignment:
    """Take back that it is finished, while the stage is open and the person has not been shown what others marked."""
    row = own(actor, assessment, party)
    require_stage(assessment.campaign, act_of(party), assessment.path)
    if row.finished_at is None:
        return row
    if others_shown(actor, assessment, party):
        message = _("You have been shown what others marked; your own marks stand. Ask the work committee.")
        raise Refused(message, code="others-shown")
    row.finished_at = None
    row.save(update_fields=["finished_at"])
    record(actor, "sheet.reopened", assessment, node_path=assessment.path, after={"party": party})
    return row


def own(actor: Any, assessment: Assessment, party: str) -> Assignment:
    """The person's own assignment, locked for this transaction."""
    authorise(actor, "assessments.save_sheet", Sheet(assessment=assessment, party=party))
    row = finished_by(actor, assessment, party, locked=True)
    if row is None:
        raise Refused(_("This sheet was not given to you alone; there is nothing to say."), code="not-assigned")
    return row


def others_shown(actor: Any, assessment: Assessment, party: str) -> bool:
    """Whether finishing has opened another's finished marks to this person: the blind second's, or a panel's."""
    rows = Assignment.objects.standing().filter(assessment=assessment).exclude(party=party).exclude(finished_at=None)
    if is_second(party) or not invitations_of(actor).filter(campaign=assessment.campaign_id).exists():
        rows = rows.filter(Q(party=other_of(party)))
    return rows.exists()
