"""The one late mark: a correction during the public notice, by an objection that two people found right."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.assessments import warrants
from apps.assessments.lines import main_sheet
from apps.assessments.models import Assessment, Revision, Sheet
from apps.assessments.refining import rules_for
from apps.assessments.services.marks import Change, apply, check_marks, locked_sheet
from apps.audit.services import record
from apps.campaigns.choices import Act
from apps.campaigns.services import require_stage
from apps.core.errors import Conflict, Forbidden, Refused
from apps.core.permissions import authorise


@transaction.atomic
def correct_mark(
    actor: Any, second: Any, assessment: Assessment, criterion: str, mark: int, *, objection: int, reason: str
) -> Sheet:
    """Correct one mark (hundredths) on the sheet that counts, with a revision that names the reason.

    `actor` found it, `second` (another person) agrees. Refuses outside the public notice, without an objection that
    asks for exactly this, and where the mark is not the one that was found wrong any more.
    """
    authorise(actor, "assessments.enrol_branches", assessment.campaign)
    if actor.pk == second.pk:
        raise Forbidden(_("Another person has to agree."))
    require_stage(assessment.campaign, Act.GIVE_NOTICE)
    rules = rules_for(assessment)
    party = main_sheet(rules)
    sheet = locked_sheet(assessment, party)
    before = sheet.typed.get(criterion)
    asked = warrants.Correction(objection, assessment.pk, criterion, before, mark, actor.pk, second.pk)
    warrants.require(asked)
    changes = {criterion: Change(mark, reason)}
    check_marks(rules, assessment, party, changes)
    revisions = apply(sheet, changes, actor, rules)
    if not revisions:
        raise Refused(_("The mark stands as it is asked for."), code="nothing-changed")
    sheet.save(update_fields=["marks", "indicators", "version", "changed_at"])
    Revision.objects.bulk_create(revisions)
    record(
        actor,
        "sheet.corrected",
        sheet,
        node_path=assessment.path,
        before={r.criterion: r.before for r in revisions},
        after={r.criterion: r.after for r in revisions} | {"second": second.name},
        reason=reason,
    )
    return sheet


def mark_now(assessment: Assessment, criterion: str) -> int | None:
    """The mark that counts as it stands; None where there is none."""
    sheet = Sheet.objects.filter(assessment=assessment, party=main_sheet(rules_for(assessment))).first()
    return sheet.typed.get(criterion) if sheet else None


def check_correction(assessment: Assessment, criterion: str, mark: int | None) -> None:
    """Refuse what the sheet could not take: unknown lines, marks out of range or step (`Invalid`, by code)."""
    rules = rules_for(assessment)
    check_marks(rules, assessment, main_sheet(rules), {criterion: Change(mark)})


def refuse_overtaken(assessment: Assessment, criterion: str, before: int | None) -> None:
    """Refuse (409) where another mark stands by now than the one that was found wrong."""
    if mark_now(assessment, criterion) != before:
        raise Conflict(_("The mark has changed since. Look at it again."), code="mark-changed")
