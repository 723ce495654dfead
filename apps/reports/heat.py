"""The heat table: mean marks of criteria by zone in six steps, the middle of which is the lit line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.evaluations.criteria import criteria_counts, line_of
from apps.evaluations.models import Run
from apps.organisations.models import Zone
from apps.rating.exact import one_divided
from apps.rating.points import show_figure, show_points
from apps.rating.rulebook import Criterion
from apps.reports.league import NO_ZONE
from apps.reports.present import Presenter

# Where the steps end, in thousandths of the criterion's maximum from its line: two below it, the line, two above.
ENDS = (-40, -20, 0, 25, 70)
SHORT_TITLE = 4


def steps_of(criterion: Criterion, line: int) -> list[int]:
    """The five marks (hundredths) that part the six steps of a criterion."""
    return [line + criterion.maximum * end // 1000 for end in ENDS]


def step_of(criterion: Criterion, line: int | None, total: int, marked: int) -> int:
    """Which step, 1 (weak) to 6, a mean of `total` over `marked` takes; 0 without a line or a mark."""
    if line is None or not marked:
        return 0
    return 1 + sum(total >= end * marked for end in steps_of(criterion, line))


def mean_text(total: int, marked: int) -> str:
    """A mean of hundredths with one decimal, half up, without floats; a dash where nothing is marked."""
    return show_figure(one_divided(total, 10 * marked, "half up"), 1, 1) if marked else "–"


@dataclass(frozen=True)
class Heat:
    """One run's criteria by zone, as pages draw them."""

    show: Presenter
    run: Run
    slug: str
    zones: Sequence[Zone]

    @property
    def counts(self) -> dict[str, Any]:
        return criteria_counts(self.run) or {}

    def url(self, criterion: Criterion, **query: Any) -> str:
        """The page of a criterion, narrowed."""
        page = reverse("reports:criterion", args=[self.slug, criterion.code])
        return f"{page}?{urlencode(query)}" if query else page

    def heads(self) -> list[dict[str, Any]]:
        """Stars over their criteria."""
        return [
            {
                "title": section.title.get(self.show.language),
                "span": len(section.criteria),
                "criteria": [self.head(self.show.criterion(code)) for code in section.criteria],
            }
            for section in self.show.rules.sections
            if section.criteria
        ]

    def head(self, criterion: Criterion) -> dict[str, Any]:
        """A criterion over its column: its short name where that is short, else its code."""
        title = criterion.title.get(self.show.language)
        short = title if len(title) <= SHORT_TITLE else criterion.code
        return {"code": criterion.code, "title": title, "short": short, "url": self.url(criterion)}

    def rows(self) -> list[dict[str, Any]]:
        """A row a zone, then the total."""
        found = self.counts["zone"]
        rows = [self.row(z.name, found[str(z.pk)], {"zone": z.pk}) for z in self.zones if str(z.pk) in found]
        if "" in found and rows:
            rows.append(self.row(_("no zone"), found[""], {"zone": NO_ZONE}))
        return [*rows, self.row(_("All"), self.counts["all"], {})]

    def row(self, name: str, figures: Mapping[str, list], query: dict[str, Any]) -> dict[str, Any]:
        cells = zip(self.show.rules.criteria, figures["sum"], figures["marked"], strict=True)
        zone = query.get("zone", NO_ZONE)
        return {
            "name": name,
            "url": "" if zone == NO_ZONE else reverse("reports:zone", args=[self.slug, zone]),
            "cells": [self.cell(each, total, marked, query) for each, total, marked in cells],
        }

    def cell(self, criterion: Criterion, total: int, marked: int, query: dict[str, Any]) -> dict[str, Any]:
        return {
            "text": mean_text(total, marked),
            "step": step_of(criterion, line_of(self.show.rules, criterion), total, marked),
            "url": self.url(criterion, **query) if marked else "",
        }

    def columns(self) -> list[dict[str, Any]]:
        """The same table turned for narrow screens: a row a criterion."""
        rows = self.rows()
        return [
            self.head(criterion) | {"cells": [row["cells"][number] for row in rows]}
            for number, criterion in enumerate(self.show.rules.criteria)
        ]

    def key(self) -> dict[str, Any] | None:
        """What the steps mean in marks, where all criteria have the same maximum and line."""
        criteria = self.show.rules.criteria
        if not criteria:
            return None
        kinds = {(criterion.maximum, line_of(self.show.rules, criterion)) for criterion in criteria}
        maximum, line = next(iter(kinds))
        if len(kinds) != 1 or line is None:
            return None
        ends = [show_points(end) for end in steps_of(criteria[0], line)]
        return {
            "steps": [f"<{ends[0]}", *ends[1:], f"≥{ends[-1]}"],
            "text": _("Mean mark of %(maximum)s; %(line)s equals a lit star")
            % {"maximum": show_points(maximum), "line": show_points(line)},
            "line": show_points(line),
        }

    def weak(self) -> list[dict[str, Any]]:
        """Criteria by the number of branches below their line, most first, each with its share of the marked."""
        figures = self.counts["all"]
        rows = [
            self.head(criterion)
            | {
                "mean": mean_text(total, marked),
                "below": below,
                "below_url": self.url(criterion, below=1),
                "share": below * 1000 // marked,
            }
            for criterion, total, marked, below in zip(
                self.show.rules.criteria, figures["sum"], figures["marked"], figures["below"], strict=True
            )
            if below is not None and marked
        ]
        return sorted(rows, key=lambda row: -row["below"])
