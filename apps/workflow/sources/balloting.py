"""Which piles of paper ballots wait for this person: to be typed a second time, settled or confirmed?"""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from apps.ballots.choices import BatchStatus, PollStatus
from apps.ballots.models import PaperBatch
from apps.campaigns.choices import StageKind
from apps.organisations.choices import Power
from apps.workflow import addresses
from apps.workflow.items import Item
from apps.workflow.sources.desk import MOST, Desk, stage_of

PATH, ZONE = "roll__assessment__path", "roll__assessment__zone_id"


def ballot_work(desk: Desk) -> list[Item]:
    """One item a pile; asks nothing where no open campaign has a ballot or the person types no papers."""
    campaigns = [campaign.pk for campaign in desk.open_campaigns if stage_of(campaign, StageKind.BALLOT)]
    if not campaigns or not (desk.reach.has(Power.CHECK) or desk.reach.has(Power.CAMPAIGN)):
        return []
    return [item_of(desk, batch) for batch in waiting(desk, campaigns)]


def waiting(desk: Desk, campaigns: Iterable[int]) -> list[PaperBatch]:
    """Piles where the next step is this person's: never a second typing of the own first one."""
    here = desk.reach.where(Power.CHECK, PATH, ZONE) | desk.reach.where(Power.CAMPAIGN, PATH, ZONE)
    me = desk.person.pk
    second = Q(status=BatchStatus.FIRST) & ~Q(first_by=me)
    mine = (Q(first_by=me) | Q(second_by=me)) & (Q(settled_by=None) | ~Q(settled_by=me))
    differs = Q(status=BatchStatus.DIFFERS) & mine
    rows = PaperBatch.objects.filter(here, second | differs, roll__poll__campaign__in=campaigns)
    rows = rows.exclude(roll__poll__status=PollStatus.COUNTED)
    return list(rows.select_related("roll__poll__campaign", "roll__assessment")[:MOST])


def item_of(desk: Desk, batch: PaperBatch) -> Item:
    """What to do with a pile."""
    title = _("Type a pile of paper ballots a second time")
    if batch.status == BatchStatus.DIFFERS:
        title = _("Confirm a pile of paper ballots") if batch.settled else _("Settle a pile of paper ballots")
    campaign = next(one for one in desk.open_campaigns if one.pk == batch.roll.poll.campaign_id)
    words = {"branch": batch.roll.assessment.name, "papers": batch.papers, "name": batch.first_by_name}
    return Item(
        key=f"papers-{batch.pk}",
        icon="clipboard-list",
        title=title,
        why=_("%(branch)s, %(papers)s papers, first typed by %(name)s") % words,
        source=campaign.name,
        url=addresses.pile(campaign.slug, batch.pk),
        label=_("Open it"),
        due_at=stage_of(campaign, StageKind.BALLOT).closes_at,
    )
