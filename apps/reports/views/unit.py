"""The unit page: its levels and branches, what is weak in it, who moved, and its years."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.asked import whole
from apps.core.paging import Page, page_by_key
from apps.core.sorting import page_links
from apps.evaluations.models import Result
from apps.organisations.models import Node
from apps.reports.comparing import FEWEST, MOST
from apps.reports.views.group import GroupPage

PAGE = 50


class UnitPage(GroupPage):
    """The branch page's manner with a table of the unit's branches."""

    template_name = "reports/unit.html"

    def group(self) -> Node | None:
        below = Node.objects.below(self.campaign.committee.path).select_related("zone")
        return below.filter(pk=self.kwargs["pk"]).first()

    def page(self) -> dict[str, Any]:
        shared, unit = self.shared(), self.sight.group
        moved = self.sight.moved(self.shown.rows)
        zone = unit.zone if isinstance(unit, Node) else None
        return shared | {
            "zone": zone,
            "zone_url": self.links.zone(zone),
            "columns": self.show.short_names(),
            "has_gaps": self.show.has_gaps,
            "rows": [self.line(row, moved.get(row.pk)) for row in self.shown.rows],
            "against": self.against(),
            "pager": page_links(self.shown, {}),
            "acts": self.acts(self.compare_url()),
        }

    @cached_property
    def shown(self) -> Page:
        """One page of its branches in the order of the league."""
        after, before = whole(self.request.GET.get("after")), whole(self.request.GET.get("before"))
        return page_by_key(self.sight.rows, "position", after=after, before=before, size=PAGE)

    def line(self, row: Result, moved: int | None) -> dict[str, Any]:
        star, gap = self.show.next_star(row)
        return {
            "place": row.rank_unit,
            "overall": row.rank,
            "name": row.name,
            "url": self.page_of(row),
            "standing": self.show.standing(row),
            "sections": self.show.section_columns(row),
            "total": self.show.points(row.total),
            "moved": moved,
            "star": star,
            "gap": gap,
        }

    def against(self) -> str:
        """What the movement is against; nothing where there is no earlier run."""
        before = self.sight.frame.before
        if before is None:
            return ""
        if before.campaign_id == self.campaign.pk:
            return _("places of evaluation %(number)s") % {"number": before.number}
        return _("places of %(year)s") % {"year": before.campaign.year}

    def compare_url(self) -> str:
        """Its first branches side by side."""
        rows = self.shown.rows[:MOST]
        if len(rows) < FEWEST:
            return ""
        query = urlencode([("branch", row.assessment_id) for row in rows])
        return f"{reverse('reports:compare', args=[self.campaign.slug])}?{query}"
