"""The leaders' dashboard: how many hold which level, where; every figure leads to its branches."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.assessments.checkers import is_checker
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import permits
from apps.core.asked import whole
from apps.core.doors import SignedInView
from apps.reports.chrome import own_assessment
from apps.reports.dashboard import groups
from apps.reports.dashboard.board import board
from apps.reports.dashboard.frame import Frame
from apps.reports.dashboard.levels import levels
from apps.reports.views.common import CampaignPage
from apps.reports.views.kept import KeptCampaignPage
from apps.reports.views.start import first_steps


class Home(SignedInView):
    """The first page: one's own branch, the unit to check, the dashboard, the league of others, or the campaigns."""

    def get(self, request: HttpRequest) -> HttpResponse:
        campaign = Campaign.objects.visible_to(request.user).ratings().newest_first().first()
        if campaign is None:
            return redirect("campaigns:list")
        if own := own_assessment(request.user, campaign):
            return redirect("reports:branch", slug=campaign.slug, pk=own)
        if is_checker(request.user) and permits(campaign, Act.CHECK):
            return redirect("assessments:unit-list", slug=campaign.slug)
        compares = request.user.has_perm("campaigns.compare_branches", campaign)
        return redirect("reports:dashboard" if compares else "reports:league", slug=campaign.slug)


class FramePage(CampaignPage):
    """A page about all branches of a campaign, for those who compare them."""

    @cached_property
    def frame(self) -> Frame | None:
        """What the page stands on; None before the first result."""
        if self.run is None or not self.run.branches:
            return None
        return Frame(self.campaign, self.run, self.show, self.request.user)


class Dashboard(KeptCampaignPage, FramePage):
    """Levels by zone, type and unit, the map, targets, weak criteria; who moved, who is near, what is late."""

    template_name = "reports/dashboard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("campaigns.compare_branches", self.campaign):
            return redirect("reports:league", slug=self.campaign.slug)
        return super().get(request, *args, **kwargs)

    def page(self) -> dict[str, Any]:
        if self.frame is None:
            return {"empty": True, "steps": first_steps(self.request.user, self.campaign)}
        export = reverse("reports:league-export", args=[self.campaign.slug])
        return {"empty": False, "export_url": export} | board(self.frame, self.request.GET.get("by", ""))


class Groups(FramePage):
    """The levels of every zone, type or unit; units the weakest first, a page at a time."""

    template_name = "reports/groups.html"

    def page(self) -> dict[str, Any]:
        frame = self.frame
        if frame is None or not self.request.user.has_perm("campaigns.compare_branches", self.campaign):
            raise Http404
        scope = groups.chosen(frame, self.request.GET.get("by", ""))
        units = groups.weakest_units(frame) if scope == groups.UNIT else []
        start = whole(self.request.GET.get("after")) or 0
        rows = groups.unit_rows(frame, units[start : start + groups.PAGE]) if units else groups.rows(frame, scope)
        end, base = start + groups.PAGE, reverse("reports:groups", args=[self.campaign.slug])
        return {
            "levels": levels(frame),
            "rows": rows,
            "title": groups.labels()[scope],
            "is_units": scope == groups.UNIT,
            "segments": groups.segments(frame, scope, base),
            "total_row": groups.total_row(frame),
            "count": len(units) or len(rows),
            "first": start + 1,
            "last": start + len(rows),
            "back_url": f"{base}?by={scope}&after={start - groups.PAGE}" if start else "",
            "next_url": f"{base}?by={scope}&after={end}" if end < len(units) else "",
        }
