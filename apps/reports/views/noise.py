"""Which places would another scorer move? How it was found, and whose level hangs on it; start it on a numbered run."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.asked import whole
from apps.core.errors import Forbidden, Refused
from apps.core.permissions import authorise
from apps.evaluations.scorers.noise import LEAST_PAIRS
from apps.evaluations.scorers.studies import STEADY
from apps.evaluations.scorers.told import level_words, places_words
from apps.evaluations.services.noise import start_study
from apps.reports.noise import SHOWN, Near, NoiseView
from apps.reports.views.common import CampaignPage, run_line


class NoisePage(CampaignPage):
    """For who compares branches; who starts runs starts it here."""

    template_name = "reports/noise.html"

    @cached_property
    def view(self) -> NoiseView:
        authorise(self.request.user, "campaigns.compare_branches", self.campaign)
        asked = self.request.GET.get("run")
        found = NoiseView(self.campaign, whole(asked) if asked else None)
        if asked and found.run is None:
            raise Http404
        return found

    def page(self) -> dict[str, Any]:
        view = self.view
        near = view.near()
        return {
            "head": self.head(len(near)),
            "asked_run": run_line(view.run),
            "study": view.study,
            "near": [self.row(each) for each in near[:SHOWN]],
            "more": max(0, len(near) - SHOWN),
            "starts": bool(view.run and not view.study)
            and self.request.user.has_perm("evaluations.start_run", self.campaign),
            "least": LEAST_PAIRS,
            "unsteady": 100 - STEADY,
        }

    def head(self, near: int) -> str:
        """The state in a sentence."""
        view = self.view
        if view.run is None:
            return _("There is no numbered run yet")
        if view.study is None:
            return _("Nobody has asked yet which places another scorer would move")
        if view.table is None:
            return _("It is being found which places another scorer would move")
        if not near:
            return _("No level hangs on who marked it")
        words = ngettext(
            "The level of %(n)s branch hangs on who marked it",
            "The levels of %(n)s branches hang on who marked them",
            near,
        )
        return words % {"n": near}

    def row(self, near: Near) -> dict[str, Any]:
        result = near.result
        return {
            "place": result.rank,
            "name": result.name,
            "unit": result.unit.name,
            "level": self.show.level(result.level)["name"],
            "url": reverse("reports:branch", args=[self.campaign.slug, result.assessment_id]),
            "places": places_words(near.band),
            "moved": level_words(near.band),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Start it; what is refused is said on the page that comes next."""
        run = self.view.run
        if run is None:
            raise Http404
        run.campaign = self.campaign
        try:
            start_study(request.user, run)
            messages.success(request, _("It is being found; this page shows it."))
        except Forbidden:
            raise
        except Refused as error:
            messages.error(request, str(error.message))
        return redirect(reverse("reports:noise", args=[self.campaign.slug]) + f"?run={run.number}")
