"""An organisation applies: begun, saved as it is typed, handed in, returned, accepted in order, withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import record
from apps.branches.services import unit_of
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise
from apps.demonstrations.asking import ANSWER, lacking, read_given, said_in
from apps.demonstrations.choices import BatchStatus, CandidateStatus, ProgrammeKind
from apps.demonstrations.lifecycle import CANDIDATE
from apps.demonstrations.models import Batch, Candidate
from apps.demonstrations.services.nominating import level_in, needs_exception, waits_for_second
from apps.demonstrations.services.taking import given_reason, locked, require_call, require_filling, summary
from apps.organisations.choices import Kind
from apps.organisations.models import Node
from apps.organisations.selectors import holders


@transaction.atomic
def begin(actor: Any, batch: Batch, node: Node, *, title: str = "", person_name: str = "") -> Candidate:
    """A new application of an organisation, or the one that it withdrew, as it stood. Refuses outside the call, and
    what applies already, saying where it is.

    `title` names a project or a team, `person_name` who answers for it; both can be changed until it is handed in.
    """
    row = Batch.objects.select_for_update(of=("self",)).select_related("programme__committee").get(pk=batch.pk)
    authorise(actor, "demonstrations.apply", node)
    require_call(actor, row)
    require_organisation(row, node)
    words = {"title": title, "person_name": person_name}
    given = read_given(row.programme, {key: text for key, text in words.items() if text})
    candidate = Candidate(batch=row, node=node, by=actor.pk, by_name=actor.name)
    settle(candidate)
    for key, text in given.items():
        setattr(candidate, key, text)
    if withdrawn := others_like(candidate).filter(status=CandidateStatus.WITHDRAWN).first():
        return resume(actor, locked(withdrawn))
    require_once(candidate)
    candidate.person = person_named(candidate)
    candidate.save()
    record(actor, "candidate.begun", candidate, node_path=candidate.path, after=summary(candidate))
    return candidate


def resume(actor: Any, row: Candidate) -> Candidate:
    """Take a withdrawn application up again with everything that was typed; it is handed in and numbered anew."""
    reason = row.ended_reason
    row.status = CANDIDATE.after("resume", row.status)
    row.ended_reason, row.ended_at, row.number, row.accepted_at = "", None, None, None
    settle(row)
    row.version += 1
    row.save()
    record(actor, "candidate.resumed", row, node_path=row.path, before={"withdrawn": reason}, after=summary(row))
    return row


def require_organisation(batch: Batch, node: Node) -> None:
    """Refuse who stands outside the programme's scope, and who is closed."""
    scope = batch.programme.committee
    if not node.path.startswith(scope.path) or node.kind == Kind.COMMITTEE or node.closed_on:
        message = _("Choose an organisation of “%(scope)s”.") % {"scope": scope.name}
        raise Invalid(message, details={"node": [message]})


def require_once(candidate: Candidate) -> None:
    """Refuse what applies in this batch already."""
    other = others_like(candidate).first()
    if other is None:
        return
    words = {"name": str(other), "state": other.get_status_display()}
    message = _("“%(name)s” applies in this batch already: %(state)s.") % words
    key = "title" if candidate.batch.programme.kind != ProgrammeKind.SITE else "node"
    raise Invalid(message, code="applies-already", details={key: [message]})


def others_like(candidate: Candidate) -> QuerySet[Candidate]:
    """Other applications of the organisation in the batch under the same title."""
    same = Candidate.objects.filter(batch=candidate.batch, node=candidate.node, title=candidate.title)
    return same.exclude(pk=candidate.pk)


def settle(candidate: Candidate) -> None:
    """Copy name, unit, zone and place of the organisation as they are today; history does not move."""
    node = candidate.node
    candidate.name, candidate.zone_id = node.name, node.zone_id
    candidate.unit = node if node.kind == Kind.UNIT else unit_of(node)
    candidate.path, candidate.order_path = node.path, node.order_path


def person_named(candidate: Candidate) -> User | None:
    """The person of the house who is meant by the name: the only one of that name with an office there."""
    if not candidate.person_name:
        return None
    there = holders(Node.objects.below(candidate.path)).filter(name=candidate.person_name)[:2]
    return there[0] if len(there) == 1 else None


@transaction.atomic
def save(actor: Any, candidate: Candidate, given: Mapping[str, Any], version: int) -> Candidate:
    """Keep what was typed, by key: texts, "answers.KEY", "strengths", "exception". Nothing need be complete yet.

    `version` is the one that the typist saw. Where somebody else saved meanwhile, Conflict carries under "fields" both
    values of each key that now differs, and the present "version"; nothing is written.
    """
    if "title" in given:
        # Two that take one title at once wait for each other here.
        Batch.objects.select_for_update(of=("self",)).get(pk=candidate.batch_id)
    row = locked(candidate)
    authorise(actor, "demonstrations.apply", row.node)
    require_call(actor, row.batch, row)
    require_filling(row)
    read, said = read_given(row.batch.programme, given), said_in(row)
    changed = {key: value for key, value in read.items() if value != (said.get(key) or type(value)())}
    if version != row.version and changed:
        both = {key: {"theirs": said.get(key) or type(value)(), "mine": value} for key, value in changed.items()}
        message = _("Somebody else changed this application meanwhile.")
        raise Conflict(message, details={"fields": both, "version": row.version})
    if changed:
        write(actor, row, changed)
        before = {key: said.get(key) for key in changed}
        record(actor, "candidate.saved", row, node_path=row.path, before=before, after=changed)
    return row


