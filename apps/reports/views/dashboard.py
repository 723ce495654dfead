"""The leaders' dashboard: how many hold which level, where; every figure leads to its branches."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.models import Campaign
from apps.core.doors import SignedInView
from apps.core.stars import DOTS_LIMIT
from apps.evaluations.models import Result
from apps.organisations.models import Node, Zone
from apps.reports.chrome import own_assessment
from apps.reports.league import NEAR, NO_ZONE
from apps.reports.present import percent
from apps.reports.views.common import CampaignPage, run_line
from apps.reports.views.start import first_steps

NEAREST = 7


class Home(SignedInView):
    """The first page: one's own branch, the dashboard of who compares, the league of others, or the campaigns."""

    def get(self, request: HttpRequest) -> HttpResponse:
        campaign = Campaign.objects.visible_to(request.user).newest_first().first()
        if campaign is None:
            return redirect("campaigns:list")
        if own := own_assessment(request.user, campaign):
            return redirect("reports:branch", slug=campaign.slug, pk=own)
        compares = request.user.has_perm("campaigns.compare_branches", campaign)
        return redirect("reports:dashboard" if compares else "reports:league", slug=campaign.slug)


class Dashboard(CampaignPage):
    """Counts by level, by zone and by type; the star map; who is nearest to the next star."""

    template_name = "reports/dashboard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("campaigns.compare_branches", self.campaign):
            return redirect("reports:league", slug=self.campaign.slug)
        return super().get(request, *args, **kwargs)

    def page(self) -> dict[str, Any]:
        if self.run is None or not self.run.branches:
            return {"empty": True, "steps": first_steps(self.request.user, self.campaign)}
        counts = self.run.counts["levels"]
        return {
            "empty": False,
            "sentence": self.sentence(counts),
            "sub": self.sub(),
            "levels": self.levels(counts),
            "bar": counts,
            "map_zones": self.star_map(),
            "map_scale": 10 if self.run.branches > DOTS_LIMIT else 1,
            "zones": self.zones(),
            "types": self.types(),
            "total_row": self.total_row(counts),
            **self.nearest(),
            "export_url": reverse("reports:league-export", args=[self.campaign.slug]),
        }

    def sentence(self, counts: list[int]) -> str:
        best = self.show.level_name(self.show.rules.levels[0])
        branches = ngettext("%(n)s branch", "%(n)s branches", self.run.branches) % {"n": self.run.branches}
        return _("%(branches)s, %(best_count)s %(best)s") % {
            "branches": branches,
            "best_count": counts[0],
            "best": best,
        }

    def sub(self) -> str:
        run = run_line(self.run)
        units = len(self.run.counts["unit"])
        zones = len([key for key in self.run.counts["zone"] if key])
        words = {
            "units": units,
            "zones": zones,
            "run": run["title"],
            "when": run["when"],
            "digest": run["digest_short"],
        }
        return _("%(units)s units · %(zones)s zones · %(run)s, made %(when)s · digest %(digest)s · not sealed") % words

    def league(self, **query: Any) -> str:
        return f"{reverse('reports:league', args=[self.campaign.slug])}?{urlencode(query)}"

    def levels(self, counts: list[int]) -> list[dict]:
        return [
            {
                "level": self.show.level(index),
                "count": count,
                "share": percent(count, self.run.branches),
                "url": self.league(level=index),
                "stars_of": len(self.show.rules.stars),
                "index": index,
            }
            for index, count in enumerate(counts)
        ]

    def star_map(self) -> list[dict]:
        """Dots by zone, best first: only the levels, in league order."""
        names = {zone.pk: zone for zone in Zone.objects.filter(committee=self.campaign.committee)}
        dots: dict[int | None, list[int]] = {}
        for zone, level in self.run.results.order_by("position").values_list("zone_id", "level"):
            dots.setdefault(zone, []).append(level)
        ordered = sorted(dots, key=lambda pk: names[pk].sequence if pk in names else 10**6)
        return [
            {
                "name": names[pk].name if pk in names else _("no zone"),
                "href": self.league(scope="zone", zone=pk or NO_ZONE),
                "dots": dots[pk],
            }
            for pk in ordered
        ]

    def zones(self) -> list[dict]:
        groups = dict(self.run.counts["zone"])
        units = dict(
            Node.objects.below(self.campaign.committee.path)
            .units()
            .standing()
            .order_by()
            .values_list("zone")
            .annotate(n=Count("pk"))
        )
        without = groups.pop("", None)
        rows = [
            self.group_row(zone.name, groups[str(zone.pk)], scope="zone", zone=zone.pk)
            | {"units": units.get(zone.pk, 0)}
            for zone in Zone.objects.filter(pk__in=[int(key) for key in groups])
        ]
        if without:
            last = self.group_row(_("no zone"), without, scope="zone", zone=NO_ZONE)
            rows.append(last | {"units": units.get(None, 0)})
        return rows

    def types(self) -> list[dict]:
        groups = sorted(self.run.counts["type"].items(), key=lambda item: -sum(item[1]))
        return [self.group_row(name or _("no type"), counts, scope="type", type=name) for name, counts in groups]

    def group_row(self, name: str, counts: list[int], **query: Any) -> dict:
        """A row of a table by group: each count leads to its branches."""
        whole = sum(counts)
        return {
            "name": name,
            "url": self.league(**query),
            "branches": whole,
            "counts": [{"n": n, "url": self.league(level=index, **query)} for index, n in enumerate(counts)],
            "bar": counts,
            "share": percent(sum(counts[: self.upper]), whole),
        }

    @property
    def upper(self) -> int:
        """How many levels count as upper in the last column: the better half of the rated ones."""
        return max(1, sum(level.rated for level in self.show.rules.levels) * 2 // 3)

    def total_row(self, counts: list[int]) -> dict:
        share_name = self.show.level_name(self.show.rules.levels[self.upper - 1])
        row = self.group_row(_("All"), counts)
        return row | {
            "units": len(self.run.counts["unit"]),
            "share_title": _("%(level)s and up") % {"level": share_name},
        }

    def nearest(self) -> dict:
        """Branches whose next star lacks least."""
        near = self.run.results.filter(gap__lte=NEAR)
        rows = near.order_by("gap", "position")[:NEAREST]
        return {
            "near": [self.near_row(row) for row in rows],
            "near_count": near.count(),
            "near_url": self.league(near=1),
        }

    def near_row(self, row: Result) -> dict:
        star, gap = self.show.next_star(row)
        url = reverse("reports:branch", args=[self.campaign.slug, row.assessment_id])
        return {"name": row.name, "url": url, "star": star, "gap": gap, "stars": self.show.stars_of(row)}
