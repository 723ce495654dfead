"""Vetoes: one person proposes with a document, a second one confirms; lifting asks for two as well.

Who confirms holds the power of the discipline liaison over the campaign's committee. `Assessment.vetoes` is written
here alone. No actor means the system.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import VetoStatus
from apps.assessments.models import Assessment, VetoCase
from apps.assessments.services.announce import announce_evaluation
from apps.audit.services import record
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import permits
from apps.campaigns.services import require_stage
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evidence import services as evidence
from apps.evidence.choices import UseKind
from apps.evidence.receiving import receive


@transaction.atomic
def propose_vetoes(
    actor: Any,
    *,
    assessment: Assessment,
    vetoes: Sequence[str],
    reason: str,
    document: str = "",
    upload: File | None = None,
) -> list[VetoCase]:
    """Say which vetoes are to stand on a branch: new codes are proposed, those left out are asked to be lifted.

    Nothing counts before the second person. What is proposed needs the number of its document; a file is optional.
    """
    if actor is not None:
        authorise(actor, "assessments.propose_veto", assessment.campaign)
    require_time(assessment.campaign)
    codes = [veto.code for veto in rulebook_of(assessment.round.rulebook_version).vetoes]
    unknown = sorted(set(vetoes) - set(codes))
    if unknown:
        raise Invalid(_("No such veto: %(codes)s.") % {"codes": ", ".join(unknown)}, details={"vetoes": unknown})
    Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    standing = {case.code: case for case in VetoCase.objects.filter(assessment=assessment).standing()}
    new = [code for code in codes if code in vetoes and code not in standing]
    gone = [case for code, case in standing.items() if code not in vetoes and not case.lifted_reason]
    if new or gone:
        require_words(reason, document if new else "-")
    made = [propose(actor, assessment, code, reason, document) for code in new]
    if upload is not None and made:
        keep_document(actor, made, upload)
    return made + [ask_to_lift(actor, case, reason) for case in gone]


def require_words(reason: str, document: str) -> None:
    if not reason.strip():
        raise Invalid(_("Give the reason for the veto."), details={"reason": [""]})
    if not document.strip():
        raise Invalid(_("Give the number of the document that says so."), details={"document": [""]})


def require_time(campaign: Campaign) -> None:
    """Vetoes change while marks are taken, or while results are evaluated and decided."""
    if not permits(campaign, Act.NUMBER_RUN):
        require_stage(campaign, Act.MARK)


def propose(actor: Any, assessment: Assessment, code: str, reason: str, document: str) -> VetoCase:
    """One new case, recorded."""
    case = VetoCase.objects.create(
        assessment=assessment,
        code=code,
        reason=reason.strip()[:500],
        document=document.strip()[:120],
        by=actor.pk if actor else None,
        by_name=actor.name if actor else "",
    )
    note(actor, "veto.proposed", case, reason=reason)
    return case


def keep_document(actor: Any, cases: Sequence[VetoCase], upload: File) -> None:
    """One copy of the document for all cases; only who sees the whole committee opens it."""
    committee = cases[0].assessment.campaign.committee
    file, _is_new = evidence.store(actor, committee, receive(upload), title=cases[0].document)
    for case in cases:
        place = evidence.Place(UseKind.VETO, case.pk, case.code, committee.path, None)
        evidence.attach(actor, file, place)
        case.file = file
        case.save(update_fields=["file"])


@transaction.atomic
def confirm_veto(actor: Any, case: VetoCase) -> VetoCase:
    """The second person agrees: from now on the veto stands."""
    row = taken(actor, case, VetoStatus.PROPOSED)
    require_other(actor, row.by)
    close(actor, row, VetoStatus.CONFIRMED, "")
    note(actor, "veto.confirmed", row)
    write_codes(actor, row.assessment)
    return row


@transaction.atomic
def refuse_veto(actor: Any, case: VetoCase, reason: str) -> VetoCase:
    """The second person does not agree, with a reason: the proposal is over."""
    row = taken(actor, case, VetoStatus.PROPOSED)
    require_other(actor, row.by)
    require_words(reason, "-")
    close(actor, row, VetoStatus.REFUSED, reason)
    note(actor, "veto.refused", row, reason=reason)
    return row


@transaction.atomic
def ask_to_lift_veto(actor: Any, case: VetoCase, reason: str) -> VetoCase:
    """The first of two people wants a veto lifted; it stands until the second agrees."""
    if actor is not None:
        authorise(actor, "assessments.propose_veto", case.assessment.campaign)
    require_time(case.assessment.campaign)
    row = locked(case, VetoStatus.CONFIRMED)
    require_words(reason, "-")
    return ask_to_lift(actor, row, reason)


def ask_to_lift(actor: Any, case: VetoCase, reason: str) -> VetoCase:
    """Write the wish down; one that was not confirmed yet is simply withdrawn."""
    case.lifted_by, case.lifted_by_name = (actor.pk, actor.name) if actor else (None, "")
    case.lifted_reason = reason.strip()[:500]
    if case.status == VetoStatus.PROPOSED:
        case.status, case.lifted_at = VetoStatus.LIFTED, timezone.now()
        note(actor, "veto.withdrawn", case, reason=reason)
    else:
        note(actor, "veto.lifting", case, reason=reason)
    case.save()
    return case


@transaction.atomic
def lift_veto(actor: Any, case: VetoCase) -> VetoCase:
    """The second person agrees to lift it: from now on it stands no more."""
    row = taken(actor, case, VetoStatus.CONFIRMED)
    require_asked(row)
    require_other(actor, row.lifted_by)
    row.status, row.lifted_at = VetoStatus.LIFTED, timezone.now()
    row.lifted_second_name = actor.name if actor else ""
    row.save()
    note(actor, "veto.lifted", row, reason=row.lifted_reason)
    write_codes(actor, row.assessment)
    return row


@transaction.atomic
def keep_veto(actor: Any, case: VetoCase, reason: str) -> VetoCase:
    """The second person does not agree to lift it, with a reason: it stands as before."""
    row = taken(actor, case, VetoStatus.CONFIRMED)
    require_asked(row)
    require_other(actor, row.lifted_by)
    require_words(reason, "-")
    row.lifted_by, row.lifted_by_name, row.lifted_reason = None, "", ""
    row.save()
    note(actor, "veto.kept", row, reason=reason)
    return row


def confirm_vetoes(actor: Any, cases: Iterable[VetoCase]) -> list[VetoCase]:
    """Several at once, all or none."""
    with transaction.atomic():
        return [confirm_veto(actor, case) for case in cases]


def taken(actor: Any, case: VetoCase, status: str) -> VetoCase:
    """The case in the second person's hands, in the state that the act begins from."""
    if actor is not None:
        authorise(actor, "assessments.second_veto", case.assessment.campaign)
    require_time(case.assessment.campaign)
    return locked(case, status)


