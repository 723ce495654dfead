"""Open a ballot by its code, and cast it: that somebody voted and what was chosen part here for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from apps.ballots.answers import packed
from apps.ballots.asking import Option, Question
from apps.ballots.begun import ballot_stage, is_over, may_cast
from apps.ballots.choices import PollStatus
from apps.ballots.codes import LETTERS, RECEIPT, grouped, mark_of, new_receipt, tidy, token_of
from apps.ballots.models import Box, Poll, Roll, Voter
from apps.ballots.sealing import box_name, seal
from apps.ballots.services.polls import begin
from apps.ballots.services.rolls import title_of
from apps.core.errors import Refused

UNKNOWN = gettext_lazy("This code is not known. Look at the slip again, or ask whoever gave it to you.")
PART = 256
OPEN_PART = 0


@dataclass(frozen=True)
class Paper:
    """What a voter sees. `layer` is its title, blank where there is one layer without one."""

    poll: Poll
    campaign: str
    branch: str
    layer: str
    questions: list[Question]
    options: list[Option]
    closes_at: datetime | None


@sensitive_variables()
def open_ballot(code: str) -> Paper:
    """The ballot of a code. Refuses with one of these codes: unknown-code, already-voted, not-yet-open, closed."""
    roll = _unused(_held_by(code)).roll
    _require_open(roll)
    if roll.poll.status == PollStatus.PREPARING:
        begin(roll.poll)
    return _paper(roll)


@sensitive_variables()
def cast_before(code: str, receipt: str) -> Paper | None:
    """The ballot of a code that was cast with just this receipt: whose answer got lost on the way sends it again.

    Both lie on the voter's screen alone; what is asked here is written nowhere.
    """
    voter = _held_by(code)
    if voter is None or not voter.has_voted or not _is_receipt(receipt):
        return None
    roll = voter.roll
    boxes = Box.objects.filter(assessment_id=roll.assessment_id, layer=roll.layer).values_list("receipts", flat=True)
    return _paper(roll) if any(mark_of(receipt) in receipts for receipts in boxes) else None


def _paper(roll: Roll) -> Paper:
    stage = ballot_stage(roll.poll)
    return Paper(
        poll=roll.poll,
        campaign=roll.poll.campaign.name,
        branch=roll.assessment.name,
        layer=title_of(roll.poll, roll.layer),
        questions=roll.poll.questions,
        options=roll.poll.options,
        closes_at=stage.closes_at if stage else None,
    )


def offered(receipt: str = "") -> str:
    """The receipt that a ballot will have once it is cast, as it is shown: the one offered before, else a new one."""
    return grouped(tidy(receipt) if _is_receipt(receipt) else new_receipt())


def _is_receipt(text: str) -> bool:
    plain = tidy(text)
    return len(plain) == RECEIPT and set(plain) <= set(LETTERS)


@sensitive_variables()
def cast(code: str, answers: Mapping[str, str], receipt: str = "") -> str:
    """Cast one ballot, once: question → option, every question answered. Gives the receipt, as it is shown.

    receipt: the one that was offered before casting; without one it is drawn here. Refuses as `open_ballot` does.
    Everything is one transaction; what it writes bears no time and no order.
    """
    receipt = offered(receipt)
    if not _cast(code, answers, receipt):
        open_ballot(code)
        _cast(code, answers, receipt)
    return receipt


@transaction.atomic
@sensitive_variables()
def _cast(code: str, answers: Mapping[str, str], receipt: str) -> bool:
    """Whether the ballot was cast: False, with nothing written, where voting has still to be begun."""
    roll = _held(code)
    if roll.poll.status == PollStatus.PREPARING:
        return False
    voter = _unused(_with_code(code).select_for_update().only("has_voted").first())
    _require_open(roll)
    text = packed(roll.poll, answers)
    if roll.entitled <= roll.voted + roll.on_paper:
        raise Refused(_("As many have voted here as may vote."), code="roll-full")
    Voter.objects.filter(pk=voter.pk).update(has_voted=True)
    Roll.objects.filter(pk=roll.pk).update(voted=F("voted") + 1)
    _put_in(roll, seal(roll.poll.public_key, text, box_name(roll.poll_id, roll.assessment_id, roll.layer)), receipt)
    return True


def _held(code: str) -> Roll:
    """The roll of a code, held first and alone: all who write about one roll come one after the other."""
    keys = _with_code(code).values("roll")
    rolls = Roll.objects.select_for_update(of=("self",)).select_related("poll__campaign", "assessment")
    roll = rolls.filter(pk__in=keys).order_by().first()
    if roll is None:
        raise Refused(UNKNOWN, code="unknown-code")
    return roll


def _unused(voter: Voter | None) -> Voter:
    """The voter who holds a code and has not voted."""
    if voter is None:
        raise Refused(UNKNOWN, code="unknown-code")
    if voter.has_voted:
        raise Refused(_("With this code a vote has been cast already."), code="already-voted")
    return voter


def _held_by(code: str) -> Voter | None:
    return _with_code(code).select_related("roll__poll__campaign__committee", "roll__assessment").first()


def _with_code(code: str) -> QuerySet[Voter]:
    """Voters with this code: one at most. That no blank is meant is said for SQLite, whose index of codes leaves out
    blanks, and which else reads a hundred thousand voters."""
    return Voter.objects.filter(token=token_of(code)).exclude(token="").order_by()


def _require_open(roll: Roll) -> None:
    if may_cast(roll.poll, roll.assessment):
        return
    if is_over(roll.poll) or roll.poll.status == PollStatus.COUNTED:
        raise Refused(_("Voting is over."), code="closed")
    raise Refused(_("Voting has not begun."), code="not-yet-open")


def _put_in(roll: Roll, sealed: str, receipt: str) -> None:
    """Write the open box anew, each list sorted by itself. The caller's hold on the roll keeps others out."""
    key = {"assessment_id": roll.assessment_id, "layer": roll.layer}
    box = Box.objects.filter(part=OPEN_PART, **key).first() or Box(poll_id=roll.poll_id, part=OPEN_PART, **key)
    box.ballots = sorted([*box.ballots, sealed])
    box.receipts = sorted([*box.receipts, mark_of(receipt)])
    if len(box.ballots) >= PART:
        box.part = 1 + Box.objects.filter(**key).aggregate(last=Max("part", default=OPEN_PART))["last"]
    box.save()
