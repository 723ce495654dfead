"""Enrol branches; save marks with their revisions. Every door to a mark leads through here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.models import Assessment, Revision, Round, Sheet
from apps.audit.services import record
from apps.branches.models import Branch
from apps.campaigns.choices import Act, Status
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_stage
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.jobs.services import announce
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion, Rulebook

ACT_OF_PARTY = {Party.SUPERIOR: Act.MARK, Party.SELF: Act.SELF_MARK}
GATHER_SECONDS = 1
BATCH = 500


def round_of(campaign: Campaign) -> Round:
    """The campaign's rating round; made when first asked for."""
    found, _made = Round.objects.get_or_create(
        campaign=campaign, defaults={"rulebook_version": campaign.rulebook_version}
    )
    return found


@transaction.atomic
def enrol_branches(actor: Any, campaign: Campaign) -> int:
    """Take every standing branch of the scope that is not in yet into the campaign; gives how many came in."""
    if actor is not None:
        authorise(actor, "assessments.enrol_branches", campaign)
    if campaign.status not in {Status.DRAFT, Status.OPEN}:
        raise Refused(_("Branches join only before the campaign is closed."), code="campaign-closed")
    rating = round_of(campaign)
    if rating.rulebook_version_id != campaign.rulebook_version_id:
        rating.rulebook_version = campaign.rulebook_version
        rating.save(update_fields=["rulebook_version"])
    enrolled = rating.assessments.values("node")
    scope = Branch.objects.standing().filter(node__path__startswith=campaign.committee.path).exclude(node__in=enrolled)
    new = [enrolment(rating, branch) for branch in scope.select_related("node", "unit").in_order()]
    Assessment.objects.bulk_create(new, batch_size=BATCH)
    if new:
        record(actor, "branches.enrolled", campaign, node_path=campaign.committee.path, after={"branches": len(new)})
        announce_evaluation(campaign, actor)
    return len(new)


def enrolment(rating: Round, branch: Branch) -> Assessment:
    """A branch's assessment with its facts as they stand today; not saved."""
    return Assessment(
        round=rating,
        campaign=rating.campaign,
        node=branch.node,
        unit=branch.unit,
        zone_id=branch.node.zone_id,
        name=branch.node.name,
        path=branch.node.path,
        order_path=branch.node.order_path,
        branch_type=branch.branch_type,
        members=branch.members,
        previous_level=branch.previous_level,
    )


def announce_evaluation(campaign: Campaign, actor: Any = None, delay: float = GATHER_SECONDS) -> None:
    """Something that a working run reads has changed; bursts coalesce. Call it last in the transaction."""
    announce("evaluate", campaign.pk, campaign.name, actor=actor, node_path=campaign.committee.path, delay=delay)


@dataclass(frozen=True)
class Change:
    """One mark asked for: hundredths, or None to leave the criterion unmarked; `before` is what the typist saw."""

    after: int | None
    reason: str = ""


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
    where `version` is given, a sheet that somebody changed since (`Conflict`, with both values).
    """
    sheet = locked_sheet(assessment, party)
    authorise(actor, "assessments.save_sheet", sheet)
    require_stage(assessment.campaign, ACT_OF_PARTY[Party(party)])
    check_marks(rulebook_of(assessment.round.rulebook_version), changes)
    if version is not None and version != sheet.version:
        refuse_conflict(sheet, changes)
    revisions = apply(sheet, changes, actor)
    if not revisions:
        return sheet
    sheet.save(update_fields=["marks", "version", "changed_at"])
    Revision.objects.bulk_create(revisions)
    record(
        actor,
        "sheet.marked",
        sheet,
        node_path=assessment.path,
        before={r.criterion: r.before for r in revisions},
        after={r.criterion: r.after for r in revisions},
        reason="; ".join(sorted({r.reason for r in revisions if r.reason})),
    )
    if party == Party.SUPERIOR:
        announce_evaluation(assessment.campaign, actor)
    return sheet


def locked_sheet(assessment: Assessment, party: str) -> Sheet:
    """The party's sheet, its row locked for this transaction; made when first marked."""
    Sheet.objects.get_or_create(assessment=assessment, party=party)
    return Sheet.objects.select_for_update().get(assessment=assessment, party=party)


