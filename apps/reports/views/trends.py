"""A committee through the years: shares of levels, means, zones and the spread of totals, cut where rules changed."""

from functools import cached_property
from typing import Any

from django.http import Http404

from apps.core.doors import SignedInPage
from apps.reports.trends.filters import TrendsFilters
from apps.reports.trends.page import TrendsPresenter
from apps.reports.trends.years import Asked, Trends


class TrendsPage(SignedInPage):
    """For who sees the whole league of any of the committee's ratings."""

    @cached_property
    def trends(self) -> Trends:
        found = Trends(self.request.user, Asked.of(self.request.GET))
        if found.committee is None and found.asked.committee is not None:
            raise Http404
        return found

    @property
    def has_years(self) -> bool:
        return self.trends.committee is not None and bool(self.trends.years)

    def get_template_names(self) -> list[str]:
        return ["reports/trends.html" if self.has_years else "reports/trends_none.html"]

    def page(self) -> dict[str, Any]:
        if not self.has_years:
            return {}
        show = TrendsPresenter(self.trends)
        return {
            "head": show.head(),
            "sub": show.sub(),
            "few": show.few(),
            "tables": show.levels(),
            "means": show.means(),
            "zones": show.zones(),
            "spread": show.spread(),
            "filters": TrendsFilters(self.trends).context(),
            "or_better": show.or_better(),
            "asked": self.trends.asked,
        }
