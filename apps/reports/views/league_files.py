"""The league table as a file: the same rows and columns as on the page."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from apps.core.media_types import XLSX
from apps.reports.league_export import LeagueFile
from apps.reports.league_told import narrowed
from apps.reports.views.common import run_line
from apps.reports.views.league_page import LeaguePage


class LeagueFilePage(LeaguePage):
    """What was asked for, as a file to keep."""

    ending = ""
    media_type = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        made = LeagueFile(
            self.show, self.made, self.rows, self.asked, self.possible, self.chosen, self.before, self.blind
        )
        name = f'attachment; filename="league-{self.campaign.slug}.{self.ending}"'
        return self.answer(made, {"Content-Disposition": name})

    def answer(self, made: LeagueFile, headers: dict[str, str]) -> HttpResponseBase:
        raise NotImplementedError


class LeagueExport(LeagueFilePage):
    """As a workbook."""

    ending, media_type = "xlsx", XLSX

    def answer(self, made: LeagueFile, headers: dict[str, str]) -> HttpResponseBase:
        return HttpResponse(made.workbook(), content_type=self.media_type, headers=headers)


class LeagueTable(LeagueFilePage):
    """As CSV, however many rows."""

    ending, media_type = "csv", "text/csv; charset=utf-8"

    def answer(self, made: LeagueFile, headers: dict[str, str]) -> HttpResponseBase:
        rows: Iterator[bytes] = made.table()
        return StreamingHttpResponse(rows, content_type=self.media_type, headers=headers)


class LeaguePaper(LeagueFilePage):
    """On paper."""

    ending, media_type = "pdf", "application/pdf"

    def answer(self, made: LeagueFile, headers: dict[str, str]) -> HttpResponseBase:
        run = run_line(made.run) or {}
        when = _("places from %(run)s, %(when)s") % {"run": run["title"], "when": run["when"]}
        told = [*narrowed(self.campaign, self.show, self.asked), self.show.order_line(), when]
        return HttpResponse(made.paper(told), content_type=self.media_type, headers=headers)
