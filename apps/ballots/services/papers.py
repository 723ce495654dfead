"""Paper ballots: two people type the same pile, each alone; what agrees goes into the box."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.ballots.begun import is_open, is_over
from apps.ballots.choices import BatchStatus
from apps.ballots.models import PaperBatch, Poll, Roll
from apps.ballots.services.permits import CONDUCT, HAND_OUT, allow, require_uncounted
from apps.ballots.services.polls import begin
from apps.campaigns.services import require_unsealed
from apps.core.errors import Invalid, Refused

Figures = Mapping[str, Mapping[str, int]]
WAITING = (BatchStatus.FIRST, BatchStatus.DIFFERS)


@transaction.atomic
def type_first(actor: Any, roll: Roll, papers: int, figures: Figures) -> PaperBatch:
    """The first person's figures of a pile. Refuses more papers than people who have not voted, and figures of a
    question that do not add up to the papers."""
    held = _held(actor, roll)
    check_figures(held.poll, papers, figures)
    _require_room(held, papers)
    begin(held.poll)
    batch = PaperBatch.objects.create(
        roll=held, papers=papers, first=plain(held.poll, figures), first_by=actor.pk, first_by_name=actor.name
    )
    _note(actor, "papers.typed", batch)
    return batch


@transaction.atomic
def type_second(actor: Any, batch: PaperBatch, papers: int, figures: Figures) -> PaperBatch:
    """The second person's figures of the same pile: equal ones go into the box, others wait to be settled."""
    row = _taken(actor, batch, BatchStatus.FIRST)
    if actor.pk == row.first_by:
        raise Refused(_("Somebody else must type this pile a second time."), code="same-person")
    check_figures(row.roll.poll, papers, figures)
    row.second = plain(row.roll.poll, figures)
    row.second_by, row.second_by_name, row.second_at = actor.pk, actor.name, timezone.now()
    row.status = BatchStatus.AGREED if row.second == row.first else BatchStatus.DIFFERS
    row.save()
    if row.status == BatchStatus.AGREED:
        _put_in(row)
    _note(actor, "papers.typed_again", row)
    return row


@transaction.atomic
def settle(actor: Any, batch: PaperBatch, papers: int, figures: Figures) -> PaperBatch:
    """One of the two types the figures that both found right; they count once the other one confirms."""
    row = _taken(actor, batch, BatchStatus.DIFFERS)
    _require_one_of_two(actor, row)
    check_figures(row.roll.poll, papers, figures)
    _require_room(row.roll, papers, besides=row)
    row.papers, row.settled = papers, plain(row.roll.poll, figures)
    row.settled_by, row.settled_by_name = actor.pk, actor.name
    row.save()
    _note(actor, "papers.settled", row)
    return row


@transaction.atomic
def confirm(actor: Any, batch: PaperBatch) -> PaperBatch:
    """The other one of the two confirms the settled figures: the pile goes into the box."""
    row = _taken(actor, batch, BatchStatus.DIFFERS)
    _require_one_of_two(actor, row)
    if not row.settled:
        raise Refused(_("Nobody has settled these figures yet."), code="not-settled")
    if actor.pk == row.settled_by:
        raise Refused(_("The other one of the two confirms what you settled."), code="same-person")
    row.status = BatchStatus.AGREED
    row.save()
    _put_in(row)
    _note(actor, "papers.confirmed", row)
    return row


@transaction.atomic
def drop(actor: Any, batch: PaperBatch, reason: str) -> PaperBatch:
    """The pile does not count, with a reason; one that was in the box is taken out of it again."""
    allow(actor, CONDUCT, batch.roll.poll.campaign)
    row = _row(batch)
    _require_typing(row.roll.poll)
    if row.status == BatchStatus.DROPPED:
        raise Refused(_("This pile has been dropped already."), code="batch-dropped")
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    if row.status == BatchStatus.AGREED:
        row.roll.on_paper -= row.papers
        row.roll.save(update_fields=["on_paper"])
    row.status, row.drop_reason = BatchStatus.DROPPED, reason.strip()[:500]
    row.first, row.second, row.settled = {}, {}, {}
    row.save()
    _note(actor, "papers.dropped", row, reason=row.drop_reason)
    return row


