"""Which seals and corrections wait for a person's own name? Proposed by somebody else, in a scope that one seconds."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.evaluations.models import Erratum, SealProposal
from apps.organisations.choices import Power
from apps.workflow.items import Item
from apps.workflow.sources.desk import Desk


def sealing_work(desk: Desk) -> list[Item]:
    """What only a second person can do; asks nothing where no office includes it."""
    offices = desk.offices(Power.SECOND)
    if not offices:
        return []
    seals = SealProposal.objects.filter(campaign=OuterRef("pk"), ended_at=None).exclude(by=desk.person.pk)
    errata = Erratum.objects.filter(seal__campaign=OuterRef("pk"), confirmed_at=None).exclude(by=desk.person.pk)
    reach = desk.reach_by(offices).where(Power.SECOND, "committee__path", "committee__zone_id")
    rows = Campaign.objects.filter(reach).annotate(is_proposed=Exists(seals), is_corrected=Exists(errata))
    return [item_of(each) for each in rows.filter(Q(is_proposed=True) | Q(is_corrected=True))]


def item_of(campaign: Campaign) -> Item:
    """The seal, or the correction of one: a campaign has never both."""
    is_seal = campaign.is_proposed
    return Item(
        key=f"{'seal' if is_seal else 'erratum'}-{campaign.pk}",
        icon="lock" if is_seal else "pencil-check",
        title=_("Confirm the seal") if is_seal else _("Confirm a correction"),
        why=_("Somebody else proposed it; nothing changes any more after it.")
        if is_seal
        else _("What is sealed is corrected by two people."),
        source=campaign.name,
        url=reverse("evaluations:seal", args=[campaign.slug]),
        label=_("Look at it"),
    )
