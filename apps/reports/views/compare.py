"""The comparison: two to five branches side by side, the one that is looked at first."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.core.asked import whole
from apps.core.media_types import XLSX
from apps.evaluations.models import Result
from apps.evaluations.selectors import results_for
from apps.reports.comparing import FEWEST, HUNDRED, MOST, Comparison, Line, compared, first_of, to_add
from apps.reports.comparing_export import comparison_workbook
from apps.reports.comparing_words import ComparisonWords, drawn
from apps.reports.explanations import explained
from apps.reports.views.common import CampaignPage
from apps.reports.way import WayPanel

FAR = 3
STEPS = (1, 2, 3, 5, 10)
NONE_OPEN = "-"


class ComparedPage(CampaignPage):
    """What the page and its file share: the branches that the address names, as far as the person may see them."""

    @cached_property
    def rows(self) -> QuerySet[Result]:
        return results_for(self.request.user, self.campaign, self.run)

    @cached_property
    def here(self) -> Comparison:
        """The comparison; 404 before the first run and for what is unknown or not to be seen."""
        if self.run is None:
            raise Http404
        asked = [pk for text in self.request.GET.getlist("branch") if (pk := whole(text))]
        asked = asked or first_of(self.request.user, self.campaign, self.rows)
        found = compared(self.request.user, self.run, self.show.rules, self.rows, asked)
        if found is None:
            raise Http404
        return found

    @cached_property
    def words(self) -> ComparisonWords:
        return ComparisonWords(self.here, self.show)


class CompareExport(ComparedPage):
    """The same figures as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(comparison_workbook(self.here, self.words), content_type=XLSX)
        response.headers["Content-Disposition"] = f'attachment; filename="compare-{self.campaign.slug}.xlsx"'
        return response


