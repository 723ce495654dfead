"""Open all sealed ballots of a ballot and add them up, without writing anything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils.translation import gettext as _

from apps.ballots.answers import unpacked
from apps.ballots.choices import BatchStatus
from apps.ballots.models import Box, PaperBatch, Poll, Roll
from apps.ballots.sealing import Unopened, box_name, private_key, unseal
from apps.ballots.tally import Sums
from apps.core.errors import Refused

Key = tuple[int, str]
Progress = Callable[..., Any]
CHUNK = 200


@dataclass(frozen=True)
class Opened:
    """What all boxes came to, by (assessment, layer), and how many receipts each held: nobody voted meanwhile where the
    same number stands when it is written."""

    sums: dict[Key, Sums]
    receipts: dict[Key, int]


def open_all(poll: Poll, progress: Progress) -> Opened:
    """Sums of every roll: ballots by code and agreed paper ballots. Refuses, and says where, when a ballot does not
    open or the numbers of ballots, receipts and voters differ."""
    key = _key_of(poll)
    rolls = Roll.objects.filter(poll=poll).select_related("assessment")
    by_key = {(roll.assessment_id, roll.layer): roll for roll in rolls}
    opened = Opened({each: Sums(poll) for each in by_key}, dict.fromkeys(by_key, 0))
    for box in _boxes(poll, progress):
        where = (box.assessment_id, box.layer)
        if where not in by_key:
            raise _disagrees(box.assessment.name)
        opened.receipts[where] += len(box.receipts)
        _open_box(poll, key, box, opened.sums[where])
    for where, roll in by_key.items():
        if not opened.sums[where].by_code == opened.receipts[where] == roll.voted:
            raise _disagrees(roll.assessment.name)
    _add_papers(poll, opened)
    return opened


def _key_of(poll: Poll) -> X25519PrivateKey:
    try:
        return private_key(poll.public_key, poll.sealed_key)
    except Unopened as error:
        message = _("The house's key is not the one that sealed this ballot. Set the former key and count again.")
        raise Refused(message, code="another-key") from error


def _boxes(poll: Poll, progress: Progress) -> Iterator[Box]:
    """Some at a time, each time read to the end: SQLite lets nobody note progress beside rows that are half read."""
    keys = list(Box.objects.filter(poll=poll).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        progress(_("Ballots are opened"), start, len(keys))
        yield from list(Box.objects.filter(pk__in=keys[start : start + CHUNK]).select_related("assessment"))


def _open_box(poll: Poll, key: X25519PrivateKey, box: Box, sums: Sums) -> None:
    name = box_name(poll.pk, box.assessment_id, box.layer)
    try:
        for sealed in box.ballots:
            sums.add_ballot(unpacked(poll, unseal(key, sealed, name)))
    except (Unopened, IndexError, ValueError) as error:
        message = _("A ballot in a box of %(branch)s does not open: it was changed, or put there by another way.")
        raise Refused(message % {"branch": box.assessment.name}, code="ballot-changed") from error


def _disagrees(branch: str) -> Refused:
    message = _("At %(branch)s the numbers of ballots, receipts and voters differ. Nothing was counted.")
    return Refused(message % {"branch": branch}, code="numbers-differ", details={"branch": [branch]})


def _add_papers(poll: Poll, opened: Opened) -> None:
    """The piles that two people agree on; their numbers are those of the rolls."""
    agreed = PaperBatch.objects.filter(roll__poll=poll, status=BatchStatus.AGREED).select_related("roll__assessment")
    for batch in agreed:
        sums = opened.sums[batch.roll.assessment_id, batch.roll.layer]
        sums.add_papers(batch.papers, batch.settled or batch.first)
    for roll in Roll.objects.filter(poll=poll).exclude(on_paper=0).select_related("assessment"):
        if opened.sums[roll.assessment_id, roll.layer].on_paper != roll.on_paper:
            raise _disagrees(roll.assessment.name)
