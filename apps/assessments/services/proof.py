"""Every change of an assessment's proof: add, replace, attach, carry over, describe, remove; gates as for own marks."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.models import Assessment, Sheet
from apps.assessments.proof import still_valid
from apps.assessments.refining import rules_for
from apps.assessments.services.burden import count_burden
from apps.assessments.services.marks import open_sheet, require_with_the_branch
from apps.audit.services import record
from apps.campaigns.choices import Act
from apps.campaigns.services import require_stage
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.evidence import services as evidence
from apps.evidence.choices import UseKind
from apps.evidence.models import Evidence, Use
from apps.evidence.receiving import receive

MOST_A_CRITERION = 30


def may_change_proof(actor: Any, assessment: Assessment) -> None:
    """Refuse everybody but the branch's own people, and all of them outside the stage or once the unit has it.

    For a look beforehand; the acts ask again with the sheet locked, as saving marks does.
    """
    authorise(actor, "assessments.save_sheet", Sheet(assessment=assessment, party=Party.SELF))
    require_with_the_branch(actor, assessment)
    require_stage(assessment.campaign, Act.SELF_MARK, assessment.path)


def add_proof(actor: Any, assessment: Assessment, criterion: str, upload: File, title: str = "") -> Use:
    """Take a file in as proof of a criterion; the same file again changes nothing. `Invalid` says what is wrong."""
    may_change_proof(actor, assessment)
    require_criterion(assessment, criterion)
    # Pictures are made before the transaction: they take longer than others should wait for the database.
    received = receive(upload)
    with transaction.atomic():
        open_sheet(actor, assessment, Party.SELF)
        file, is_new = evidence.store(actor, assessment.node, received, title=title)
        use, is_added = evidence.attach(actor, file, place_of(assessment, criterion))
        if is_added:
            require_room(assessment, criterion)
            note(actor, "proof.added", assessment, use)
        if is_new:
            count_burden(actor, assessment, uploads=1)
    return use


def replace_proof(actor: Any, assessment: Assessment, use: Use, upload: File) -> Use:
    """A new revision of a piece of proof, at all criteria of this assessment; other years keep the one they showed."""
    may_change_proof(actor, assessment)
    received = receive(upload)
    with transaction.atomic():
        open_sheet(actor, assessment, Party.SELF)
        before = summary(use)
        file = evidence.revise(actor, use, received)
        if before["digest"] != file.digest:
            note(actor, "proof.replaced", assessment, use, before=before)
            count_burden(actor, assessment, uploads=1)
    return use


@transaction.atomic
def attach_proof(actor: Any, assessment: Assessment, proof: Evidence, criterion: str) -> Use:
    """Let what the branch sent before serve a criterion, too, in its newest revision."""
    open_sheet(actor, assessment, Party.SELF)
    require_criterion(assessment, criterion)
    if proof.owner_id != assessment.node_id:
        raise Invalid(_("This file belongs to another branch."), code="not-own", details={"evidence": [str(proof)]})
    file = proof.files.order_by("-number").first()
    use, is_added = evidence.attach(actor, file, place_of(assessment, criterion))
    if is_added:
        require_room(assessment, criterion)
        note(actor, "proof.attached", assessment, use)
    return use


@transaction.atomic
def carry_over_proof(actor: Any, assessment: Assessment, source: Assessment, criteria: Collection[str]) -> int:
    """Let last year's proof of some criteria serve this year, as far as it still holds; gives how many pieces did."""
    open_sheet(actor, assessment, Party.SELF)
    if source.node_id != assessment.node_id:
        raise Invalid(_("This file belongs to another branch."), code="not-own", details={"source": [str(source)]})
    known = {criterion.code for criterion in rules_for(assessment).criteria}
    carried: dict[str, list[str]] = {}
    for code, pieces in still_valid(source, assessment).items():
        if code in known & set(criteria):
            for piece in pieces:
                evidence.attach(actor, piece.file, place_of(assessment, code))
            carried[code] = [piece.file.name for piece in pieces]
    if carried:
        record(actor, "proof.carried-over", assessment, node_path=assessment.path, after=carried)
    return sum(map(len, carried.values()))


@transaction.atomic
def describe_proof(actor: Any, assessment: Assessment, use: Use, *, title: str, expires_on: date | None) -> Use:
    """Say what a piece of proof is called, and until when it holds."""
    open_sheet(actor, assessment, Party.SELF)
    before = summary(use)
    evidence.describe(use.evidence, title=title, expires_on=expires_on)
    if before != summary(use):
        note(actor, "proof.described", assessment, use, before=before)
    return use


@transaction.atomic
def remove_proof(actor: Any, assessment: Assessment, use: Use) -> None:
    """Take a piece of proof from a criterion; its file goes unless another use or a numbered run stands on it."""
    open_sheet(actor, assessment, Party.SELF)
    subject = summary(use)
    evidence.detach(use, is_needed=assessment.round.is_pinned)
    record(actor, "proof.removed", assessment, node_path=assessment.path, before={use.part: subject})


def require_criterion(assessment: Assessment, criterion: str) -> None:
    """Refuse a code that the rulebook does not know."""
    if criterion not in {known.code for known in rules_for(assessment).criteria}:
        raise Invalid(_("No such criterion."), code="criterion", details={"criterion": [criterion]})


def require_room(assessment: Assessment, criterion: str) -> None:
    """Refuse more files than anybody looks at; asked once the new one is in, so that two at once do not slip by."""
    if Use.objects.of(UseKind.ASSESSMENT, assessment.pk).standing().filter(part=criterion).count() > MOST_A_CRITERION:
        message = _("A criterion takes at most %(most)s files. Remove one first.") % {"most": MOST_A_CRITERION}
        raise Invalid(message, code="too-many", details={"file": [message]})


def place_of(assessment: Assessment, criterion: str) -> evidence.Place:
    """Where proof of a criterion serves, and who sees it: the assessment's own readers."""
    return evidence.Place(UseKind.ASSESSMENT, assessment.pk, criterion, assessment.path, assessment.zone_id)


def note(actor: Any, act: str, assessment: Assessment, use: Use, before: dict | None = None) -> None:
    """What the record keeps of a change."""
    after = {use.part: summary(use)}
    record(actor, act, assessment, node_path=assessment.path, before=before and {use.part: before}, after=after)


def summary(use: Use) -> dict[str, Any]:
    """A piece of proof as the record keeps it."""
    expires_on = use.evidence.expires_on
    return {
        "file": use.file.name,
        "title": use.evidence.title,
        "revision": use.file.number,
        "digest": use.file.digest,
        "expires-on": expires_on.isoformat() if expires_on else None,
    }
