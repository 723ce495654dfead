"""Save marks with their revisions. Every door to a mark leads through here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.indicators import parts_by_line, sum_of
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.lines import counting_sheets, has_sheet, lines_of
from apps.assessments.models import Assessment, Assignment, Revision, Sheet, Submission
from apps.assessments.refining import rules_for
from apps.assessments.services.announce import announce_evaluation
from apps.assessments.values import fault_of
from apps.audit.services import record
from apps.campaigns.choices import Act
from apps.campaigns.services import require_stage
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True)
class Change:
    """One mark asked for: hundredths, or None to leave the criterion unmarked.

    `seen` is the mark that stood there when it was typed, where that is known: another one in its place is a conflict.
    """

    after: int | None
    reason: str = ""
    seen: int | Literal["unknown"] | None = "unknown"


@transaction.atomic
def save_marks(
    actor: Any,
    *,
    assessment: Assessment,
    party: str,
    changes: Mapping[str, Change],
    version: int | None = None,
) -> Sheet:
    """Write marks (criterion code → Change) onto a party's sheet, each with a revision.

    Refuses: an office that does not cover it, no open stage, marks outside range or step (`Invalid`, by code), and,
    where `version` or what was seen is given, a sheet or a mark that somebody changed since (`Conflict`, with both
    values); and a self-assessment that the branch has given away.
    """
    sheet = open_sheet(actor, assessment, party)
    rules = rules_for(assessment)
    check_marks(rules, assessment, party, changes)
    if version is not None and version != sheet.version:
        refuse_conflict(sheet, changes)
    overtaken = {code: change for code, change in changes.items() if is_overtaken(sheet, code, change)}
    if overtaken:
        refuse_conflict(sheet, overtaken)
    return write(actor, sheet, changes, rules, "sheet.marked")


def open_sheet(actor: Any, assessment: Assessment, party: str) -> Sheet:
    """The party's sheet, locked for this transaction.

    Refuses an office that does not cover it, a party that the rulebook does not have, a self-assessment that the branch
    has given away, and no open stage.
    """
    if not has_sheet(rulebook_of(assessment.round.rulebook_version), party):
        raise Invalid(_("The rulebook has no such party."), details={"party": [party]})
    sheet = locked_sheet(assessment, party)
    authorise(actor, "assessments.save_sheet", sheet)
    if party == Party.SELF:
        require_with_the_branch(actor, assessment)
    else:
        require_unfinished(actor, assessment, party)
    require_stage(assessment.campaign, act_of(party), assessment.path)
    return sheet


def require_unfinished(actor: Any, assessment: Assessment, party: str) -> None:
    """Refuse a change of what its scorer has said is finished."""
    row = finished_by(actor, assessment, party)
    if row and row.finished_at:
        message = _("You have said that this branch is finished. Take that back to change a mark.")
        raise Refused(message, code="finished")


def finished_by(actor: Any, assessment: Assessment, party: str, *, locked: bool = False) -> Assignment | None:
    """The person's own assignment of a sheet, which says when it was finished."""
    rows = Assignment.objects.select_for_update() if locked else Assignment.objects.all()
    return rows.standing().filter(assessment=assessment, party=party, person=actor.pk).first() if actor else None


def act_of(party: str) -> Act:
    """What a stage must permit for marks of a party to be taken."""
    return Act.SELF_MARK if party == Party.SELF else Act.MARK


def is_overtaken(sheet: Sheet, code: str, change: Change) -> bool:
    """Whether another mark stands where the typist saw `change.seen`."""
    return change.seen != "unknown" and sheet.typed.get(code) != change.seen


def require_with_the_branch(actor: Any, assessment: Assessment) -> None:
    """Refuse a change of a self-assessment that the unit has, or that waits for the secretary alone."""
    submission = Submission.objects.filter(assessment=assessment).first()
    if submission is None:
        return
    if submission.status not in WITH_THE_BRANCH:
        message = _("The self-assessment is %(state)s; it can be changed again once it is returned.")
        raise Refused(message % {"state": submission.get_status_display()}, code="submitted")
    if submission.status == SubmissionStatus.READY and not actor.has_perm("assessments.submit_self", assessment):
        raise Refused(_("It waits for the secretary. Take it back to go on."), code="presented")


def locked_sheet(assessment: Assessment, party: str) -> Sheet:
    """The party's sheet, its row locked for this transaction; made when first marked."""
    Sheet.objects.get_or_create(assessment=assessment, party=party)
    sheet = Sheet.objects.select_for_update().get(assessment=assessment, party=party)
    sheet.assessment = assessment
    return sheet