def apply(sheet: Sheet, changes: Mapping[str, Change], actor: Any) -> list[Revision]:
    """Change the sheet in memory and give the revisions of what really changed; neither is saved."""
    revisions = []
    for code, change in changes.items():
        before = sheet.marks.get(code)
        if before == change.after:
            continue
        if change.after is None:
            del sheet.marks[code]
        else:
            sheet.marks[code] = change.after
        revisions.append(
            Revision(
                sheet=sheet,
                criterion=code,
                before=before,
                after=change.after,
                by=actor.pk if actor else None,
                by_name=actor.name if actor else "",
                reason=change.reason,
            )
        )
    if revisions:
        sheet.version += 1
        sheet.changed_at = timezone.now()
    return revisions


def check_marks(rules: Rulebook, changes: Mapping[str, Change]) -> None:
    """Refuse unknown codes and marks outside range or step, all at once, each with its remedy."""
    criteria = {criterion.code: criterion for criterion in rules.criteria}
    faults = {}
    for code, change in changes.items():
        if code not in criteria:
            faults[code] = [_("No such criterion.")]
        elif change.after is not None and (message := fault_of(criteria[code], change.after)):
            faults[code] = [message]
    if faults:
        raise Invalid(_("Some marks cannot be saved."), code="marks", details=faults)


def fault_of(criterion: Criterion, hundredths: int) -> str:
    """Why a mark cannot be taken, or nothing."""
    if hundredths > criterion.maximum:
        return _("The maximum is %(maximum)s. Enter less.") % {"maximum": show_points(criterion.maximum)}
    if hundredths < criterion.minimum:
        return _("The minimum is %(minimum)s. Enter more.") % {"minimum": show_points(criterion.minimum)}
    if (hundredths - criterion.minimum) % criterion.step:
        return _("Marks go by steps of %(step)s.") % {"step": show_points(criterion.step)}
    return ""


def refuse_conflict(sheet: Sheet, changes: Mapping[str, Change]) -> None:
    """Two people on one sheet: show both values where they differ; nothing is written."""
    last = {}
    for revision in sheet.revisions.filter(criterion__in=changes).order_by("pk"):
        last[revision.criterion] = revision
    differing = {
        code: {
            "theirs": sheet.marks.get(code),
            "mine": change.after,
            "by": last[code].by_name if code in last else "",
            "at": timezone.localtime(last[code].at).isoformat() if code in last else None,
        }
        for code, change in changes.items()
        if sheet.marks.get(code) != change.after
    }
    if differing:
        message = _("Somebody changed this sheet meanwhile. Compare both values and choose.")
        raise Conflict(message, details={"version": sheet.version, "marks": differing})


@transaction.atomic
def set_vetoes(actor: Any, *, assessment: Assessment, vetoes: list[str], reason: str) -> None:
    """Record which vetoes stand on a branch this year, with the reason."""
    authorise(actor, "assessments.enrol_branches", assessment.campaign)
    require_stage(assessment.campaign, Act.MARK)
    known = [veto.code for veto in rulebook_of(assessment.round.rulebook_version).vetoes]
    unknown = sorted(set(vetoes) - set(known))
    if unknown:
        raise Invalid(_("No such veto: %(codes)s.") % {"codes": ", ".join(unknown)}, details={"vetoes": unknown})
    if not reason.strip():
        raise Invalid(_("Give the reason for the veto."), details={"reason": [""]})
    before, after = assessment.vetoes, [code for code in known if code in vetoes]
    if before == after:
        return
    assessment.vetoes = after
    assessment.save(update_fields=["vetoes"])
    record(actor, "vetoes.set", assessment, node_path=assessment.path, before=before, after=after, reason=reason)
    announce_evaluation(assessment.campaign, actor)
