"""Who may vote: how many in each layer of each branch."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.audit.services import record
from apps.ballots.models import Poll, Roll, Voter
from apps.ballots.services.permits import CONDUCT, allow, locked, require_uncounted
from apps.core.bulk import rewrite
from apps.core.errors import Invalid

BATCH = 500
MOST = 100_000
SOME = 50


@transaction.atomic
def set_entitled(actor: Any, poll: Poll, figures: Mapping[tuple[int, str], int]) -> int:
    """How many may vote, by (assessment, layer); others stay as they are. Gives how many figures changed.

    Refuses figures below the votes that were cast or the voters who are named, all or none.
    """
    allow(actor, CONDUCT, poll.campaign)
    row = locked(poll)
    require_uncounted(row)
    _check_keys(row, figures)
    stand = {
        (roll.assessment_id, roll.layer): roll
        for roll in Roll.objects.select_for_update(of=("self",)).filter(poll=row).select_related("assessment")
    }
    changed = {key: figure for key, figure in figures.items() if key not in stand or stand[key].entitled != figure}
    _check_figures(row, stand, changed)
    before = _total(row)
    new = [
        Roll(poll=row, assessment_id=key[0], layer=key[1], entitled=figure)
        for key, figure in changed.items()
        if key not in stand
    ]
    Roll.objects.bulk_create(new, batch_size=BATCH)
    _write([stand[key] for key in changed if key in stand], changed)
    if changed:
        after = _total(row) | {"changed": len(changed)}
        record(actor, "ballot.entitled", row, node_path=row.campaign.committee.path, before=before, after=after)
    return len(changed)


def _write(rolls: Iterable[Roll], figures: Mapping[tuple[int, str], int]) -> None:
    rows = list(rolls)
    for roll in rows:
        roll.entitled = figures[roll.assessment_id, roll.layer]
    if rows:
        rewrite(rows, ["entitled"])


def _total(poll: Poll) -> dict[str, int]:
    found = Roll.objects.filter(poll=poll).aggregate(entitled=Sum("entitled"), rolls=Count("pk"))
    return {name: number or 0 for name, number in found.items()}


def _check_keys(poll: Poll, figures: Mapping[tuple[int, str], int]) -> None:
    """Every key is a branch of the campaign and a layer of the ballot; every figure is a sensible number."""
    layers = {layer["code"] for layer in poll.layers}
    known = set(Assessment.objects.of(poll.campaign).values_list("pk", flat=True))
    strange = [key for key in figures if key[0] not in known or key[1] not in layers]
    if strange:
        raise Invalid(_("These are no layers of branches in this campaign."), code="unknown-rolls")
    if any(not 0 <= figure <= MOST for figure in figures.values()):
        raise Invalid(_("From 0 to %(most)s people may vote.") % {"most": MOST}, code="out-of-range")


def _check_figures(poll: Poll, stand: Mapping[tuple[int, str], Roll], changed: Mapping[tuple[int, str], int]) -> None:
    named = dict(Voter.objects.filter(roll__poll=poll).exclude(name="").values_list("roll").annotate(count=Count("pk")))
    low = [
        f"{stand[key].assessment.name} {title_of(poll, key[1])}".strip()
        for key, figure in changed.items()
        if key in stand and figure < max(stand[key].voted + stand[key].on_paper, named.get(stand[key].pk, 0))
    ]
    if low:
        message = _("More have voted, or are named, than may vote: %(where)s.") % {"where": _(", ").join(low[:5])}
        raise Invalid(message, code="fewer-than-voted", details={"rolls": low[:SOME]})


def title_of(poll: Poll, layer: str) -> str:
    """The layer's title, blank where it has none."""
    return next((each["title"] for each in poll.layers if each["code"] == layer), "")
