"""What the pages of a unit and of a zone share: levels, means, weakest criteria, movers, years."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assessment
from apps.core.templatetags.figures import grouped
from apps.evaluations.models import Result
from apps.organisations.models import Node, Zone
from apps.rating.exact import one_divided
from apps.reports.dashboard.frame import Frame
from apps.reports.group_sight import GroupSight
from apps.reports.heat import mean_text
from apps.reports.part_links import PartLinks, act, reports_act
from apps.reports.present import signed
from apps.reports.views.common import CampaignPage


class GroupPage(CampaignPage):
    """A page about one unit or zone; give `group()`."""

    def group(self) -> Node | Zone | None:
        """What the address names, within the campaign's committee; None for what is not there."""
        raise NotImplementedError

    @cached_property
    def sight(self) -> GroupSight:
        """The group as the person reads it; 404 before the first run, without branches, and where it is not seen."""
        group = self.group() if self.run and self.run.branches else None
        if group is None:
            raise Http404
        sight = GroupSight(Frame(self.campaign, self.run, self.show, self.request.user), group)
        if not sight.is_seen_in(self.campaign) or not sight.branches:
            raise Http404
        return sight

    def shared(self) -> dict[str, Any]:
        """The context of both pages."""
        sight = self.sight
        weak, near, years = sight.weakest(), sight.nearest(), sight.years()
        levels = sight.levels()
        return {
            "name": sight.group.name,
            "sentence": self.sentence(),
            "levels": levels,
            "bar": sight.counts,
            "mean": self.mean(),
            "weak": [self.weak(row) for row in weak],
            "near": [self.near(row) for row in near] if self.show.has_gaps else [],
            "near_url": sight.league(near=1),
            "years": years if len(years) > 1 else [],
            "is_new_method": sight.frame.is_new_method,
        }

    @cached_property
    def links(self) -> PartLinks:
        return PartLinks(self.request.user, self.campaign)

    def acts(self, compare_url: str = "") -> list[dict[str, str]]:
        """What one may do from here."""
        return [
            *act(_("Compare its branches"), compare_url, "switch-horizontal"),
            *act(_("League table"), self.sight.league(), "trophy"),
            *reports_act(self.links, self.sight.group),
        ]

    def sentence(self) -> str:
        """How many branches, how many at the best level."""
        n = self.sight.branches
        branches = ngettext("%(n)s branch", "%(n)s branches", n) % {"n": grouped(n)}
        best = {"best_count": grouped(self.sight.counts[0]), "best": self.show.level_name(self.show.rules.levels[0])}
        return _("%(branches)s, %(best_count)s %(best)s") % {"branches": branches, **best}

    def mean(self) -> str:
        """The mean total of its rated branches, in the decimals of one mark."""
        total, n = self.sight.mean()
        return mean_text(total * 100 // 10**self.show.rules.decimals, n) if n else ""

    def weak(self, row: dict[str, Any]) -> dict[str, Any]:
        """A weak criterion: mean here, mean of the campaign where the person compares, and who is below the line."""
        criterion, whole = row["criterion"], row["whole"]
        page = reverse("reports:criterion", args=[self.campaign.slug, criterion.code])
        narrowed = f"{page}?{urlencode({self.sight.scope: self.sight.group.pk})}"
        apart = ""
        if whole and whole[1]:
            ahead = row["sum"] * whole[1] - whole[0] * row["n"]
            apart = signed(one_divided(ahead, 10 * row["n"] * whole[1], "half up") * 10, 1)
        return {
            "code": criterion.code,
            "title": criterion.title.get(self.show.language),
            "mean": mean_text(row["sum"], row["n"]),
            "whole": mean_text(*whole) if whole and whole[1] else "",
            "apart": apart,
            "below": row["below"],
            "share": row["below"] * 1000 // row["n"],
            "url": narrowed,
            "below_url": f"{narrowed}&below=1",
        }

    def near(self, row: Result) -> dict[str, Any]:
        star, gap = self.show.next_star(row)
        return {"name": row.name, "url": self.page_of(row), "star": star, "gap": gap}

    def page_of(self, row: Result) -> str:
        """The branch's page, for who may open it."""
        if not self.sight.reads_marks and row.assessment_id not in self.opened:
            return ""
        return reverse("reports:branch", args=[self.campaign.slug, row.assessment_id])

    @cached_property
    def opened(self) -> set[int]:
        """The group's branches whose pages the person may open, where an open league table shows more than these."""
        scope = {self.sight.scope: self.sight.group.pk}
        rows = Assessment.objects.visible_to(self.request.user).of(self.campaign).filter(**scope)
        return set(rows.values_list("pk", flat=True))
