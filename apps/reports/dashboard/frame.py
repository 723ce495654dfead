"""What do all cells of the dashboard stand on? One campaign, its run, its rulebook's words, and who reads."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from apps.campaigns.models import Campaign
from apps.evaluations.models import Result, Run
from apps.evaluations.selectors import results_for
from apps.organisations.models import Zone
from apps.reports.movement import is_new_method, run_before
from apps.reports.present import Presenter


@dataclass(frozen=True)
class Frame:
    """One campaign's run as one person reads it, who compares its branches."""

    campaign: Campaign
    run: Run
    show: Presenter
    person: Any

    def league(self, **query: Any) -> str:
        """The address of the branches that a question leaves."""
        page = reverse("reports:league", args=[self.campaign.slug])
        return f"{page}?{urlencode(query)}" if query else page

    @cached_property
    def zones(self) -> list[Zone]:
        """The committee's zones in their order."""
        return list(Zone.objects.filter(committee=self.campaign.committee_id))

    @cached_property
    def before(self) -> Run | None:
        """The run that this one is compared with."""
        return run_before(self.run)

    @property
    def is_new_method(self) -> bool:
        """Whether that run followed other rules."""
        return self.before is not None and is_new_method(self.run, self.before)

    @property
    def results(self) -> QuerySet[Result]:
        """The rows that may be named to the reader."""
        return results_for(self.person, self.campaign, self.run)

    @property
    def upper(self) -> int:
        """How many levels count as upper: the better half of the rated ones."""
        return max(1, sum(level.rated for level in self.show.rules.levels) * 2 // 3)
