"""What did each year of a road want, and what came of it?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from apps.campaigns.choices import Status
from apps.campaigns.forms.roads import target_line
from apps.campaigns.models import Campaign, Road, RoadYear
from apps.criteria.selectors import rulebook_of
from apps.evaluations.models import Run
from apps.evaluations.selectors import shown_runs

WHOLE = 1000


@dataclass(frozen=True)
class Reached:
    """One target against one campaign: branches on the level or a better one, of how many; shares in tenths of %."""

    level: str
    target: str
    branches: int
    of: int
    wanted: int

    @property
    def share(self) -> int:
        """Rounded half up."""
        return (self.branches * WHOLE * 2 + self.of) // (self.of * 2) if self.of else 0

    @property
    def is_reached(self) -> bool:
        return self.branches >= self.wanted

    @property
    def share_text(self) -> str:
        return f"{self.share // 10}.{self.share % 10}%"

    @property
    def gap(self) -> int:
        """How many branches are still to come; 0 where it is reached."""
        return max(0, self.wanted - self.branches)


@dataclass(frozen=True)
class YearSeen:
    """One year with its targets as lines, and what its campaigns have reached of them."""

    row: RoadYear
    targets: list[str]
    campaigns: list[tuple[Campaign, list[Reached]]]


def road_years(road: Road, person: Any) -> list[YearSeen]:
    """The years of a road; campaigns of the committee as far as the person compares their branches."""
    rows = list(road.years.all())
    held = (
        Campaign.objects.visible_to(person)
        .ratings()
        .filter(committee=road.committee_id, year__in=[row.year for row in rows], is_rehearsal=False)
    )
    held = held.exclude(status=Status.DRAFT).select_related("committee", "rulebook_version").order_by("pk")
    compared = [campaign for campaign in held if person.has_perm("campaigns.compare_branches", campaign)]
    shown = shown_runs(Campaign.objects.filter(pk__in=[campaign.pk for campaign in compared]))
    runs = {run.campaign_id: run for run in shown}
    by_year: dict[int, list[Campaign]] = defaultdict(list)
    for campaign in compared:
        by_year[campaign.year].append(campaign)
    return [seen_year(row, by_year[row.year], runs) for row in rows]


def seen_year(row: RoadYear, campaigns: Iterable[Campaign], runs: dict[int, Run]) -> YearSeen:
    """One year; campaigns whose rulebook knows none of the levels are left out."""
    found = [(campaign, reached(row.targets, campaign, runs.get(campaign.pk))) for campaign in campaigns]
    return YearSeen(row, [target_line(target) for target in row.targets], [pair for pair in found if pair[1]])


def reached(targets: list[dict[str, Any]], campaign: Campaign, run: Run | None) -> list[Reached]:
    """Each target that the campaign's rulebook has a level for, against what readers see now."""
    if run is None or not run.branches:
        return []
    names = [level.name for level in rulebook_of(campaign.rulebook_version).levels]
    found = []
    for target in targets:
        if target["level"] in names:
            branches = sum(run.counts["levels"][: names.index(target["level"]) + 1])
            found.append(Reached(target["level"], target_line(target), branches, run.branches, wanted(target, run)))
    return found


def wanted(target: dict[str, Any], run: Run) -> int:
    """How many branches a target asks for; a share is rounded up to whole branches."""
    return -(-run.branches * target["share"] // WHOLE) if "share" in target else target["branches"]


def campaign_targets(campaign: Campaign, run: Run | None) -> list[dict[str, Any]]:
    """What the roads of the campaign's committee ask of its year, with what is reached so far."""
    rows = RoadYear.objects.filter(road__committee=campaign.committee_id, year=campaign.year).select_related("road")
    return [
        {"road": row.road, "theme": row.theme, "reached": found}
        for row in rows
        if (found := reached(row.targets, campaign, run)) or row.theme
    ]
