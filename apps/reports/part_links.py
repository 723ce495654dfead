"""Where do the names of a campaign's zones and units lead, and the reports about its parts? Only for who may look."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.evaluations.selectors import sees_all
from apps.organisations.choices import Power
from apps.organisations.models import Node, Zone, reach_of
from apps.reports.rules import Place, can_make


@dataclass(frozen=True)
class PartLinks:
    """The pages of a campaign's parts, as one person may open them."""

    person: Any
    campaign: Campaign

    @cached_property
    def is_open(self) -> bool:
        """Whether the person reads the whole league."""
        return sees_all(self.person, self.campaign)

    def zone(self, zone: Zone | None) -> str:
        """The page of a zone; empty for who does not see all of it, and where there is none."""
        if zone is None:
            return ""
        sees = self.is_open or reach_of(self.person).covers(Power.SEE, self.campaign.committee.path, zone.pk)
        return reverse("reports:zone", args=[self.campaign.slug, zone.pk]) if sees else ""

    def unit(self, unit: Node) -> str:
        """The page of a unit; empty for who does not see all of it."""
        sees = self.is_open or reach_of(self.person).covers(Power.SEE, unit.path, unit.zone_id)
        return reverse("reports:unit", args=[self.campaign.slug, unit.pk]) if sees else ""

    def reports(self, part: Assessment | Node | Zone) -> str:
        """The reports about a part; empty for who may have none made of it, and for a rehearsal."""
        if isinstance(part, Zone):
            name, place = "zone", Place(self.campaign.committee.path, part.pk, False)
        else:
            name, place = "branch" if isinstance(part, Assessment) else "unit", Place(part.path, part.zone_id, False)
        if self.campaign.is_rehearsal or not can_make(self.person, place):
            return ""
        return f"{reverse('reports:reports', args=[self.campaign.slug])}?{urlencode({name: part.pk})}"


def act(label: str, url: str, icon: str) -> list[dict[str, str]]:
    """What a page offers at its head, on a phone under its dots; nothing where it leads nowhere."""
    return [{"label": label, "url": url, "icon": icon}] if url else []


def reports_act(links: PartLinks, part: Assessment | Node | Zone) -> list[dict[str, str]]:
    """The way to what was reported about a part."""
    return act(_("Reports"), links.reports(part), "file-certificate")
