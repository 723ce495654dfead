"""Every change that a team makes at one branch: begin, marks proposed, photos, findings, leave out; and taking over.

Only the team of the visit, only while the stage of site visits is open, and only until the team has signed. `at` is
when it was done, where a phone kept it until it had a network; else it is now.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import StopStatus
from apps.assessments.lifecycle import STOP
from apps.assessments.lines import main_sheet
from apps.assessments.models import Sheet, Stop, StopCheck, StopFinding
from apps.assessments.refining import rules_for
from apps.assessments.services.at_stop import (
    as_kept,
    begin,
    finding_kept,
    hand_kept,
    hold,
    line_of,
    locked,
    note,
    photo_kept,
    refuse_conflict,
    require_unsigned,
    touch,
    writing,
)
from apps.assessments.services.marks import Change, save_marks
from apps.assessments.values import fault_of
from apps.assessments.visiting import photos_at
from apps.campaigns.services import require_unsealed
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.evidence import services as evidence
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.evidence.receiving import Received, receive

MOST_PHOTOS, MOST_FINDINGS = 30, 50


@transaction.atomic
def start_stop(actor: Any, stop: Stop, *, at: datetime | None = None) -> Stop:
    """The team is there."""
    row = hold(actor, stop)
    begin(actor, row, "start", at)
    return row


@transaction.atomic
def save_check(
    actor: Any, stop: Stop, criterion: str, *, mark: int | None, seen: str, version: int, at: datetime | None = None
) -> StopCheck:
    """What was seen of one criterion, and the mark that the team proposes (hundredths).

    `version` is the check as it was read, 0 before the first; where another member saved since, nothing is written
    and both values are shown (409).
    """
    row = writing(actor, stop, at)
    line = line_of(row, criterion)
    fault = fault_of(line, mark) if mark is not None else ""
    if fault:
        raise Invalid(fault, code="marks", details={criterion: [fault]})
    check, _made = StopCheck.objects.get_or_create(stop=row, criterion=criterion, defaults={"by_name": ""})
    words = seen.strip()[:1000]
    if (check.mark, check.seen) == (mark, words):
        return check
    if check.version != version:
        refuse_conflict(check, mark, words)
    before = as_kept(check)
    check.mark, check.seen = mark, words
    check.version += 1
    check.by, check.by_name, check.changed_at = actor.pk, actor.name, at or timezone.now()
    check.save()
    touch(row)
    note(actor, "stop.checked", row, before={criterion: before}, after={criterion: as_kept(check)}, at=at)
    return check


def add_photo(actor: Any, stop: Stop, criterion: str, upload: File, *, at: datetime | None = None) -> Use:
    """A photo beside a criterion; its minute is when it was taken, else `at`, else when it came in."""
    received = read_photo(actor, stop, criterion, upload)
    return keep_photo(actor, stop, criterion, replace(received, taken_at=received.taken_at or at), at=at)


def read_photo(actor: Any, stop: Stop, criterion: str, upload: File) -> Received:
    """A photo made harmless, outside every transaction: it takes longer than others should wait for the database."""
    authorise(actor, "assessments.visit_branch", stop)
    line_of(stop, criterion)
    return receive(upload)


@transaction.atomic
def keep_photo(actor: Any, stop: Stop, criterion: str, received: Received, *, at: datetime | None = None) -> Use:
    """Put a photo that was read at its criterion; the same one again changes nothing."""
    row = writing(actor, stop, at)
    file, _is_new = evidence.store(actor, row.assessment.node, received)
    place = evidence.Place(UseKind.STOP, row.pk, criterion, row.assessment.path, row.assessment.zone_id)
    use, is_added = evidence.attach(actor, file, place)
    if is_added:
        if len(photos_at([row.pk]).get((row.pk, criterion), [])) > MOST_PHOTOS:
            message = _("A criterion takes at most %(most)s files. Remove one first.") % {"most": MOST_PHOTOS}
            raise Invalid(message, code="too-many", details={"file": [message]})
        touch(row)
        note(actor, "stop.photo-added", row, after={criterion: photo_kept(use)}, at=at)
    return use


@transaction.atomic
def remove_photo(actor: Any, stop: Stop, use: Use) -> None:
    """Take a photo away again."""
    row = writing(actor, stop)
    before = {use.part: photo_kept(use)}
    evidence.detach(use, is_needed=row.assessment.round.is_pinned)
    touch(row)
    note(actor, "stop.photo-removed", row, before=before)


@transaction.atomic
def add_finding(
    actor: Any, stop: Stop, *, text: str, criterion: str = "", due_on: date | None = None, at: datetime | None = None
) -> StopFinding:
    """Something to be mended or praised, in a sentence; about one criterion or the branch as a whole."""
    row = writing(actor, stop, at)
    if not text.strip():
        raise Invalid(_("Write the finding in a sentence."), details={"text": [""]})
    if criterion:
        line_of(row, criterion)
    if row.findings.count() >= MOST_FINDINGS:
        raise Invalid(_("A stop takes at most %(most)s findings.") % {"most": MOST_FINDINGS}, details={"text": [""]})
    said = {"criterion": criterion, "text": text.strip()[:500], "due_on": due_on}
    made = StopFinding.objects.create(stop=row, by_name=actor.name, at=at or timezone.now(), **said)
    touch(row)
    note(actor, "stop.found", row, after=finding_kept(made), at=at)
    return made


@transaction.atomic
def drop_finding(actor: Any, finding: StopFinding) -> None:
    """Take a finding back before the team signs."""
    row = writing(actor, finding.stop)
    before = finding_kept(finding)
    row.findings.filter(pk=finding.pk).delete()
    touch(row)
    note(actor, "stop.finding-dropped", row, before=before)


@transaction.atomic
def answer_finding(actor: Any, finding: StopFinding, answer: str) -> StopFinding:
    """The branch's word under a finding, from the secretary's own account, until the branch has signed."""
    authorise(actor, "assessments.reply", finding.stop.assessment)
    row = locked(finding.stop)
    require_unsigned(row)
    return write_answer(actor, row, finding, answer)


def write_answer(actor: Any, stop: Stop, finding: StopFinding, answer: str) -> StopFinding:
    """Write the word down and record it; the same words change nothing."""
    found, words = StopFinding.objects.get(pk=finding.pk, stop=stop), answer.strip()[:500]
    if found.answer != words:
        before, found.answer = found.answer, words
        found.save(update_fields=["answer"])
        after = {"finding": found.text, "answer": words}
        note(actor, "stop.answered", stop, before={"finding": found.text, "answer": before}, after=after)
    return found


@transaction.atomic
def skip_stop(actor: Any, stop: Stop, reason: str, *, at: datetime | None = None) -> Stop:
    """Leave a branch out today, with a reason; what was written stays readable."""
    row = hold(actor, stop)
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    if row.team_signed_at:
        message = _("The team has signed; nothing is changed any more.")
        raise Refused(message, code="team-signed", details=hand_kept(row.team_signed_by_name, row.team_signed_at))
    row.status, row.skip_reason = STOP.after("skip", row.status), reason.strip()[:500]
    row.save(update_fields=["status", "skip_reason"])
    touch(row)
    note(actor, "stop.skipped", row, reason=reason, at=at)
    return row


@transaction.atomic
def resume_stop(actor: Any, stop: Stop) -> Stop:
    """It is visited after all."""
    row = hold(actor, stop)
    row.status, row.skip_reason = STOP.after("resume", row.status), ""
    row.save(update_fields=["status", "skip_reason"])
    touch(row)
    note(actor, "stop.resumed", row)
    return row


def take_over_check(actor: Any, check: StopCheck, seen: int | None) -> Sheet:
    """The team's mark becomes the superior's; `seen` is the mark that stood there (hundredths), None for a blank.

    Refuses (409) with both values where another stands there now, and a stop that is not signed by both sides.
    """
    stop = check.stop
    require_unsealed(stop.visit.campaign)
    if stop.status != StopStatus.SIGNED:
        raise Refused(_("Both sides sign first; then the marks can be taken over."), code="not-signed")
    if check.mark is None:
        raise Invalid(_("The team proposed no mark here."), details={"mark": [""]})
    reason = _("site visit of %(day)s") % {"day": stop.visit.on.isoformat()}
    change = Change(check.mark, reason=reason, seen=seen)
    party = main_sheet(rules_for(stop.assessment))
    return save_marks(actor, assessment=stop.assessment, party=party, changes={check.criterion: change})
