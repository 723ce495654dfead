"""A combined decision: a meeting on a numbered run, its matters, who seconds a change, and the votes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.assessments.models import Assessment
from apps.audit.services import record
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_stage, require_unsealed
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations.agenda import Matter, first_matters
from apps.evaluations.choices import DecisionStatus, ItemKind, Outcome
from apps.evaluations.models import Decision, DecisionItem, Run, Signature
from apps.evaluations.selectors import latest_numbered_run

LEAST_SIGNERS = 2


class Signer(NamedTuple):
    """Who will sign, and as what."""

    function: str
    person: User


class Meeting(NamedTuple):
    """What is known of a meeting when it is called."""

    title: str
    held_at: datetime
    place: str = ""
    due: int | None = None
    present: int | None = None
    observers: str = ""


@transaction.atomic
def open_decision(actor: Any, campaign: Campaign, meeting: Meeting, signers: Sequence[Signer]) -> Decision:
    """Call a meeting on the newest numbered run; objections, vetoes and ties become its first matters.

    Refuses without a stage that permits it, without a whole numbered run, and while an earlier meeting is not over.
    """
    authorise(actor, "evaluations.hold_decision", campaign)
    require_stage(campaign, Act.DECIDE)
    Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    run = latest_numbered_run(campaign)
    if run is None:
        raise Refused(_("A meeting decides on a numbered run; start one first."), code="no-run")
    require_free(campaign, run)
    check_meeting(meeting, signers, campaign)
    number = (campaign.decisions.aggregate(last=Max("number"))["last"] or 0) + 1
    words = meeting._asdict() | {"title": meeting.title.strip()[:80] or _("Combined decision")}
    decision = Decision.objects.create(
        campaign=campaign, number=number, run=run, by=actor.pk, by_name=actor.name, **words
    )
    Signature.objects.bulk_create(
        Signature(decision=decision, position=n, function=each.function, person=each.person, name=each.person.name)
        for n, each in enumerate(signers, 1)
    )
    for matter in first_matters(decision):
        add_item(None, decision, matter)
    named = [f"{each.function} {each.person.name}" for each in signers]
    note(actor, "decision.opened", decision, {"number": number, "run": run.number, "signers": named})
    return decision


def require_free(campaign: Campaign, run: Run) -> None:
    """One meeting at a time, and one decision on a run."""
    last = campaign.decisions.exclude(status=DecisionStatus.RETURNED).order_by("-number").first()
    if last is None:
        return
    if last.status != DecisionStatus.APPROVED:
        raise Refused(_("“%(title)s” is not over yet.") % {"title": last.title}, code="decision-open")
    if run.pk in {last.run_id, last.final_run_id}:
        words = {"number": run.number, "title": last.title}
        raise Refused(_("Evaluation %(number)s has been decided by “%(title)s”.") % words, code="decided")


def check_meeting(meeting: Meeting, signers: Sequence[Signer], campaign: Campaign) -> None:
    """Refuse numbers that cannot be, and signers who could not open the page."""
    check_numbers(meeting.due, meeting.present)
    people = [each.person for each in signers]
    message = _("Name at least two different people who sign.")
    if len(signers) < LEAST_SIGNERS or len({person.pk for person in people}) != len(people):
        raise Invalid(message, details={"signers": [message]})
    for person in people:
        if not person.is_active or not person.has_perm("campaigns.compare_branches", campaign):
            message = _("%(name)s cannot sign: no office here sees the whole scope.") % {"name": person.name}
            raise Invalid(message, details={"signers": [message]})


def check_numbers(due: int | None, present: int | None) -> None:
    if due is not None and present is not None and present > due:
        message = _("More are present than there are members.")
        raise Invalid(message, details={"present": [message]})


def add_item(actor: Any, decision: Decision, matter: Matter) -> DecisionItem:
    """One more matter at the end of the agenda."""
    position = (decision.items.aggregate(last=Max("position"))["last"] or 0) + 1
    by = {"by": actor.pk, "by_name": actor.name} if actor else {}
    return DecisionItem.objects.create(decision=decision, position=position, **by, **matter._asdict())


@transaction.atomic
def set_attendance(
    actor: Any, decision: Decision, *, due: int | None, present: int | None, observers: str = ""
) -> Decision:
    """How many members there are and how many came; not once a vote has been counted."""
    row = in_hand(actor, decision)
    if row.items.exclude(outcome="").exists():
        raise Refused(_("Votes have been counted by the number present; it stays."), code="voted")
    check_numbers(due, present)
    before = {"due": row.due, "present": row.present}
    row.due, row.present, row.observers = due, present, observers.strip()[:200]
    row.save(update_fields=["due", "present", "observers"])
    note(actor, "decision.attendance", row, {"due": due, "present": present}, before)
    return row


@transaction.atomic
def propose_change(
    actor: Any, decision: Decision, *, assessment: Assessment, after: str, clause: str, reason: str
) -> DecisionItem:
    """Propose another level for one branch, by a clause of the rules and with a reason; a second person joins in."""
    row = in_hand(actor, decision)
    before = level_before(row, assessment, after)
    faults = {
        name: [_("Write it down: it goes into the sheet of the meeting.")]
        for name, words in (("clause", clause), ("reason", reason))
        if not words.strip()
    }
    if faults:
        raise Invalid(next(iter(faults.values()))[0], details=faults)
    if row.items.filter(kind=ItemKind.LEVEL, assessment=assessment).exclude(outcome=Outcome.REFUSED).exists():
        raise Refused(_("A change for this branch is on the agenda already."), code="on-agenda")
    words = {"name": assessment.name, "before": before, "after": after}
    matter = Matter(
        ItemKind.LEVEL,
        (_("Change of level: %(name)s, %(before)s to %(after)s") % words)[:160],
        assessment=assessment,
        before=before,
        after=after,
        clause=clause.strip()[:120],
        reason=reason.strip()[:1000],
    )
    item = add_item(actor, row, matter)
    note(actor, "decision.change-proposed", row, words | {"clause": item.clause}, reason=item.reason)
    return item


def level_before(decision: Decision, assessment: Assessment, after: str) -> str:
    """The branch's level in the run; refuses one who is not rated there, and a level that is none or stands already."""
    names = [level.name for level in rulebook_of(decision.run.rulebook_version).levels]
    result = decision.run.results.filter(assessment=assessment).first()
    if result is None or result.level >= len(names):
        message = _("This branch is not rated in this run.")
        raise Invalid(message, details={"assessment": [message]})
    if after not in names or names[result.level] == after:
        message = _("Choose another level than the one that stands.")
        raise Invalid(message, details={"after": [message]})
    return names[result.level]


