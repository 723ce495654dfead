"""What may the years be narrowed to? The committee, and a zone, unit or type of the last year."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from apps.evaluations.figures_of_run import groups_in, number_of
from apps.organisations.models import Node, Zone
from apps.reports.trends.years import Trends

# So many units fill a list; of more, those are offered that a word finds.
MOST_UNITS = 200


class TrendsFilters:
    """The fields over the trends, each with its value."""

    def __init__(self, trends: Trends) -> None:
        self.trends, self.asked, self.last = trends, trends.asked, trends.years[-1]

    def context(self) -> dict[str, Any]:
        asked, show = self.asked, self.last.show
        return {
            "committees": [
                {"value": each.pk, "label": each.name, "current": each == self.trends.committee}
                for each in self.trends.committees
            ],
            "parts": [{"label": label, "options": options} for label, options in self.parts if options],
            "finds_units": self.has_many_units,
            "find": asked.find,
            "levels": [
                {"value": level.name, "label": show.level_name(level), "current": level.name == self.trends.level}
                for level in show.rules.levels
                if level.rated
            ],
            "part": self.part(),
            "clear_url": asked.query(scope="", group="") if asked.scope else "",
        }

    @property
    def has_many_units(self) -> bool:
        """Whether there are too many units for a list."""
        return number_of(self.last.run, "unit") > MOST_UNITS

    @cached_property
    def parts(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Zones and units in their order, types by name."""
        zones = Zone.objects.filter(committee=self.trends.committee).values_list("pk", "name")
        kinds = sorted(kind for kind in groups_in(self.last.run, "type") if kind)
        return [
            (_("Zones"), [self.option("zone", str(pk), name) for pk, name in zones]),
            (_("Units"), [self.option("unit", str(unit.pk), unit.name) for unit in self.units()]),
            (_("Type"), [self.option("type", kind, kind) for kind in kinds]),
        ]

    def option(self, scope: str, group: str, label: str) -> dict[str, Any]:
        is_current = (scope, group) == (self.asked.scope, self.asked.group)
        return {"value": f"{scope}:{group}", "label": label, "current": is_current}

    def units(self) -> list[Node]:
        """The units of the last year in the official order; of many those that the word finds, and the one shown."""
        if not self.has_many_units:
            keys = [int(key) for key in groups_in(self.last.run, "unit")]
            return list(Node.objects.filter(pk__in=keys).in_order())
        rows = Node.objects.below(self.last.run.campaign.committee.path).units()
        shown = list(rows.filter(pk=self.asked.group)) if self.asked.scope == "unit" else []
        found = rows.filter(search_key__holds=self.asked.find.lower()) if self.asked.find else rows.none()
        return [*shown, *(unit for unit in found.in_order()[:MOST_UNITS] if unit not in shown)]

    def part(self) -> str:
        """The name of the part that is shown; empty for everybody."""
        options = [option for _label, options in self.parts for option in options]
        return next((option["label"] for option in options if option["current"]), "")
