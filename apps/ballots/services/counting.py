"""Count the votes: once, after voting is over, all or nothing."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assessment
from apps.assessments.services import announce_evaluation
from apps.audit.services import record
from apps.ballots.asking import ballot_of
from apps.ballots.begun import is_over
from apps.ballots.choices import BatchStatus, FewVotes, PollStatus
from apps.ballots.models import Box, Count, PaperBatch, Poll, Roll, Voter
from apps.ballots.opening import Key, Opened, open_all
from apps.ballots.services.days import write_day
from apps.ballots.services.permits import CONDUCT, allow, locked, require_uncounted
from apps.ballots.tally import Sums, digest_of, facts_of
from apps.ballots.traces import wipe_traces
from apps.campaigns.models import Campaign
from apps.core.bulk import rewrite
from apps.core.errors import Refused
from apps.jobs.models import Job
from apps.jobs.services import announce

KIND = "ballots.count"
BATCH = 500
WAITING = (BatchStatus.FIRST, BatchStatus.DIFFERS)
FIGURES = "ballot."


@transaction.atomic
def request_count(actor: Any, poll: Poll) -> Job:
    """Announce the count. Refuses while votes are cast, while paper ballots wait, and once it is counted."""
    allow(actor, CONDUCT, poll.campaign)
    row = locked(poll)
    require_countable(row)
    record(actor, "ballot.count_asked", row, node_path=row.campaign.committee.path)
    return announce(KIND, row.pk, row.campaign.name, actor=actor, node_path=row.campaign.committee.path)


def require_countable(poll: Poll) -> None:
    """Refuse what stands in the way of the count, superusers too: an open stage, piles of paper that wait."""
    require_uncounted(poll)
    if not is_over(poll):
        raise Refused(_("Votes are counted once voting is over, not before."), code="voting")
    waiting = PaperBatch.objects.filter(roll__poll=poll, status__in=WAITING)
    if count := waiting.count():
        message = ngettext(
            "%(n)s pile of paper ballots waits for its second person, or differs.",
            "%(n)s piles of paper ballots wait for their second person, or differ.",
            count,
        )
        raise Refused(message % {"n": count}, code="papers-wait")


def require_counted_votes(campaign: Campaign) -> None:
    """Refuse a numbered run while votes that the rulebook reads lie in their boxes."""
    poll = Poll.objects.filter(campaign=campaign, rolls__entitled__gt=0).exclude(status=PollStatus.COUNTED).first()
    if poll is not None and ballot_of(campaign) is not None:
        message = _("The rulebook reads votes, and they are not counted yet.")
        raise Refused(message, code="votes-uncounted")


def do_count(job: Job, progress: Any) -> dict[str, Any]:
    """The job: open, add up, write all in one transaction. Safe to run twice: what is counted stays as it is."""
    poll = Poll.objects.select_related("campaign__committee", "campaign__rulebook_version").get(pk=job.key)
    if poll.status == PollStatus.COUNTED:
        wipe_traces()
        return {"digest": poll.digest}
    require_countable(poll)
    opened = open_all(poll, progress)
    progress(_("Counts are written"))
    digest = write_counts(poll, opened, job.announced_by, job.announced_by_name)
    wipe_traces()
    return {"votes": sum(sums.votes for sums in opened.sums.values()), "digest": digest}


@transaction.atomic
def write_counts(poll: Poll, opened: Opened, by: int | None, by_name: str) -> str:
    """Counts, facts for the rules, emptied boxes, keys gone; gives the digest. Refuses where anything changed since
    the boxes were opened."""
    row = locked(poll)
    require_countable(row)
    _require_unchanged(row, opened)
    counts = [_count(row, key, sums) for key, sums in opened.sums.items()]
    Count.objects.bulk_create(counts, batch_size=BATCH)
    write_day(row)
    _empty(row)
    row.status, row.sealed_key = PollStatus.COUNTED, ""
    row.counted_on, row.counted_by_name = timezone.localdate(), by_name
    row.digest = rebuilt_digest(row)
    row.save()
    write_facts(row, counts)
    after = {
        "votes": sum(count.by_code for count in counts),
        "papers": sum(count.on_paper for count in counts),
        "digest": row.digest,
    }
    actor = _Counter(by, by_name) if by else None
    record(actor, "ballot.counted", row, node_path=row.campaign.committee.path, after=after)
    announce_evaluation(row.campaign, actor)
    return row.digest


class _Counter:
    """Who asked for the count, as the record keeps people."""

    def __init__(self, pk: int, name: str) -> None:
        self.pk, self.name = pk, name


def _require_unchanged(poll: Poll, opened: Opened) -> None:
    """Under the hold of every roll: as many votes and papers as were opened."""
    now = {
        (roll.assessment_id, roll.layer): (roll.voted, roll.on_paper)
        for roll in Roll.objects.select_for_update().filter(poll=poll)
    }
    then = {key: (sums.by_code, sums.on_paper) for key, sums in opened.sums.items()}
    if now != then:
        raise Refused(_("Something changed while the boxes were opened. Count again."), code="changed-meanwhile")


def _count(poll: Poll, key: Key, sums: Sums) -> Count:
    """One roll's count; where few votes are left out, how many they were and not what they said."""
    left_out = poll.few_votes == FewVotes.LEFT_OUT and sums.votes < poll.shown_from
    return Count(
        poll=poll,
        assessment_id=key[0],
        layer=key[1],
        by_code=sums.by_code,
        on_paper=sums.on_paper,
        answers={} if left_out else sums.plain(),
    )


def _empty(poll: Poll) -> None:
    """No ballot, no code, no number of a telephone and no typed figure stays; receipts do, and who has voted."""
    Box.objects.filter(poll=poll).update(ballots=[])
    Voter.objects.filter(roll__poll=poll).update(token="", mobile="", email="")
    PaperBatch.objects.filter(roll__poll=poll).update(first={}, second={}, settled={})


def write_facts(poll: Poll, counts: list[Count]) -> None:
    """What the rules read, into each assessment's facts; its other facts stay."""
    by_assessment: dict[int, list[Count]] = defaultdict(list)
    for count in counts:
        by_assessment[count.assessment_id].append(count)
    ballot = ballot_of(poll.campaign)
    rows = list(Assessment.objects.select_for_update(of=("self",)).filter(pk__in=by_assessment))
    for row in rows:
        others = {key: value for key, value in row.facts.items() if not key.startswith(FIGURES)}
        row.facts = others | facts_of(poll, ballot, by_assessment[row.pk])
    rewrite(rows, ["facts"])


def rebuilt_digest(poll: Poll) -> str:
    """The digest as the tables give it now; the poll's own is the one of the day of the count."""
    boxes = Box.objects.filter(poll=poll).values_list("assessment_id", "layer", "receipts")
    return digest_of(Count.objects.filter(poll=poll), boxes.iterator(BATCH))
