"""Roads over several years: the list, and one with what came of its years."""

from functools import cached_property
from typing import Any

from apps.campaigns.models import Road
from apps.campaigns.selectors import with_files
from apps.core.doors import SignedInPage, seen
from apps.organisations.choices import Power
from apps.organisations.models import reach_of
from apps.reports.roads import road_years


class RoadList(SignedInPage):
    """The plans of the committees that one sees or stands below."""

    template_name = "reports/roads.html"

    def page(self) -> dict[str, Any]:
        person = self.request.user
        rows = Road.objects.visible_to(person).select_related("committee").prefetch_related("years")
        return {"roads": rows, "can_create": reach_of(person).has(Power.CAMPAIGN)}


class RoadPage(SignedInPage):
    """One plan: its years, targets against results, documents."""

    template_name = "reports/road.html"

    @cached_property
    def road(self) -> Road:
        rows = Road.objects.visible_to(self.request.user).select_related("committee")
        return seen(rows, pk=self.kwargs["pk"])

    def page(self) -> dict[str, Any]:
        return {
            "road": self.road,
            "years": road_years(self.road, self.request.user),
            "documents": with_files(self.road.documents.all()),
            "can_edit": self.request.user.has_perm("campaigns.change_road", self.road),
        }