def write(actor: Any, row: Candidate, changed: Mapping[str, Any]) -> None:
    """Lay changed values over the application and save it."""
    for key, value in changed.items():
        if key.startswith(ANSWER):
            row.answers[key.removeprefix(ANSWER)] = value
        else:
            setattr(row, key, value)
    if "title" in changed:
        require_once(row)
    if "person_name" in changed:
        row.person = person_named(row)
    if "exception" in changed:
        row.exception_by, row.exception_by_name = actor.pk, actor.name
        row.second, row.second_name, row.seconded_at = None, "", None
    row.version += 1
    row.save()


@transaction.atomic
def submit(actor: Any, candidate: Candidate) -> Candidate:
    """Hand the application in. Refuses what lacks, by key; a level that is not enough needs the reason for an
    exception, which waits for a second person."""
    # The batch waits first, so that nothing is handed in at the moment in which its gates begin.
    Batch.objects.select_for_update(of=("self",)).get(pk=candidate.batch_id)
    row = locked(candidate)
    authorise(actor, "demonstrations.submit", row.node)
    require_call(actor, row.batch, row)
    status = CANDIDATE.after("submit", row.status)
    settle(row)
    row.level = level_in(row.batch.programme, row.node)
    is_exception = needs_exception(row.batch.programme, row.level)
    lacks = lacking(row, needs_exception=is_exception)
    if lacks:
        raise Invalid(_("Something is still missing."), code="incomplete", details=lacks)
    if not is_exception:
        row.exception, row.exception_by, row.exception_by_name = "", None, ""
    row.status, row.submitted_at, row.submitted_by_name = status, timezone.now(), actor.name
    row.returned_reason, row.returned_by_name = "", ""
    row.save()
    after = {"level": row.level, "exception": row.exception}
    record(actor, "candidate.submitted", row, node_path=row.path, after=dict(summary(row)) | after)
    return row


@transaction.atomic
def give_back(actor: Any, candidate: Candidate, reason: str) -> Candidate:
    """Return an application to the organisation, which is told why."""
    row = locked(candidate)
    authorise(actor, "demonstrations.conduct", row.batch.programme)
    row.status, row.returned_reason = CANDIDATE.after("return", row.status), given_reason(reason)
    row.returned_by_name = actor.name
    row.second, row.second_name, row.seconded_at = None, "", None
    row.save()
    record(actor, "candidate.returned", row, node_path=row.path, after=summary(row), reason=row.returned_reason)
    return row


@transaction.atomic
def accept(actor: Any, candidate: Candidate) -> Candidate:
    """Let an application take part, under the batch's next number. Refuses while an exception waits, and once the gates
    have begun: whoever came in between two of them would be chosen without having passed the first."""
    # The batch waits first, so that two who accept at once do not give one number twice.
    Batch.objects.select_for_update(of=("self",)).get(pk=candidate.batch_id)
    row = locked(candidate)
    authorise(actor, "demonstrations.conduct", row.batch.programme)
    status = CANDIDATE.after("accept", row.status)
    if row.batch.status != BatchStatus.CALLING:
        raise Refused(_("No applications are taken now."), code="not-calling")
    if waits_for_second(row):
        message = _("The exception of “%(name)s” still waits for its second person.") % {"name": str(row)}
        raise Refused(message, code="exception-waits")
    last = row.batch.candidates.aggregate(last=Max("number"))["last"] or 0
    row.status, row.number, row.accepted_at = status, last + 1, timezone.now()
    row.save(update_fields=["status", "number", "accepted_at"])
    record(actor, "candidate.accepted", row, node_path=row.path, after=dict(summary(row)) | {"number": row.number})
    return row


@transaction.atomic
def accept_waiting(actor: Any, batch: Batch) -> int:
    """Accept all that wait in the official order, but those whose exception waits; gives how many."""
    authorise(actor, "demonstrations.conduct", batch.programme)
    waiting = batch.candidates.filter(status=CandidateStatus.WAITING).in_order()
    ready = [row for row in waiting if not waits_for_second(row)]
    for row in ready:
        accept(actor, row)
    return len(ready)


@transaction.atomic
def withdraw(actor: Any, candidate: Candidate, reason: str) -> Candidate:
    """The organisation takes its application back, or the committee takes it out at its word; it takes part no more."""
    row = locked(candidate)
    authorise(actor, "demonstrations.submit", row.node)
    before, row.status = row.status, CANDIDATE.after("withdraw", row.status)
    row.ended_reason, row.ended_at = given_reason(reason), timezone.now()
    row.save(update_fields=["status", "ended_reason", "ended_at"])
    record(
        actor,
        "candidate.withdrawn",
        row,
        node_path=row.path,
        before={"status": before},
        after=summary(row),
        reason=row.ended_reason,
    )
    return row
