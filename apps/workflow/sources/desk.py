"""What every source begins with: the person, the moment, the campaigns; each fact is asked for once."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.campaigns.choices import CampaignKind, Status
from apps.campaigns.models import Campaign, Extension, Stage
from apps.organisations.choices import GRANTS, Power
from apps.organisations.models import reach_of
from apps.organisations.reach import Office, Reach
from apps.workflow.facts import Facts, gather, with_facts

MOST = 20


class Desk:
    """A person's place of work at a moment."""

    def __init__(self, person: Any, now: datetime) -> None:
        self.person, self.now, self.reach = person, now, reach_of(person)

    @cached_property
    def campaigns(self) -> list[Campaign]:
        """Campaigns that the person sees and that are not over."""
        rows = Campaign.objects.visible_to(self.person).filter(status__in=[Status.DRAFT, Status.OPEN])
        return list(with_facts(rows.newest_first())[:MOST])

    @cached_property
    def open_campaigns(self) -> list[Campaign]:
        return [campaign for campaign in self.campaigns if campaign.status == Status.OPEN]

    @cached_property
    def conducted(self) -> list[Facts]:
        """The facts of those ratings that the person conducts; a selection's gates are conducted in its programme."""
        ratings = [campaign for campaign in self.campaigns if campaign.kind == CampaignKind.RATING]
        own = [c for c in ratings if self.reach.covers(Power.CAMPAIGN, c.committee.path, c.committee.zone_id)]
        return list(gather(own).values())

    @cached_property
    def extensions(self) -> list[Extension]:
        """More time that somebody was given in the open campaigns, the longest first."""
        rows = Extension.objects.filter(campaign__in=self.open_campaigns, ended_at=None, closes_at__gt=self.now)
        return list(rows.select_related("node").order_by("-closes_at"))

    def end(self, stage: Stage, path: str, *, is_whole: bool = False) -> datetime:
        """When a stage ends for the node at `path`; more time is looked up only once it is over for the others.

        With `is_whole` the longest of any branch below counts: the end of what a unit does for all of them.
        """
        if stage.closes_at > self.now:
            return stage.closes_at
        for given in self.extensions:
            is_here = path.startswith(given.node.path) or (is_whole and given.node.path.startswith(path))
            if (given.campaign_id, given.kind) == (stage.campaign_id, stage.kind) and is_here:
                return given.closes_at
        return stage.closes_at

    def offices(self, power: str, *, without: str = "") -> list[Office]:
        """The person's offices with `power`, those that include `without` left out; none of a superuser's own."""
        return [office for office in self.reach.holding(power) if without not in GRANTS[office.role]]

    def reach_by(self, offices: list[Office]) -> Reach:
        """How far these offices alone reach."""
        return Reach(offices)


def ended(stage: Stage) -> str:
    """Why nothing can be done any more: the stage is over, and only the work committee extends it."""
    when = date_format(timezone.localtime(stage.closes_at), _("j M H:i"))
    return _("The time ended %(when)s; ask the work committee to have it extended.") % {"when": when}


def stage_of(campaign: Campaign, kind: str) -> Stage | None:
    """The campaign's stage of a kind."""
    return next((stage for stage in campaign.stages.all() if stage.kind == kind), None)