@transaction.atomic
def add_matter(actor: Any, decision: Decision, title: str, reason: str = "") -> DecisionItem:
    """Any other matter that the meeting decides."""
    row = in_hand(actor, decision)
    if not title.strip():
        message = _("Say what is to be decided.")
        raise Invalid(message, details={"title": [message]})
    item = add_item(actor, row, Matter(ItemKind.OTHER, title.strip()[:160], reason=reason.strip()[:1000]))
    note(actor, "decision.matter", row, {"title": item.title}, reason=item.reason)
    return item


@transaction.atomic
def second_item(actor: Any, item: DecisionItem) -> DecisionItem:
    """Another person joins in proposing a change of level."""
    decision = locked(item.decision)
    authorise(actor, "evaluations.second_act", decision.campaign)
    require_open(decision)
    row = DecisionItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if row.kind != ItemKind.LEVEL or row.second:
        raise Refused(_("This matter needs no second person any more."), code="seconded")
    if row.by == actor.pk:
        raise Refused(_("Somebody else must second what you proposed."), code="same-person")
    row.second, row.second_name, row.seconded_at = actor.pk, actor.name, timezone.now()
    row.save(update_fields=["second", "second_name", "seconded_at"])
    note(actor, "decision.seconded", decision, {"title": row.title})
    return row


@transaction.atomic
def record_votes(
    actor: Any, item: DecisionItem, *, votes_for: int, against: int, abstentions: int, reason: str | None = None
) -> DecisionItem:
    """Write down the votes on one matter: they add up to those present, and more than half of them carry it.

    Counted again, the new votes stand; after the first signature nothing changes.
    """
    decision = in_hand(actor, item.decision)
    row = DecisionItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    require_votable(decision, row, votes_for + against + abstentions)
    before = {"for": row.votes_for, "against": row.votes_against, "abstained": row.abstentions}
    row.votes_for, row.votes_against, row.abstentions = votes_for, against, abstentions
    row.outcome = Outcome.AGREED if 2 * votes_for > (decision.present or 0) else Outcome.REFUSED
    row.decided_at = timezone.now()
    if reason is not None:
        row.reason = reason.strip()[:1000]
    row.save()
    after = {"title": row.title, "for": votes_for, "against": against, "abstained": abstentions, "is": row.outcome}
    note(actor, "decision.voted", decision, after, before, reason=row.reason)
    return row


def require_votable(decision: Decision, item: DecisionItem, votes: int) -> None:
    """Refuse votes before it is known who is present, that do not add up, or on a change that nobody seconded."""
    if not decision.present:
        raise Refused(_("Write down first how many are present."), code="no-attendance")
    if item.kind == ItemKind.LEVEL and not item.second:
        raise Refused(_("A change of level takes two people: somebody else must second it first."), code="not-seconded")
    if votes != decision.present:
        words = {"votes": votes, "present": decision.present}
        message = _("%(votes)s votes, but %(present)s are present.") % words
        raise Invalid(message, details={"votes_for": [message]})


def in_hand(actor: Any, decision: Decision) -> Decision:
    """The decision as it stands, locked, for who holds it; refuses after the first signature."""
    row = locked(decision)
    authorise(actor, "evaluations.hold_decision", row.campaign)
    require_open(row)
    return row


def locked(decision: Decision) -> Decision:
    """The row as it stands now, for this transaction; refuses any of a sealed campaign."""
    rows = Decision.objects.select_for_update(of=("self",))
    row = rows.select_related("campaign__committee", "run__rulebook_version").get(pk=decision.pk)
    require_unsealed(row.campaign)
    return row


def require_open(decision: Decision) -> None:
    """Frozen means frozen: nothing of a meeting changes once somebody signed it."""
    if decision.status != DecisionStatus.OPEN or decision.signatures.filter(signed_at__isnull=False).exists():
        raise Refused(_("This meeting has been signed; nothing of it changes any more."), code="signed")


def note(actor: Any, act: str, decision: Decision, after: Any, before: Any = None, reason: str = "") -> None:
    """The record of one step."""
    path = decision.campaign.committee.path
    record(actor, act, decision, node_path=path, before=before, after=after, reason=reason)
