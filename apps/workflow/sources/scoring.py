"""Which branches were given to a person to mark, and are not said to be finished? Else what their office marks."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assignment
from apps.assessments.seconds import is_second
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.organisations.choices import Power
from apps.workflow.counting import counted_sheet
from apps.workflow.items import Item
from apps.workflow.sources.committee import marking_work
from apps.workflow.sources.desk import Desk, ended, stage_of


def scoring_work(desk: Desk) -> list[Item]:
    """What was given to the person; where a campaign gives nothing out, everything that their office marks.

    Two queries for who marks, one of them only where branches are left by office.
    """
    if not desk.reach.has(Power.MARK) or not desk.open_campaigns:
        return []
    by_office = marking_work(desk)
    given_out = {f"mark-{campaign.pk}" for campaign in given_out_of(desk)} if by_office else set()
    return [*assigned_work(desk), *(item for item in by_office if item.key not in given_out)]


def given_out_of(desk: Desk) -> list[Campaign]:
    """The open campaigns that give their counting sheets to single people."""
    rows = Assignment.objects.standing().filter(campaign__in=desk.open_campaigns)
    known = set(rows.order_by().values_list("campaign", "party").distinct())
    return [campaign for campaign in desk.open_campaigns if (campaign.pk, counted_sheet(campaign)) in known]


def assigned_work(desk: Desk) -> list[Item]:
    """One item a campaign whose marking has begun; one query."""
    held = Assignment.objects.standing().filter(person=desk.person.pk, finished_at=None)
    rows = held.filter(campaign__in=desk.open_campaigns).order_by("party", "pk")
    found = list(rows.values_list("campaign", "party", "assessment"))
    left = Counter(campaign for campaign, _party, _assessment in found)
    items = []
    for campaign in desk.open_campaigns:
        stage = stage_of(campaign, StageKind.SCORING)
        if not left[campaign.pk] or stage is None or stage.opens_at > desk.now:
            continue
        first = next((party, key) for pk, party, key in found if pk == campaign.pk)
        is_over = stage.closes_at <= desk.now
        words = ngettext("Finish %(n)s branch", "Finish %(n)s branches", left[campaign.pk])
        items.append(
            Item(
                key=f"assigned-{campaign.pk}",
                icon="pencil-check",
                title=words % {"n": left[campaign.pk]},
                why=ended(stage) if is_over else _("They were given to you; say of each when it is finished."),
                source=campaign.name,
                url=address(campaign, *first),
                label=_("Look at it") if is_over else _("Mark"),
                due_at=stage.closes_at,
            )
        )
    return items


def address(campaign: Campaign, party: str, assessment: int) -> str:
    """The own list of the counting sheet; of another sheet the first branch."""
    if party == counted_sheet(campaign) and not is_second(party):
        return reverse("assessments:sheet-list", args=[campaign.slug])
    return reverse("assessments:sheet", args=[campaign.slug, assessment, party])
