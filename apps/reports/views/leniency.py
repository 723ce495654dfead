"""Who marks leniently, who strictly? For who conducts the campaign; a scorer sees the own figures alone."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.lines import main_sheet, party_title
from apps.assessments.pool import marking_parties
from apps.evaluations.scorers.beside import TENTH, rounded
from apps.evaluations.scorers.leniency import LEAST_BRANCHES, LEAST_SCORERS, Leniency
from apps.evaluations.scorers.lenient import LeniencyView, ScorerLeniency
from apps.rating.points import show_points
from apps.reports.present import signed
from apps.reports.views.common import CampaignPage


class LeniencyPage(CampaignPage):
    """Every scorer, or oneself."""

    template_name = "reports/leniency.html"

    @cached_property
    def conducts(self) -> bool:
        return self.request.user.has_perm("assessments.assign", self.campaign)

    @cached_property
    def view(self) -> LeniencyView:
        rules, party = self.campaign_rules, self.request.GET.get("party", "")
        if party and party not in marking_parties(rules):
            raise Http404
        return LeniencyView(self.campaign, party or main_sheet(rules))

    @cached_property
    def campaign_rules(self) -> Any:
        return LeniencyView(self.campaign, "").rules

    @cached_property
    def rows(self) -> list[ScorerLeniency]:
        """Everybody's, or the own; 404 for who is neither."""
        if self.conducts:
            return self.view.rows
        own = [row for row in self.view.rows if row.person.pk == self.request.user.pk]
        if not own:
            raise Http404
        return own

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"section": "leniency"}

    def page(self) -> dict[str, Any]:
        widest = max((abs(row.best.lean) for row in self.rows if row.best), default=0) or 1
        return {
            "head": self.head(),
            "conducts": self.conducts,
            "party": self.view.party,
            "party_title": party_title(self.campaign_rules, self.view.party),
            "rows": [shown_row(row, widest) for row in self.rows],
            "least": LEAST_BRANCHES,
            "least_scorers": LEAST_SCORERS,
        }

    def head(self) -> str:
        """The state in a sentence."""
        if not self.conducts:
            return _("How lenient I am")
        if not any(row.best for row in self.rows):
            return _("Too little is marked to say who is lenient")
        n = sum(bool(row.best and row.best.is_sure) for row in self.rows)
        if not n:
            return _("No scorer lies clearly away from the middle")
        words = ngettext(
            "%(n)s scorer lies clearly away from the middle", "%(n)s scorers lie clearly away from the middle", n
        )
        return words % {"n": n}


def shown_row(row: ScorerLeniency, widest: float) -> dict[str, Any]:
    """One scorer in words; what is not told is empty."""
    best = row.best
    return {
        "name": row.person.name,
        "branches": row.branches,
        "best": lean_of(best),
        "by_total": lean_of(row.by_total),
        "by_gap": lean_of(row.by_gap),
        "by_pairs": lean_of(row.by_pairs),
        "pairs": row.by_pairs.branches if row.by_pairs else 0,
        "is_told": best is not None,
        "is_sure": bool(best and best.is_sure),
        "doubt": show_points(round(best.doubt / TENTH) * TENTH) if best else "",
        "spread": show_points(round(best.spread / TENTH) * TENTH) if best else "",
        "bar": int(best.lean * 1000 / widest) if best else 0,
    }


def lean_of(found: Leniency | None) -> str:
    """A lean to a tenth of a point, with its sign; empty where it is not told."""
    return signed(rounded(found), 1) if found else ""
