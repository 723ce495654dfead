"""The zone page: the dashboard narrowed to one zone."""

from typing import Any

from django.urls import reverse

from apps.core.paging import page_by_key
from apps.core.sorting import page_links
from apps.evaluations.figures_of_run import counts_of
from apps.organisations.models import Node, Zone
from apps.reports.dashboard.groups import row as group_row
from apps.reports.dashboard.groups import total_row
from apps.reports.views.group import GroupPage

PAGE = 50


class ZonePage(GroupPage):
    """Levels of the zone, its units, what is weak, who moved, who is near the next star."""

    template_name = "reports/zone.html"

    def group(self) -> Zone | None:
        return Zone.objects.filter(committee=self.campaign.committee_id, pk=self.kwargs["pk"]).first()

    def page(self) -> dict[str, Any]:
        told = {"movers": self.movers(), "total_row": self.all_row(), "acts": self.acts()}
        return self.shared() | self.units() | told

    def all_row(self) -> dict[str, Any]:
        """The zone as a whole, under its units."""
        frame, zone = self.sight.frame, self.sight.group
        whole = group_row(frame, zone.name, self.sight.counts, scope="zone", zone=zone.pk)
        return whole | {"share_title": total_row(frame)["share_title"]}

    def units(self) -> dict[str, Any]:
        """A page of its units in the official order, each with its levels as the run counted them."""
        frame, asked = self.sight.frame, self.request.GET
        held = Node.objects.below(self.campaign.committee.path).units().filter(zone=self.sight.group.pk)
        shown = page_by_key(
            held.order_by(), "order_path", after=asked.get("after"), before=asked.get("before"), size=PAGE
        )
        counts = counts_of(frame.run, "unit", [str(unit.pk) for unit in shown.rows])
        rows = [
            group_row(frame, unit.name, counts[str(unit.pk)], scope="unit", unit=unit.pk)
            | {"url": reverse("reports:unit", args=[self.campaign.slug, unit.pk])}
            for unit in shown.rows
            if str(unit.pk) in counts
        ]
        return {"units": rows, "pager": page_links(shown, {})}

    def movers(self) -> list[dict[str, Any]]:
        """Who rose and fell most."""
        return [
            {
                "name": row.name,
                "url": self.page_of(row),
                "standing": self.show.standing(row),
                "place": row.rank,
                "by": by,
            }
            for row, by in self.sight.movers()
        ]
