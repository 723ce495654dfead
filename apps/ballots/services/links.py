"""Links to named voters: made anew for each sending, and never kept."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.ballots.codes import new_code, token_of
from apps.ballots.models import Poll, Voter
from apps.ballots.services.permits import HAND_OUT, allow, require_uncounted
from apps.core.bulk import rewrite

BATCH = 500


def link_of(code: str) -> str:
    """Where a voter goes. The code stands behind the #: no server, proxy or log on the way is told it."""
    return f"{settings.PUBLIC_URL}/v/#{code}"


def mint_links(actor: Any, poll: Poll, voters: Iterable[Voter]) -> Iterator[tuple[Voter, str]]:
    """Each of `voters` who has a name and has not voted, in the order of their keys, with a link; links sent before
    open nothing any more. Written some hundred at a time, each before its links are given."""
    allow(actor, HAND_OUT, poll.campaign.committee)
    require_uncounted(poll)
    keys = sorted(voter.pk for voter in voters)
    for some in _some(keys, BATCH):
        yield from _mint(poll, some)


def _some(keys: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


@transaction.atomic
def _mint(poll: Poll, keys: list[int]) -> list[tuple[Voter, str]]:
    rows = Voter.objects.select_for_update(of=("self",)).filter(pk__in=keys, roll__poll=poll, has_voted=False)
    voters, links = list(rows.exclude(name="").order_by("pk")), []
    for voter in voters:
        code = new_code()
        voter.token = token_of(code)
        links.append((voter, link_of(code)))
    rewrite(voters, ["token"])
    return links
