"""Public pages of branches: which committees have made theirs public, a list with search, a page a branch."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag

from apps.core.sorting import page_links
from apps.evaluations.models import Result
from apps.evaluations.views.public import FRESH, PublicView
from apps.reports.public import MOST_CAMPAIGNS, Asked, Published, public_campaigns, published


class PublicPage(PublicView):
    """One page that everybody may keep for a minute, and that is sent anew where a word of it changed.

    Search engines are asked not to list it unless they may. The language may come from a cookie.
    """

    template_name = ""

    @cached_property
    def held(self) -> Published:
        """The campaign of the address; 404 for one that is internal, not published or unknown, all alike."""
        found = published(self.kwargs["slug"])
        if found is None:
            raise Http404
        return found

    def page(self) -> dict[str, Any]:
        """The context of this page."""
        raise NotImplementedError

    def is_indexed(self) -> bool:
        return self.held.campaign.is_indexed

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = render(request, self.template_name, self.page())
        patch_cache_control(answer, public=True, max_age=FRESH)
        if not self.is_indexed():
            answer["X-Robots-Tag"] = "noindex, nofollow"
        patch_vary_headers(answer, ["Cookie"])
        set_response_etag(answer)
        return get_conditional_response(request, etag=answer["ETag"], response=answer)


class Campaigns(PublicPage):
    """Every campaign whose branches are public."""

    template_name = "public/campaigns.html"

    def is_indexed(self) -> bool:
        return any(campaign.is_indexed for campaign in self.rows)

    @cached_property
    def rows(self) -> list:
        return list(public_campaigns()[:MOST_CAMPAIGNS])

    def page(self) -> dict[str, Any]:
        return {"campaigns": self.rows}


class Branches(PublicPage):
    """The branches with a level, in the official order, with search."""

    template_name = "public/branches.html"

    def page(self) -> dict[str, Any]:
        held, asked = self.held, Asked.of(self.request.GET)
        shown = held.page(asked)
        counts = held.counts()
        levels = [
            {"label": one["level"]["name"], "n": one["count"], "url": asked.url(level=one["index"], after=None)}
            | {"current": asked.level == one["index"]}
            for one in counts
        ]
        return {
            "campaign": held.campaign,
            "asked": asked,
            "rows": [held.told(row) for row in shown.rows],
            "columns": held.campaign.public_fields,
            "levels": levels,
            "all_url": asked.url(level=None),
            "whole": sum(one["count"] for one in counts),
            "pager": page_links(shown, asked.kept),
        }


class Branch(PublicPage):
    """One branch, with its titles, honours and later corrections."""

    template_name = "public/branch.html"

    @cached_property
    def row(self) -> Result:
        rows = self.held.rows.select_related("assessment__node")
        found = rows.filter(assessment=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def page(self) -> dict[str, Any]:
        held, node = self.held, self.row.assessment.node
        return {
            "campaign": held.campaign,
            "branch": held.told(self.row),
            "maximum": held.show.maximum,
            "sections": held.sections(self.row),
            "honours": held.honours(node),
            "years": held.years(node),
        }
