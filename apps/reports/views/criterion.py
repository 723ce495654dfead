"""A criterion's page: what it asks, how the zones stand, and exactly the branches behind each figure."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.values import CHOSEN, shown
from apps.core.media_types import XLSX
from apps.evaluations.criteria import criteria_counts
from apps.evaluations.figures_of_run import groups_in
from apps.evaluations.marks import NO_ZONE, MarkRow, spread
from apps.evaluations.models import Result
from apps.evaluations.self_gaps import has_self_party
from apps.organisations.models import Node, Zone
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion
from apps.reports.criterion import Asked, CriterionRows
from apps.reports.exports import criterion_workbook
from apps.reports.heat import Heat, mean_text, steps_of
from apps.reports.views.common import CampaignPage


class CriteriaPage(CampaignPage):
    """What the pages of criteria share: the run must be there, and comparing is for those who may."""

    @cached_property
    def compares(self) -> bool:
        return self.request.user.has_perm("campaigns.compare_branches", self.campaign)

    @cached_property
    def zones(self) -> list[Zone]:
        return list(Zone.objects.filter(committee=self.campaign.committee_id))

    @cached_property
    def heat(self) -> Heat:
        return Heat(self.show, self.run, self.campaign.slug, self.zones)


class Criteria(CriteriaPage):
    """All criteria with mean, branches below the line and the zones; for those who compare branches."""

    template_name = "reports/criteria.html"

    def page(self) -> dict[str, Any]:
        if not self.compares or self.run is None or criteria_counts(self.run) is None:
            raise Http404
        heat = self.heat
        return {
            "rows": heat.weak(),
            "columns": heat.columns(),
            "zone_rows": heat.rows(),
            "key": heat.key(),
            "has_gaps": has_self_party(self.show.rules),
        }


class CriterionRowsPage(CriteriaPage):
    """One criterion and the rows that the address asks for."""

    @cached_property
    def criterion(self) -> Criterion:
        code = self.kwargs["code"]
        found = next((each for each in self.show.rules.criteria if each.code == code), None)
        if found is None or self.run is None or not self.run.branches:
            raise Http404
        return found

    @cached_property
    def listed(self) -> CriterionRows:
        asked = Asked.of(self.request.GET)
        return CriterionRows(self.run, self.show.rules, self.criterion, asked, self.request.user, self.compares)


class CriterionPage(CriterionRowsPage):
    """The guide, the zones, and the branches by their mark, weakest first."""

    template_name = "reports/criterion.html"

    def page(self) -> dict[str, Any]:
        listed, criterion = self.listed, self.criterion
        found = listed.page()
        asked, reachable = listed.asked, listed.reachable(found.rows)
        with_self = listed.with_results(found.rows)
        return {
            "criterion": criterion.code,
            "title": criterion.title.get(self.show.language),
            "sub": self.sub(),
            "guide": criterion.guide.get(self.show.language) if criterion.guide else "",
            "line": self.line,
            "rows": [self.row_line(*each, reachable) for each in with_self],
            "has_self": any(own is not None for _row, _result, own in with_self),
            "total": len(listed.rows),
            "total_line": _("%(shown)s of %(total)s branches shown")
            % {"shown": len(found.rows), "total": len(listed.rows)},
            "asked": asked,
            "filters": self.filters() if self.compares else {},
            "zone_rows": self.zone_rows() if self.compares else [],
            "pager": {
                "next": asked.query(after=found.after) if found.after else "",
                "previous": asked.query(before=found.before) if found.before else "",
            },
            "export_url": f"{reverse('reports:criterion-export', args=[self.campaign.slug, criterion.code])}"
            f"{asked.query()}",
            "is_filtered": asked.query() != "?",
        }

    @property
    def line(self) -> str:
        return "" if self.listed.line is None else show_points(self.listed.line)

    def sub(self) -> str:
        section = self.show.section(self.criterion.section).title.get(self.show.language)
        facts = [section, _("of %(maximum)s points") % {"maximum": show_points(self.criterion.maximum)}]
        if self.line:
            facts.append(_("%(line)s equals a lit star") % {"line": self.line})
        return " · ".join(facts)

    def row_line(self, row: MarkRow, result: Result, own: int | None, reachable: set[int]) -> dict[str, Any]:
        url = reverse("reports:branch", args=[self.campaign.slug, row.assessment])
        line = self.listed.line
        return {
            "name": result.name,
            "url": f"{url}?criterion={self.criterion.code}#mark" if row.assessment in reachable else "",
            "sub": " · ".join(filter(None, [result.unit.name, result.zone.name if result.zone else ""])),
            "type": result.branch_type,
            "mark": self.said(row.mark) if self.criterion.kind != "choice" else self.show.mark(row.mark),
            "self": self.said(own),
            "gap": show_points(line - row.mark) if line is not None and row.mark < line else "",
            "level": self.show.level(result.level)["name"],
            "standing": self.show.standing(result),
            "place": result.rank,
        }

    def said(self, mark: int | None) -> str:
        """A mark in words where it is chosen, else as a number."""
        chosen = self.criterion.kind in CHOSEN
        return shown(self.criterion, mark, self.show.language) if chosen else self.show.mark(mark)

    def filters(self) -> dict[str, list[dict[str, Any]]]:
        """Zones and units of the run to choose from, in the official order; types by name."""
        counts, asked = self.run.counts, self.listed.asked
        zones = [(zone.pk, zone.name) for zone in self.zones if str(zone.pk) in counts["zone"]]
        if zones and "" in counts["zone"]:
            zones.append((NO_ZONE, _("no zone")))
        held = Node.objects.filter(pk__in=[int(key) for key in groups_in(self.run, "unit")])
        units = held.in_order().values_list("pk", "name")
        types = [(name, name) for name in sorted(counts["type"]) if name]
        return {
            "zones": options(zones, asked.zone),
            "units": options(units, asked.unit),
            "types": options(types, asked.branch_type),
        }

    def zone_rows(self) -> list[dict[str, Any]]:
        """Each zone's mean, how many are below the line, and how its marks spread over the six steps."""
        counts = criteria_counts(self.run)
        if counts is None:
            return []
        line = self.listed.line
        steps = spread(self.run, self.criterion.code, steps_of(self.criterion, line)) if line is not None else {}
        named = [(str(zone.pk), zone.name, zone.pk) for zone in self.zones if str(zone.pk) in counts["zone"]]
        rows = [self.zone_row(name, counts["zone"][key], pk, steps.get(pk)) for key, name, pk in named]
        if "" in counts["zone"] and rows:
            rows.append(self.zone_row(_("no zone"), counts["zone"][""], NO_ZONE, steps.get(None)))
        everybody = [sum(column) for column in zip(*steps.values(), strict=True)]
        return [*rows, self.zone_row(_("All"), counts["all"], None, everybody)]

    def zone_row(self, name: str, figures: dict, zone: int | str | None, steps: list[int] | None) -> dict[str, Any]:
        number = self.show.rules.criteria.index(self.criterion)
        total, marked, below = (figures[key][number] for key in ("sum", "marked", "below"))
        narrow = Asked(zone=zone)
        return {
            "name": name,
            "url": narrow.query(),
            "mean": mean_text(total, marked),
            "marked": marked,
            "below": below,
            "below_url": narrow.query(below="1"),
            "steps": steps or [],
            "current": zone == self.listed.asked.zone,
        }


def options(pairs: Any, chosen: Any) -> list[dict[str, Any]]:
    """Choices of a select."""
    return [{"value": value, "label": label, "current": value == chosen} for value, label in pairs]


class CriterionExport(CriterionRowsPage):
    """The same rows as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        body = criterion_workbook(self.show, self.criterion, self.listed)
        response = HttpResponse(body, content_type=XLSX)
        name = f"criterion-{self.criterion.code}-{self.campaign.slug}.xlsx"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