def write(actor: Any, sheet: Sheet, changes: Mapping[str, Change], rules: Rulebook, act: str) -> Sheet:
    """Save what has been checked, with a revision of each mark that really changed, and record it as `act`."""
    revisions = apply(sheet, changes, actor, rules)
    if not revisions:
        return sheet
    sheet.save(update_fields=["marks", "indicators", "version", "changed_at"])
    Revision.objects.bulk_create(revisions)
    record(
        actor,
        act,
        sheet,
        node_path=sheet.assessment.path,
        before={each.criterion: each.before for each in revisions},
        after={each.criterion: each.after for each in revisions},
        reason="; ".join(sorted({each.reason for each in revisions if each.reason})),
    )
    if sheet.party in counting_sheets(rules):
        announce_evaluation(sheet.assessment.campaign, actor)
    return sheet


def apply(sheet: Sheet, changes: Mapping[str, Change], actor: Any, rules: Rulebook) -> list[Revision]:
    """Change the sheet in memory and give the revisions of what really changed; neither is saved.

    The sums of a unit's own indicators follow, with revisions of their own.
    """
    parts = parts_by_line(rules)
    own = {code for codes in parts.values() for code in codes}
    revisions: list[Revision] = []
    for code, change in changes.items():
        put(sheet.indicators if code in own else sheet.marks, code, change, revisions)
    touched = {revision.criterion for revision in revisions}
    for line, codes in parts.items():
        if touched.intersection(codes):
            put(sheet.marks, line, Change(sum_of(sheet.indicators, codes)), revisions)
    for revision in revisions:
        revision.sheet = sheet
        revision.by, revision.by_name = (actor.pk, actor.name) if actor else (None, "")
    if revisions:
        sheet.version += 1
        sheet.changed_at = timezone.now()
    return revisions


def put(marks: dict[str, int], code: str, change: Change, revisions: list[Revision]) -> None:
    """Change one mark, with a revision where that makes a difference."""
    before = marks.get(code)
    if before == change.after:
        return
    if change.after is None:
        del marks[code]
    else:
        marks[code] = change.after
    revisions.append(Revision(criterion=code, before=before, after=change.after, reason=change.reason))


def check_marks(rules: Rulebook, assessment: Assessment, party: str, changes: Mapping[str, Change]) -> None:
    """Refuse unknown codes and marks outside range or step, all at once, each with its remedy."""
    faults = mark_faults(rules, assessment, party, changes)
    if faults:
        details = {code: [message] for code, message in faults.items()}
        raise Invalid(_("Some marks cannot be saved."), code="marks", details=details)


def mark_faults(rules: Rulebook, assessment: Assessment, party: str, changes: Mapping[str, Change]) -> dict[str, str]:
    """Why some of these marks cannot be taken, by code."""
    known, parts = {criterion.code for criterion in rules.criteria}, parts_by_line(rules)
    lines = {line.code: line for line in lines_of(rules, assessment.branch_type, party)}
    faults = {}
    for code, change in changes.items():
        if code not in lines:
            elsewhere = _("This criterion is not asked of this branch by this party.")
            faults[code] = elsewhere if code in known else _("No such criterion.")
            if code in parts:
                words = {"codes": _(", ").join(parts[code])}
                faults[code] = _("The unit has indicators of its own here. Mark %(codes)s.") % words
        elif change.after is not None and (message := fault_of(lines[code], change.after)):
            faults[code] = message
    return faults


def refuse_conflict(sheet: Sheet, changes: Mapping[str, Change]) -> None:
    """Two people on one sheet: show both values where they differ; nothing is written."""
    differing = both_values(sheet, changes)
    if differing:
        message = _("Somebody changed this sheet meanwhile. Compare both values and choose.")
        raise Conflict(message, details={"version": sheet.version, "marks": differing})


def both_values(sheet: Sheet, changes: Mapping[str, Change]) -> dict[str, dict[str, Any]]:
    """By code, where the sheet holds another mark than is asked for: `theirs`, `mine`, `by` whom and `at` when."""
    last, typed = {}, sheet.typed
    for revision in sheet.revisions.filter(criterion__in=changes).order_by("pk"):
        last[revision.criterion] = revision
    return {
        code: {
            "theirs": typed.get(code),
            "mine": change.after,
            "by": last[code].by_name if code in last else "",
            "at": timezone.localtime(last[code].at).isoformat() if code in last else None,
        }
        for code, change in changes.items()
        if typed.get(code) != change.after
    }