def locked(case: VetoCase, status: str) -> VetoCase:
    """The row as it stands now; refuses where somebody decided it meanwhile.

    Its branch is held first: two who confirm at once then write its codes one after the other.
    """
    Assessment.objects.select_for_update(of=("self",)).get(pk=case.assessment_id)
    rows = VetoCase.objects.select_for_update(of=("self",)).select_related("assessment__campaign__committee")
    row = rows.get(pk=case.pk)
    if row.status != status:
        words = {"state": row.get_status_display()}
        raise Refused(_("This veto has been decided: its state is “%(state)s”.") % words, code="veto-decided")
    return row


def require_asked(case: VetoCase) -> None:
    if not case.is_asked_to_lift:
        raise Refused(_("Nobody has asked to lift this veto."), code="not-asked")


def require_other(actor: Any, first: int | None) -> None:
    """Two people, never one twice."""
    if actor is not None and actor.pk == first:
        raise Refused(_("A veto takes two people: somebody else must confirm what you proposed."), code="same-person")


def close(actor: Any, case: VetoCase, status: str, reason: str) -> None:
    """The second person's word on a proposal."""
    case.status, case.decided_at, case.decision_reason = status, timezone.now(), reason.strip()[:500]
    case.second, case.second_name = (actor.pk, actor.name) if actor else (None, "")
    case.save()


def write_codes(actor: Any, assessment: Assessment) -> None:
    """What the rules read: the confirmed codes in the rulebook's order; then evaluate anew."""
    confirmed = set(VetoCase.objects.filter(assessment=assessment).confirmed().values_list("code", flat=True))
    known = [veto.code for veto in rulebook_of(assessment.round.rulebook_version).vetoes]
    assessment.vetoes = [code for code in known if code in confirmed]
    assessment.save(update_fields=["vetoes"])
    announce_evaluation(assessment.campaign, actor)


def note(actor: Any, act: str, case: VetoCase, reason: str = "") -> None:
    """The record of one step."""
    after = {"code": case.code, "document": case.document, "state": case.status}
    record(actor, act, case.assessment, node_path=case.assessment.path, after=after, reason=reason)
