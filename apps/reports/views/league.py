"""The league table: where everybody stands, and where I stand."""

from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from apps.accounts.services import keep_league_columns
from apps.evaluations.errata_told import told_of_all
from apps.evaluations.models import Result
from apps.reports import league as tables
from apps.reports import league_stretches as stretches
from apps.reports.league import Question
from apps.reports.league_columns import codes_in
from apps.reports.league_pending import changed_since
from apps.reports.views.kept import KeptCampaignPage
from apps.reports.views.league_controls import LeagueControls
from apps.reports.views.league_page import LeaguePage
from apps.reports.views.league_rows import LeagueRows
from apps.reports.views.start import first_steps


class League(KeptCampaignPage, LeagueRows, LeagueControls):
    """Scopes, filters, and the table by key; head, cuts and own surroundings together where nothing is filtered."""

    template_name = "reports/league.html"

    @cached_property
    def asked(self) -> Question:
        """Without any question, the table in which the rulebook compares comes first."""
        within = self.show.rules.compare_within
        plain = not set(self.request.GET) - {"columns"}
        if not plain or within not in tables.RANKS or self.run is None:
            return super().asked
        return replace(super().asked, scope=within, group=self.default_group(within))

    @cached_property
    def is_unfolding(self) -> bool:
        """Whether only the rows of one fold are asked for, to take its place."""
        return bool(self.request.htmx) and self.asked.after is not None and self.asked.until is not None

    def get_template_names(self) -> list[str]:
        return ["reports/league_rows.html"] if self.is_unfolding else [self.template_name]

    def page(self) -> dict[str, Any]:
        if self.run is None or not self.run.branches:
            return {"empty": True, "steps": first_steps(self.request.user, self.campaign)}
        if self.is_unfolding:
            return {"rows": self.hidden_lines(), "columns": self.columns(), "compare_url": self.compare_url()}
        total, told = self.total()
        shown = self.shown(total)
        listed = self.lines(shown.rows)
        number = sum(line["kind"] == "row" for line in listed)
        reachable = sum(line["kind"] == "row" and bool(line["url"]) for line in listed)
        files = self.query(columns=",".join(self.chosen))
        return {
            "empty": False,
            "errata": told_of_all(self.campaign),
            "is_frozen": self.frozen is not None,
            "pending": self.pending(),
            "is_new_method": "move" in self.standing and self.before is not None and self.before.is_new_method,
            "has_bands": self.bands is not None,
            "order_line": self.show.order_line(),
            "total": total,
            "scopes": self.scopes(),
            "scope_field": self.asked.scope,
            "scope_options": self.scope_options(),
            "finds_units": self.asked.scope == "unit" and self.has_many_units,
            "find": self.asked.find,
            "filters": self.filters(),
            "keep": self.keep(),
            "column_choices": self.column_choices(),
            "columns": self.columns(),
            "here": self.query(),
            "rows": listed,
            "pager": self.pager(shown),
            "files": [(label, f"{reverse(name, args=[self.campaign.slug])}?{files}") for name, label in FILES.items()],
            "compare_url": self.compare_url() if reachable > 1 else "",
            "footer": self.shown_words(number, told),
        }

    def pending(self) -> int:
        """How many branches' marks changed after the run was read; told to those who compare all branches."""
        if self.frozen or not self.request.user.has_perm("campaigns.compare_branches", self.campaign):
            return 0
        return changed_since(self.made, self.show.rules)

    def compare_url(self) -> str:
        """Where ticked rows stand side by side; empty where there is no such page."""
        try:
            return reverse("reports:compare", args=[self.campaign.slug])
        except NoReverseMatch:
            return ""

    def is_overview(self, total: int) -> bool:
        asked = self.asked
        begun = asked.after is not None or asked.before is not None or asked.place is not None or asked.is_open
        return not begun and not asked.is_filtered and total > stretches.FOLD_FROM

    def shown(self, total: int) -> stretches.Shown:
        if not self.is_overview(total):
            return stretches.page(self.rows, self.asked)
        mine = [row for row in self.own if self.scoped.filter(pk=row.pk).exists()]
        begins = self.begins()
        return stretches.Shown(stretches.overview(self.scoped, begins, mine, self.asked.rank_field))

    def begins(self) -> list[int]:
        """The position in the scope at which each level but the first begins; the run's spans lead near it."""
        held = [level for level, n in enumerate(self.counts) if n][1:]
        spans = self.made.counts.get("spans")
        if spans and not self.asked.scope:
            return [spans[level][0] for level in held]
        found: list[int] = []
        for level in held:
            at = self.scoped.filter(level=level)
            if spans:
                at = at.filter(position__range=spans[level])
            found += at.order_by("position").values_list("position", flat=True)[:1]
        return found

    def hidden_lines(self) -> list[dict[str, Any]]:
        """What one fold hides; the first row takes the focus that stood on the fold."""
        after, until = self.asked.after or 0, self.asked.until or 0
        above: Result | None = self.scoped.filter(position=after).first()
        found = stretches.unfolded(self.scoped, after, until, self.asked.rank_field)
        lines = self.lines(found.rows, above)
        first = next((number for number, line in enumerate(lines) if line["kind"] == "row"), None)
        return [{**line, "is_focused": number == first} for number, line in enumerate(lines)]

    def pager(self, shown: stretches.Shown) -> dict[str, str]:
        return {
            "next": f"?{self.query(after=shown.after)}" if shown.after else "",
            "previous": f"?{self.query(before=shown.before)}" if shown.before else "",
            "first": f"?{self.query()}" if shown.before else "",
        }


# The files of what is shown, by the names of their addresses.
FILES = {"reports:league-export": ".xlsx", "reports:league-table": ".csv", "reports:league-paper": "PDF"}


class LeagueColumns(LeaguePage):
    """Keep which columns stand in the person's tables, and show the same rows with them."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = () if "usual" in request.POST else codes_in(",".join(request.POST.getlist("columns")))
        keep_league_columns(request.user, chosen)
        messages.success(request, _("The columns are kept for you."))
        asked = replace(Question.of(self.request.GET), columns=chosen)
        return redirect(f"{reverse('reports:league', args=[self.campaign.slug])}?{urlencode(asked.plain())}")
