"""A unit or a zone in one campaign: who may see it, its levels, means, weakest criteria, movers, and its years."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.urls import reverse

from apps.assessments.duties import blind_to
from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.criteria.selectors import is_same_method, rulebook_of
from apps.evaluations.columns import criterion_columns
from apps.evaluations.criteria import criteria_counts, line_of
from apps.evaluations.figures_of_run import counts_in
from apps.evaluations.models import Result, Run
from apps.evaluations.movers import THEN
from apps.evaluations.selectors import near_gap, results_for, sees_all, shown_run
from apps.evaluations.some_rows import rows_of_unit
from apps.organisations.choices import Power
from apps.organisations.models import Node, Zone, reach_of
from apps.rating.rulebook import Criterion
from apps.reports.dashboard.frame import Frame
from apps.reports.present import Presenter

YEARS = 5
WEAKEST = 6
NEAREST = 7
RISEN, FALLEN = 4, 3


@dataclass(frozen=True)
class GroupSight:
    """One unit or zone as one person reads it in a campaign's run."""

    frame: Frame
    group: Node | Zone

    @property
    def scope(self) -> str:
        """The column of results that holds it."""
        return "unit" if isinstance(self.group, Node) else "zone"

    @cached_property
    def covers(self) -> bool:
        """Whether the person's own offices reach all of it, marks and all."""
        reach, group = reach_of(self.frame.person), self.group
        if isinstance(group, Node):
            return reach.covers(Power.SEE, group.path, group.zone_id)
        return reach.covers(Power.SEE, self.frame.campaign.committee.path, group.pk)

    @cached_property
    def reads_marks(self) -> bool:
        """Whether the person may read how its branches were marked: not by an open league table alone."""
        return self.covers or self.compares

    @cached_property
    def compares(self) -> bool:
        return self.frame.person.has_perm("campaigns.compare_branches", self.frame.campaign)

    def is_seen_in(self, campaign: Campaign) -> bool:
        """Whether the person may see all of it in a campaign."""
        return self.covers or sees_all(self.frame.person, campaign)

    @cached_property
    def rows(self) -> QuerySet[Result]:
        """Its branches, without those that the person marks blindly."""
        rows = results_for(self.frame.person, self.frame.campaign, self.frame.run)
        return rows.filter(**{self.scope: self.group.pk}).select_related("unit", "zone")

    @cached_property
    def counts(self) -> list[int]:
        """Branches by outcome, as the run counted them; of those alone that may be read while some are hidden."""
        hidden = {f"assessment__{self.scope}": self.group.pk, "campaign": self.frame.campaign}
        blind = blind_to(self.frame.person).filter(**hidden)
        if not blind.exists():
            return counts_in(self.frame.run, self.scope, str(self.group.pk))
        held = dict(self.rows.order_by().values_list("level").annotate(n=Count("pk")))
        return [held.get(number, 0) for number in range(len(self.frame.show.rules.outcomes))]

    @property
    def branches(self) -> int:
        return sum(self.counts)

    def league(self, **query: Any) -> str:
        """Its branches in the league table, narrowed."""
        return self.frame.league(scope=self.scope, **{self.scope: self.group.pk}, **query)

    def levels(self) -> list[dict[str, Any]]:
        """Each level with its count, which leads to the branches."""
        show = self.frame.show
        return [
            {"level": show.level(n), "count": count, "url": self.league(level=n), "stars_of": show.most_stars}
            for n, count in enumerate(self.counts)
        ]

    def mean(self) -> tuple[int, int]:
        """The sum of its rated branches' totals, and how many these are."""
        found = self.rows.filter(rank__isnull=False).order_by().aggregate(total=Sum("total"), n=Count("pk"))
        return found["total"] or 0, found["n"]

    @cached_property
    def marks(self) -> list[tuple[Criterion, int, int, int | None]]:
        """Each criterion with the sum of marks (hundredths), how many are marked, and how many of these are below its
        line (None without one). Of a zone as its run counted them, of a unit from the run's own columns."""
        if not self.reads_marks:
            return []
        rules, run = self.frame.show.rules, self.frame.run
        if self.scope == "zone":
            figures = (criteria_counts(run) or {}).get("zone", {}).get(str(self.group.pk))
            return by_criterion(rules.criteria, figures)
        inputs = rows_of_unit(run, self.group.pk)
        rows = [inputs.row_of[pk] for pk in self.rows.values_list("assessment", flat=True)]
        marks, marked = inputs.marks[rows], inputs.marked[rows]
        found = []
        for criterion in rules.criteria:
            counted, given = criterion_columns(rules, criterion.code, marks, marked)
            line = line_of(rules, criterion)
            below = None if line is None else int((given & (counted < line)).sum())
            found.append((criterion, int(counted[given].sum()), int(given.sum()), below))
        return found

    def weakest(self) -> list[dict[str, Any]]:
        """The criteria with most branches below their line beside the campaign's mean, most first."""
        whole = criteria_counts(self.frame.run) if self.compares else None
        means = {one.code: (total, n) for one, total, n, _below in by_criterion(*self.all_criteria(whole))}
        rows = [row for row in self.marks if row[2] and row[3] is not None]
        rows.sort(key=lambda row: (-(row[3] or 0) / row[2], row[1] / row[2] / max(1, row[0].maximum)))
        return [
            {"criterion": one, "sum": total, "n": n, "below": below, "whole": means.get(one.code)}
            for one, total, n, below in rows[:WEAKEST]
        ]

    def all_criteria(self, whole: dict[str, Any] | None) -> tuple[Iterable[Criterion], dict[str, Any] | None]:
        return self.frame.show.rules.criteria, whole and whole["all"]

    def nearest(self) -> list[Result]:
        """Those whose next star lacks least."""
        near = self.rows.filter(gap__lte=near_gap(self.frame.show.rules))
        return list(near.order_by("gap", "position")[:NEAREST])

    def movers(self) -> list[tuple[Result, int]]:
        """Who rose most and who fell most in the places of the campaign, against the run before."""
        before = self.frame.before
        if before is None:
            return []
        both = self.rows.filter(rank__isnull=False, **{f"{THEN}__run": before}).order_by()
        both = both.filter(**{f"{THEN}__rank__isnull": False}).annotate(by=F(f"{THEN}__rank") - F("rank"))
        risen = both.filter(by__gt=0).order_by("-by", "position")[:RISEN]
        fallen = both.filter(by__lt=0).order_by("by", "-position")[:FALLEN]
        return [(row, row.by) for row in [*risen, *fallen]]

    def moved(self, rows: Iterable[Result]) -> dict[int, int]:
        """By how many places of the campaign each of these branches rose (negative: fell); one query."""
        before = self.frame.before
        if before is None:
            return {}
        both = self.rows.filter(pk__in=[row.pk for row in rows], rank__isnull=False, **{f"{THEN}__run": before})
        both = both.filter(**{f"{THEN}__rank__isnull": False})
        return dict(both.annotate(by=F(f"{THEN}__rank") - F("rank")).values_list("pk", "by"))

    def years(self) -> list[dict[str, Any]]:
        """Its levels in the last campaigns of the committee, the earliest first; nothing of those not to be seen."""
        campaign = self.frame.campaign
        held = Campaign.objects.visible_to(self.frame.person).ratings().exclude(status=Status.DRAFT)
        held = held.filter(committee=campaign.committee_id, year__lt=campaign.year, is_rehearsal=campaign.is_rehearsal)
        earlier = [each for each in held.order_by("-year", "-pk")[: YEARS - 1] if self.is_seen_in(each)][::-1]
        runs = [*filter(None, (shown_run(each) for each in earlier)), self.frame.run]
        found, last = [], None
        for run in runs:
            counts = self.counts if run is self.frame.run else counts_in(run, self.scope, str(self.group.pk))
            if sum(counts):
                found.append(self.year(run, counts, last))
                last = run
        return found

    def year(self, run: Run, counts: list[int], before: Run | None) -> dict[str, Any]:
        """One year's levels; `is_new` where other rules held the year before."""
        show = Presenter.of(rulebook_of(run.rulebook_version))
        levels = [show.level(number) for number in range(len(counts))]
        is_new = before is not None and not is_same_method(before.rulebook_version, run.rulebook_version)
        words = [{"name": level["name"], "n": n} for level, n in zip(levels, counts, strict=True) if n]
        page = reverse(f"reports:{self.scope}", args=[run.campaign.slug, self.group.pk])
        return {
            "year": run.campaign.year,
            "slug": run.campaign.slug,
            "url": page,
            "counts": counts,
            "levels": levels,
            "words": words,
            "is_new": is_new,
            "branches": sum(counts),
        }


def by_criterion(
    criteria: Iterable[Criterion], figures: dict[str, Any] | None
) -> list[tuple[Criterion, int, int, int | None]]:
    """A run's stored figures of criteria, one criterion after the other; nothing of what was not counted."""
    if not figures:
        return []
    return list(zip(criteria, figures["sum"], figures["marked"], figures["below"], strict=True))
