"""Which proof is alike, and nobody has looked yet? For who checks both branches; between units, for the committee."""

from collections import Counter

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.checkers import CHECKERS
from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.evidence.choices import UseKind
from apps.evidence.models import Likeness, Use
from apps.organisations.choices import Power
from apps.organisations.models import Appointment, Node
from apps.organisations.reach import SEGMENT, Reach
from apps.workflow.items import Item
from apps.workflow.sources.desk import Desk


def alike_work(desk: Desk) -> list[Item]:
    """One item a campaign; at most three queries, two of them only where there are such pairs."""
    checking, conducting = desk.offices(Power.CHECK, without=Power.CAMPAIGN), desk.offices(Power.CAMPAIGN)
    if not (checking or conducting) or not desk.open_campaigns:
        return []
    reach, own = desk.reach_by([*checking, *conducting]), desk.reach_by(checking)
    pairs = shown_in(desk.open_campaigns, Likeness.objects.unjudged().filter(owned_by(reach, "first", "second")))
    looked_after = places_of_checkers(desk) if pairs and conducting else set()
    counted = Counter(
        campaign
        for campaign, owners in pairs
        if all(own.covers(Power.CHECK, owner.path, owner.zone_id) for owner in owners)
        or not is_within_one(owners, looked_after)
    )
    return [item_of(campaign, counted[campaign.pk]) for campaign in desk.open_campaigns if counted[campaign.pk]]


def owned_by(reach: Reach, *sides: str) -> Q:
    """Pairs of whose sides every owner lies within reach of who checks."""
    found = Q()
    for side in sides:
        found &= reach.where(Power.CHECK, f"{side}__evidence__owner__path", f"{side}__evidence__owner__zone_id")
    return found


def shown_in(campaigns: list[Campaign], rows: QuerySet[Likeness]) -> list[tuple[int, list[Node]]]:
    """Those of some pairs of which a side stands beside a mark of these campaigns: in which, and whose both are."""
    taking_part = Assessment.objects.filter(campaign__in=campaigns).order_by()
    uses = Use.objects.standing().filter(kind=UseKind.ASSESSMENT, key__in=taking_part.values("pk"))
    here = uses.filter(Q(evidence=OuterRef("first__evidence")) | Q(evidence=OuterRef("second__evidence")))
    placed = rows.annotate(place=Subquery(here.order_by("-pk").values("key")[:1])).exclude(place=None)
    found = list(placed.select_related("first__evidence__owner", "second__evidence__owner"))
    if not found:
        return []
    where = dict(taking_part.filter(pk__in={row.place for row in found}).values_list("pk", "campaign_id"))
    return [(where[row.place], [side.evidence.owner for side in (row.first, row.second)]) for row in found]


def places_of_checkers(desk: Desk) -> set[str]:
    """Paths of places where somebody is appointed to check."""
    held = Appointment.objects.visible_to(desk.person).on(timezone.localdate()).filter(person__is_active=True)
    return set(held.filter(role__in=CHECKERS, zone=None).order_by().values_list("node__path", flat=True))


def is_within_one(owners: list[Node], places: set[str]) -> bool:
    """Whether one of these places holds both owners."""
    first, second = (owner.path for owner in owners)
    above = (first[:end] for end in range(SEGMENT, len(first) + 1, SEGMENT))
    return any(path in places and second.startswith(path) for path in above)


def item_of(campaign: Campaign, n: int) -> Item:
    """Look at them, and say what they are."""
    title = ngettext("Look at %(n)s pair of files that are alike", "Look at %(n)s pairs of files that are alike", n)
    return Item(
        key=f"alike-{campaign.pk}",
        icon="photo",
        title=title % {"n": n},
        why=_("Found by their content; nothing follows until a person says so."),
        source=campaign.name,
        url=reverse("assessments:alike", args=[campaign.slug]),
        label=_("See the pairs"),
    )
