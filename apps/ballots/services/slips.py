"""Codes for slips: made, printed once, never kept."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.ballots.begun import is_over
from apps.ballots.codes import new_code, token_of
from apps.ballots.models import Poll, Roll, Voter
from apps.ballots.services.permits import HAND_OUT, allow, require_uncounted
from apps.core.errors import Refused

BATCH = 500
Slip = tuple[int, str]


@transaction.atomic
def mint(actor: Any, rolls: Iterable[Roll]) -> list[tuple[Roll, list[Slip]]]:
    """New codes for all voters without a name who have not voted: by roll, (number, code) in a drawn order.

    Codes that were printed before open nothing any more. All rolls are of one ballot. Nobody can ask for the codes
    again: they are given here, and the table keeps what cannot be turned back into them.
    """
    rows = _held(actor, rolls)
    if not rows:
        return []
    Voter.objects.filter(roll__in=rows, name="", has_voted=False).delete()
    taken = _taken(rows)
    made = [(roll, _slips(_left(roll, taken.get(roll.pk, [])))) for roll in rows]
    voters = [
        Voter(roll=roll, number=number, token=token_of(code)) for roll, slips in made for number, code in sorted(slips)
    ]
    Voter.objects.bulk_create(voters, batch_size=BATCH)
    _record(actor, rows, len(voters))
    return made


def _held(actor: Any, rolls: Iterable[Roll]) -> list[Roll]:
    """The rolls as they stand, held; whoever asks may hand out in each of their branches."""
    keys = [roll.pk for roll in rolls]
    rows = list(Roll.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("assessment", "poll"))
    for roll in rows:
        allow(actor, HAND_OUT, roll.assessment)
    polls = {roll.poll_id for roll in rows}
    if len(polls) > 1:
        raise Refused(_("Slips are made for one ballot at a time."), code="several-ballots")
    if rows:
        poll = Poll.objects.select_related("campaign__committee").get(pk=rows[0].poll_id)
        require_uncounted(poll)
        if is_over(poll):
            raise Refused(_("Voting is over: slips open nothing any more."), code="voting-over")
    return rows


def _taken(rolls: list[Roll]) -> dict[int, list[int]]:
    """By roll, the numbers of the voters who stay: the named, and those who have voted."""
    found: dict[int, list[int]] = {}
    for roll, number in Voter.objects.filter(roll__in=rolls).values_list("roll_id", "number"):
        found.setdefault(roll, []).append(number)
    return found


def _left(roll: Roll, taken: list[int]) -> list[int]:
    """The numbers of those who still get a slip."""
    standing = set(taken)
    free = (number for number in range(1, roll.entitled + len(taken) + 1) if number not in standing)
    wanted = max(0, roll.entitled - len(taken) - roll.on_paper)
    return [number for number, _place in zip(free, range(wanted), strict=False)]


def _slips(numbers: list[int]) -> list[Slip]:
    slips = [(number, new_code()) for number in numbers]
    secrets.SystemRandom().shuffle(slips)
    return slips


def _record(actor: Any, rolls: list[Roll], count: int) -> None:
    """How many slips were printed, and for where: by branch where there is one, else by ballot."""
    poll = Poll.objects.select_related("campaign__committee").get(pk=rolls[0].poll_id)
    branches = {roll.assessment_id: roll.assessment for roll in rolls}
    place = next(iter(branches.values())).path if len(branches) == 1 else poll.campaign.committee.path
    after = {"slips": count, "branches": len(branches)}
    record(actor, "ballot.slips_made", poll, node_path=place, after=after)


def with_codes(poll: Poll) -> dict[int, int]:
    """By roll, how many voters hold a code now."""
    rows = Voter.objects.filter(roll__poll=poll).exclude(token="")
    return dict(rows.values_list("roll").annotate(count=Count("pk")))