def check_figures(poll: Poll, papers: int, figures: Figures) -> None:
    """Every question's figures are whole, of its options, and add up to the papers; else 422 by question."""
    if papers < 1:
        raise Invalid(_("A pile has at least one paper."), details={"papers": [str(papers)]})
    options = {option["code"] for option in poll.options}
    questions = {question["code"]: question["title"] for question in poll.questions}
    faults: dict[str, list[str]] = {code: [_("No such question.")] for code in figures if code not in questions}
    for code in questions:
        given = figures.get(code, {})
        if set(given) - options or any(votes < 0 for votes in given.values()):
            faults[code] = [_("Only the ballot's answers, and no number below zero.")]
        elif sum(given.values()) != papers:
            words = {"sum": sum(given.values()), "papers": papers}
            faults[code] = [_("Adds up to %(sum)s, not to %(papers)s papers.") % words]
    if faults:
        raise Invalid(_("The answers to each question add up to the number of papers."), code="sums", details=faults)


def plain(poll: Poll, figures: Figures) -> dict[str, dict[str, int]]:
    """Every question with every option, so that equal piles look equal."""
    options = [option["code"] for option in poll.options]
    return {
        code: {option: figures.get(code, {}).get(option, 0) for option in options}
        for code in (question["code"] for question in poll.questions)
    }


def _held(actor: Any, roll: Roll) -> Roll:
    """The roll as it stands, held, in a ballot whose papers may be typed now."""
    Roll.objects.select_for_update().get(pk=roll.pk)
    row = Roll.objects.select_related("poll__campaign__committee", "assessment").get(pk=roll.pk)
    allow(actor, HAND_OUT, row.assessment)
    _require_typing(row.poll)
    return row


def _row(batch: PaperBatch) -> PaperBatch:
    """The pile as it stands, after its roll: both held."""
    Roll.objects.select_for_update().get(pk=batch.roll_id)
    rows = PaperBatch.objects.select_for_update(of=("self",))
    return rows.select_related("roll__poll__campaign__committee", "roll__assessment").get(pk=batch.pk)


def _taken(actor: Any, batch: PaperBatch, status: str) -> PaperBatch:
    row = _row(batch)
    allow(actor, HAND_OUT, row.roll.assessment)
    _require_typing(row.roll.poll)
    if row.status != status:
        words = {"state": row.get_status_display()}
        raise Refused(_("This pile is in another state now: %(state)s.") % words, code="batch-state")
    return row


def _require_typing(poll: Poll) -> None:
    """Papers are typed from the opening of the ballot until the count."""
    require_unsealed(poll.campaign)
    require_uncounted(poll)
    if not is_open(poll) and not is_over(poll):
        raise Refused(_("Voting has not begun."), code="not-yet-open")


def _require_one_of_two(actor: Any, batch: PaperBatch) -> None:
    if actor.pk not in (batch.first_by, batch.second_by):
        raise Refused(_("Only the two who typed this pile settle it."), code="not-one-of-two")


def _require_room(roll: Roll, papers: int, besides: PaperBatch | None = None) -> None:
    """With every pile that waits, no more have voted than may vote."""
    others = PaperBatch.objects.filter(roll=roll, status__in=WAITING)
    waiting = sum(others.exclude(pk=besides.pk if besides else None).values_list("papers", flat=True))
    left = roll.entitled - roll.voted - roll.on_paper - waiting
    if papers > left:
        message = _("Only %(left)s people here have not voted yet.") % {"left": max(0, left)}
        raise Invalid(message, code="too-many-papers", details={"papers": [str(message)]})


def _put_in(batch: PaperBatch) -> None:
    _require_room(batch.roll, batch.papers, besides=batch)
    batch.roll.on_paper += batch.papers
    batch.roll.save(update_fields=["on_paper"])


def _note(actor: Any, act: str, batch: PaperBatch, reason: str = "") -> None:
    """The record of one step: how many papers, never what they say."""
    after = {"papers": batch.papers, "state": batch.status, "layer": batch.roll.layer}
    record(actor, act, batch.roll.assessment, node_path=batch.roll.assessment.path, after=after, reason=reason)
