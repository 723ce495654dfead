"""Both sides' hands under a stop: first the team's leader, then the branch; with the second it is frozen.

Signing says what was seen, it does not agree to marks. A hand is drawn strokes, or the typed name alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import StopStatus
from apps.assessments.lifecycle import STOP
from apps.assessments.models import Stop
from apps.assessments.services.stops import (
    as_kept,
    hand_kept,
    hold,
    locked,
    note,
    require_unsigned,
    touch,
    write_answer,
)
from apps.campaigns.choices import Act
from apps.campaigns.services import require_stage
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.core.permissions import authorise

WIDTH, HEIGHT = 600, 200
MOST_STROKES, MOST_NUMBERS = 80, 6000

Strokes = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Hand:
    """What one side signs with. `version` is the stop as it was read; `name` is typed only on the team's own phone.

    `word` is the branch's word on the whole, `answers` by finding; either stays as it is where it is not given. `at` is
    when it was signed, where a phone kept it.
    """

    version: int
    strokes: Strokes = ()
    name: str = ""
    word: str | None = None
    answers: Mapping[int, str] = field(default_factory=dict)
    at: datetime | None = None


@transaction.atomic
def sign_for_team(actor: Any, stop: Stop, hand: Hand) -> Stop:
    """The leader signs from the own account; from now on the team changes nothing."""
    require_leader(actor, stop)
    row = hold(actor, stop)
    STOP.after("sign", row.status)
    if row.team_signed_at:
        message = _("The team has signed already.")
        raise Refused(message, code="team-signed", details=hand_kept(row.team_signed_by_name, row.team_signed_at))
    require_read(row, hand)
    row.team_sign = checked(hand.strokes)
    row.team_signed_by, row.team_signed_by_name, row.team_signed_at = actor.pk, actor.name, hand.at or timezone.now()
    row.save(update_fields=["team_sign", "team_signed_by", "team_signed_by_name", "team_signed_at"])
    touch(row)
    note(actor, "stop.signed-by-team", row, after={"name": actor.name, "drawn": bool(row.team_sign)}, at=hand.at)
    return row


@transaction.atomic
def take_back_sign(actor: Any, stop: Stop) -> Stop:
    """The leader takes the team's signature back, as long as the branch has not signed."""
    require_leader(actor, stop)
    row = hold(actor, stop)
    if not row.team_signed_at:
        raise Refused(_("The team has not signed yet."), code="not-signed")
    row.team_sign, row.team_signed_by, row.team_signed_by_name, row.team_signed_at = [], None, "", None
    row.save(update_fields=["team_sign", "team_signed_by", "team_signed_by_name", "team_signed_at"])
    touch(row)
    note(actor, "stop.sign-taken-back", row)
    return row


@transaction.atomic
def sign_for_branch(actor: Any, stop: Stop, hand: Hand) -> Stop:
    """The branch signs after the team: the secretary from the own account, or whoever is there on the team's phone.

    On the team's phone the signer's name is typed; it is nobody's of the team. Then the stop is frozen.
    """
    is_own = actor.has_perm("assessments.reply", stop.assessment) and not is_member(actor, stop)
    if not is_own:
        authorise(actor, "assessments.visit_branch", stop)
    row = locked(stop)
    require_unsigned(row)
    require_stage(row.visit.campaign, Act.VISIT, row.assessment.path)
    STOP.after("finish", row.status)
    if not row.team_signed_at:
        raise Refused(_("The team signs first."), code="team-first")
    require_read(row, hand)
    name = actor.name if is_own else signer(row, hand)
    for finding in row.findings.filter(pk__in=hand.answers):
        write_answer(actor, row, finding, hand.answers[finding.pk])
    row.branch_sign = checked(hand.strokes)
    row.branch_signed_by, row.branch_signed_by_name = (actor.pk if is_own else None), name
    row.branch_signed_at = row.finished_at = hand.at or timezone.now()
    row.branch_word = row.branch_word if hand.word is None else hand.word.strip()[:1000]
    row.status = StopStatus(STOP.after("finish", row.status))
    row.save()
    touch(row)
    how = "own account" if is_own else "the team's phone"
    after = {"name": name, "drawn": bool(row.branch_sign), "from": how, "word": row.branch_word}
    note(actor, "stop.signed-by-branch", row, after=after, at=hand.at)
    return row


def require_leader(actor: Any, stop: Stop) -> None:
    """A hand is the leader's own: not even a superuser lends theirs."""
    authorise(actor, "assessments.lead_visit", stop)
    if not stop.visit.team.filter(person=actor.pk, is_leader=True).exists():
        raise Forbidden(_("The leader of the team signs."))


def is_member(actor: Any, stop: Stop) -> bool:
    return stop.visit.team.filter(person=actor.pk).exists()


def signer(stop: Stop, hand: Hand) -> str:
    """Who signs for the branch on the team's phone: a name, and nobody's of the team."""
    name = " ".join(hand.name.split())[:80]
    if not name:
        raise Invalid(_("Type the name of who signs for the branch."), details={"name": [""]})
    if stop.visit.team.filter(person__name=name).exists():
        message = _("The branch signs with its own hand: %(name)s is of the team.") % {"name": name}
        raise Invalid(message, code="same-person", details={"name": [message]})
    return name


def require_read(stop: Stop, hand: Hand) -> None:
    """Nobody signs what they have not read."""
    if hand.version != stop.version:
        message = _("Something was written since you read it. Read it again, then sign.")
        raise Conflict(message, details={"version": stop.version, "stands": what_stands(stop)})


def what_stands(stop: Stop) -> list[dict[str, Any]]:
    """Marks and findings as they stand, with who wrote each and when, the latest first."""
    checks = [
        {"part": check.criterion} | as_kept(check) | hand_kept(check.by_name, check.changed_at)
        for check in stop.checks.all()
    ]
    findings = [
        {"part": finding.criterion, "mark": None, "seen": finding.text} | hand_kept(finding.by_name, finding.at)
        for finding in stop.findings.all()
    ]
    return sorted(checks + findings, key=lambda row: row["at"], reverse=True)


def checked(strokes: Strokes) -> list[list[int]]:
    """Strokes as [x, y, x, y, …] within the box; `Invalid` for anything else."""
    kept = [list(stroke) for stroke in strokes]
    numbers = [number for stroke in kept for number in stroke]
    fits = (
        len(kept) <= MOST_STROKES
        and len(numbers) <= MOST_NUMBERS
        and all(len(stroke) % 2 == 0 for stroke in kept)
        and all(type(number) is int for number in numbers)
        and all(0 <= x <= WIDTH for stroke in kept for x in stroke[::2])
        and all(0 <= y <= HEIGHT for stroke in kept for y in stroke[1::2])
    )
    if not fits:
        raise Invalid(_("The signature could not be read. Draw it again, or leave the box empty."), code="strokes")
    return kept
