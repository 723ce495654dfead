"""Targets against results: what was planned, what is reached, in branches and per cent, this year and in three."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.models import Campaign, Road
from apps.reports.roads import road_years
from apps.reports.targets.rows import TargetRows, quota_rows
from apps.reports.views.dashboard import FramePage


class TargetsPage(FramePage):
    """For those who compare the branches of the campaign."""

    template_name = "reports/targets.html"

    def page(self) -> dict[str, Any]:
        person = self.request.user
        if not person.has_perm("campaigns.compare_branches", self.campaign):
            raise Http404
        frame = self.frame
        rows = TargetRows(self.campaign, frame.run, self.show, frame.league).rows() if frame else []
        return {
            "head": head(rows) if frame else _("No results yet"),
            "has_results": frame is not None,
            "groups": grouped_by_time(rows),
            "quotas": quota_rows(self.show, frame.run) if frame else [],
            "roads": [{"road": road, "years": road_years(road, person)} for road in roads_of(self.campaign)],
            "edit_url": reverse("campaigns:targets", args=[self.campaign.slug])
            if person.has_perm("campaigns.change_campaign", self.campaign)
            else "",
        }


def roads_of(campaign: Campaign) -> QuerySet[Road]:
    """The committee's roads that lead through the campaign's year."""
    return Road.objects.filter(committee=campaign.committee_id, years__year=campaign.year)


def head(rows: list[dict[str, Any]]) -> str:
    """How many of this year's targets are reached."""
    now = [row for row in rows if not row["years"]]
    if not now:
        return _("No target is set for this year")
    reached = sum(row["is_reached"] for row in now)
    line = ngettext("%(reached)s of %(n)s target reached", "%(reached)s of %(n)s targets reached", len(now))
    return line % {"reached": reached, "n": len(now)}


def grouped_by_time(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of each year that is planned for, this one first."""
    years = list(dict.fromkeys(row["years"] for row in rows))
    return [
        {"when": next(row["when"] for row in rows if row["years"] == n), "rows": [r for r in rows if r["years"] == n]}
        for n in years
    ]
