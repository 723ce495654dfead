"""Two marked the same branch differently: the mark that counts is settled with a reason; the second stays as it was."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment, Sheet
from apps.assessments.pairs import finished
from apps.assessments.refining import rules_for
from apps.assessments.seconds import first_of
from apps.assessments.services.marks import Change, act_of, check_marks, locked_sheet, write
from apps.assessments.services.scorers import given_reason
from apps.campaigns.services import require_stage
from apps.core.errors import Refused
from apps.core.permissions import authorise


@transaction.atomic
def settle(actor: Any, assessment: Assessment, party: str, marks: Mapping[str, int | None], reason: str) -> Sheet:
    """Write marks (criterion → hundredths) onto the first sheet, by who conducts the campaign, with the reason.

    Refuses before both scorers have finished, marks outside range or step, and outside the stage.
    """
    authorise(actor, "assessments.assign", assessment.campaign)
    reason, party = given_reason(reason), first_of(party)
    if len(finished(assessment.campaign, party, [assessment.pk]).get(assessment.pk, {})) < 2:
        raise Refused(_("Both must have finished before anything is settled."), code="not-finished")
    require_stage(assessment.campaign, act_of(party), assessment.path)
    rules, sheet = rules_for(assessment), locked_sheet(assessment, party)
    changes = {code: Change(mark, reason) for code, mark in marks.items()}
    check_marks(rules, assessment, party, changes)
    return write(actor, sheet, changes, rules, "sheet.settled")
