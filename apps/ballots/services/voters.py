"""Voters by name: those who get a link instead of a slip."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.ballots.models import Poll, Roll, Voter
from apps.ballots.services.permits import CONDUCT, allow, locked, require_uncounted
from apps.ballots.voter_file import VoterLine
from apps.core.bulk import rewrite
from apps.core.errors import Invalid

BATCH = 500
Key = tuple[int, str]


@transaction.atomic
def bring_voters(actor: Any, poll: Poll, table: Sequence[VoterLine]) -> int:
    """The named voters of every roll that the table names; gives how many there are in it.

    Who stands already (same name, same mobile or e-mail, or the only one of that name) keeps the link; who is missing
    from the table goes, unless they have voted. Refuses more names than a roll has voters who have not voted otherwise.
    """
    allow(actor, CONDUCT, poll.campaign)
    row = locked(poll)
    require_uncounted(row)
    by_roll: dict[Key, list[VoterLine]] = defaultdict(list)
    for line in table:
        by_roll[line.assessment, line.layer].append(line)
    rolls = _rolls(row, by_roll)
    standing: dict[int, list[Voter]] = defaultdict(list)
    for voter in Voter.objects.select_for_update().filter(roll__in=rolls.values()):
        standing[voter.roll_id].append(voter)
    for key, lines in by_roll.items():
        _bring(rolls[key], lines, standing[rolls[key].pk])
    named = Voter.objects.filter(roll__poll=row).exclude(name="").count()
    after = {"voters": len(table), "named": named, "branches": len({key[0] for key in by_roll})}
    record(actor, "ballot.voters_brought", row, node_path=row.campaign.committee.path, after=after)
    return len(table)


def _rolls(poll: Poll, keys: dict[Key, list[VoterLine]]) -> dict[Key, Roll]:
    """The roll of each key, held; a missing one is a fault of the table."""
    rows = Roll.objects.select_for_update(of=("self",)).filter(poll=poll, assessment__in={key[0] for key in keys})
    found = {(roll.assessment_id, roll.layer): roll for roll in rows.select_related("assessment")}
    if missing := [key for key in keys if key not in found]:
        message = _("For %(count)s layers of branches it is not set yet how many may vote.") % {"count": len(missing)}
        raise Invalid(message, code="no-roll", details={"file": [message]})
    return found


def _bring(roll: Roll, lines: list[VoterLine], standing: list[Voter]) -> None:
    """One roll: keep, mend, add and take away."""
    named = [voter for voter in standing if voter.name]
    left = list(named)
    kept = [(line, _same(line, left)) for line in lines]
    stay = {voter.pk for _line, voter in kept if voter} | {voter.pk for voter in named if voter.has_voted}
    new = [line for line, voter in kept if voter is None]
    others = roll.on_paper + sum(voter.has_voted for voter in standing if not voter.name)
    if len(stay) + len(new) + others > roll.entitled:
        words = {"branch": roll.assessment.name, "entitled": roll.entitled, "names": len(stay) + len(new)}
        message = _("%(branch)s: %(names)s names, and only %(entitled)s may vote.") % words
        raise Invalid(message, code="too-many-names", details={"file": [message]})
    mended = [voter for line, voter in kept if voter and _mend(voter, line)]
    rewrite(mended, ["mobile", "email"])
    gone = [voter.pk for voter in named if voter.pk not in stay]
    Voter.objects.filter(pk__in=gone).delete()
    _add(roll, new, {voter.number for voter in standing if voter.pk not in gone})


def _same(line: VoterLine, left: list[Voter]) -> Voter | None:
    """Who of those who are left the line means; each is meant once, and taken from `left`."""
    alike = [voter for voter in left if voter.name == line.name]
    exact = [voter for voter in alike if (voter.mobile or voter.email) == (line.mobile or line.email)]
    found = next(iter(exact or (alike if len(alike) == 1 else [])), None)
    if found:
        left.remove(found)
    return found


def _mend(voter: Voter, line: VoterLine) -> bool:
    """Take the line's mobile and e-mail over; whether anything differed."""
    before = (voter.mobile, voter.email)
    voter.mobile, voter.email = line.mobile, line.email
    return before != (voter.mobile, voter.email)


def _add(roll: Roll, lines: list[VoterLine], taken: set[int]) -> None:
    """New voters under the first free numbers."""
    free = (number for number in range(1, len(taken) + len(lines) + 1) if number not in taken)
    voters = [
        Voter(roll=roll, number=number, name=line.name, mobile=line.mobile, email=line.email)
        for number, line in zip(free, lines, strict=False)
    ]
    Voter.objects.bulk_create(voters, batch_size=BATCH)


def reachable(poll: Poll) -> dict[int, int]:
    """By roll, how many named voters have not voted and have a mobile or an e-mail address."""
    rows = Voter.objects.filter(roll__poll=poll, has_voted=False).exclude(mobile="", email="").exclude(name="")
    return dict(rows.order_by().values_list("roll").annotate(count=Count("pk")))