class Compare(ComparedPage):
    """Heads with level, stars and place; dot rows and figures by section and criterion; the largest gaps; the way."""

    template_name = "reports/compare.html"

    def page(self) -> dict[str, Any]:
        here = self.here
        return {
            "title": self.words.title(),
            "among": self.words.among(),
            "order_line": self.show.order_line(),
            "heads": [self.head(number, result) for number, result in enumerate(here.results)],
            "lines": self.lines(),
            "views": self.views(),
            "steps": [{"n": n, "current": n == self.least} for n in STEPS],
            "least": self.least,
            "keep": [("branch", pk) for pk in self.ids],
            "ticks": self.words.ticks(),
            "reads_marks": here.reads_marks,
            "sentence": self.words.sentence(),
            "largest": [self.large(line) for line in here.largest],
            "adding": self.adding(),
            "export_url": f"{reverse('reports:compare-export', args=[self.campaign.slug])}?{self.query()}",
            **self.way(),
        }

    @property
    def ids(self) -> list[int]:
        return [result.assessment_id for result in self.here.results]

    @property
    def least(self) -> int:
        """Only criteria that lack so many points; 0 for all."""
        return min(whole(self.request.GET.get("gap")) or 0, HUNDRED)

    @cached_property
    def is_open(self) -> set[str]:
        """The sections whose criteria are shown: those named, else where the first branch lacks the star; without
        stars, where it is behind."""
        named = set(self.request.GET.getlist("open"))
        if named or not self.here.reads_marks:
            return named
        return {line.code for line in self.here.sections if not (line.lit[0] if line.lit else line.behind == 0)}

    def query(self, **changes: Any) -> str:
        """The address of this comparison with some parts changed."""
        kept = {
            "branch": self.ids,
            "gap": self.least or None,
            "open": self.request.GET.getlist("open"),
        } | changes
        return urlencode({name: value for name, value in kept.items() if value}, doseq=True)

    def head(self, number: int, result: Result) -> dict[str, Any]:
        others = [pk for pk in self.ids if pk != result.assessment_id]
        return {
            "number": number,
            "name": result.name,
            "url": self.page_of(result),
            "standing": self.show.standing(result),
            "place": self.words.place(result),
            "without": f"?{self.query(branch=others)}" if number and len(self.ids) > FEWEST else "",
        }

    @cached_property
    def reachable(self) -> set[int]:
        """Which branch pages the person may open."""
        if self.here.reads_marks:
            return set(self.ids)
        rows = Assessment.objects.visible_to(self.request.user).filter(pk__in=self.ids)
        return set(rows.values_list("pk", flat=True))

    def page_of(self, result: Result, end: str = "") -> str:
        """The branch's page, as far as the person may open it."""
        if result.assessment_id not in self.reachable:
            return ""
        return reverse("reports:branch", args=[self.campaign.slug, result.assessment_id]) + end

    def lines(self) -> list[dict[str, Any]]:
        """Sections, the criteria of those that are open, and the total."""
        found = []
        for section in self.here.sections:
            beneath = self.here.beneath(section.code)
            far = [line for line in beneath if not self.least or self.here.hundredths(line) >= self.least * HUNDRED]
            if self.least and beneath and not far:
                continue
            shown = far if self.least or section.code in self.is_open else []
            found.append(self.line(section) | {"kind": "section", "fold": self.fold(section, len(beneath))})
            found += [self.line(line) | {"kind": "criterion"} for line in shown]
        return [*found, self.line(self.here.total) | {"kind": "total"}]

    def line(self, line: Line) -> dict[str, Any]:
        criterion = line.is_criterion
        end = f"?criterion={line.code}#mark" if criterion else "#derivation"
        return {
            "code": line.code,
            "name": _("Total") if line.code == "total" else self.words.name_of(line),
            "dots": drawn(line) if line.code != "total" else None,
            "cells": [self.cell(line, number, value, end) for number, value in enumerate(line.values)],
            "distance": self.words.distance(line),
            "is_far": line in self.here.largest,
            "is_best": line.behind == 0,
        }

    def cell(self, line: Line, number: int, value: int | None, end: str) -> dict[str, Any]:
        return {
            "text": self.words.figure(line, value),
            "best": value is not None and value == line.best,
            "lit": bool(line.lit) and line.lit[number],
            "url": self.page_of(self.here.results[number], end),
        }

    def fold(self, section: Line, beneath: int) -> dict[str, Any] | None:
        """The link that folds or unfolds a section's criteria."""
        if self.least or not beneath:
            return None
        is_open = section.code in self.is_open
        others = self.is_open - {section.code, NONE_OPEN}
        kept = sorted(others if is_open else others | {section.code}) or [NONE_OPEN]
        return {"is_open": is_open, "n": beneath, "url": f"?{self.query(open=kept)}#section-{section.code}"}

    def views(self) -> list[dict[str, Any]]:
        """All lines, or only those that lack some points; how many these are."""
        if not self.here.reads_marks:
            return []
        least = self.least or FAR
        n = sum(self.here.hundredths(line) >= least * HUNDRED for line in self.here.criteria)
        narrow = _("Only %(points)s points behind or more · %(n)s") % {"points": least, "n": n}
        return [
            {"label": _("Sections and criteria"), "url": f"?{self.query(gap=None)}", "current": not self.least},
            {"label": narrow, "url": f"?{self.query(gap=least)}", "current": bool(self.least)},
        ]

    def large(self, line: Line) -> dict[str, Any]:
        """One of the largest gaps, and whom to ask."""
        leader = self.here.results[line.leader]
        end = f"?criterion={line.code}#mark" if line.is_criterion else "#derivation"
        return {
            "code": line.code if line.is_criterion else "",
            "name": self.words.name_of(line),
            "gap": self.words.distance(line),
            "versus": self.words.versus(line),
            "leader": leader.name,
            "url": self.page_of(leader, end),
        }

    def adding(self) -> dict[str, Any] | None:
        """Whom one may lay beside; None once five are."""
        if len(self.ids) >= MOST:
            return None
        q = self.request.GET.get("q", "").strip()
        found = to_add(self.rows, self.here, q)
        rows = [
            {
                "name": result.name,
                "sub": result.unit.name,
                "place": result.rank,
                "url": f"?{self.query(branch=[*self.ids, result.assessment_id])}",
            }
            for result in found
        ]
        return {"q": q, "rows": rows, "most": MOST, "is_open": "q" in self.request.GET}

    def way(self) -> dict[str, Any]:
        """The nearest star of the first branch; nothing for who may not read its explanation."""
        own = self.here.own
        found = explained(self.run, own.assessment) if own.assessment_id in self.reachable else None
        if found is None:
            return {}
        return WayPanel(self.request.user, self.campaign, self.run, found, self.show, own.assessment.node_id).context()
