"""The draw of branches that are marked twice: publish a seed, draw, give to second scorers; compare what two gave."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.comparison import comparison_of
from apps.assessments.draw_page import (
    drawn_context,
    dropped_draws,
    headline,
    proposed_seed,
    share_words,
    standing_draw_of,
    urn_workbook,
)
from apps.assessments.models import Assessment, Draw
from apps.assessments.pairs import Pair, pairs_of
from apps.assessments.refining import rules_for
from apps.assessments.scorer_forms import SeedForm
from apps.assessments.services.draws import drop_draw, give_seconds, hold_draw, publish_seed
from apps.assessments.services.settling import settle
from apps.assessments.sheet_page import read_typed
from apps.assessments.views.imports import download
from apps.assessments.views.scorers import Scoring, ScoringAct, left_words
from apps.core.doors import FormPage, SignedInPage, SignedInView, seen
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.media_types import XLSX


class Drawing(Scoring):
    """About the draw that stands for a party."""

    section = "draw"

    @cached_property
    def draw(self) -> Draw:
        """The draw; 404 where none stands."""
        found = standing_draw_of(self.campaign, self.party)
        if found is None:
            raise Http404
        return found

    @property
    def page_url(self) -> str:
        return f"{reverse('scorers:draw', args=[self.campaign.slug])}?party={self.party}"


class DrawPage(Drawing, FormPage):
    """The draw as it stands; the seed of a new one is published here."""

    template_name = "assessments/draw.html"
    form_class = SeedForm

    def arguments(self) -> dict[str, Any]:
        return {} if self.request.method == "POST" else {"initial": {"seed": proposed_seed(), "share": 10}}

    def page(self) -> dict[str, Any]:
        draw = standing_draw_of(self.campaign, self.party)
        drawn = drawn_context(draw) if draw and draw.drawn_at else {}
        return self.shared() | {
            "draw": draw,
            "share": share_words(draw) if draw else "",
            "drawn": drawn,
            "dropped": dropped_draws(self.campaign, self.party),
            "headline": headline(draw, drawn),
        }

    def act(self, form: SeedForm) -> HttpResponse:
        publish_seed(
            self.request.user, self.campaign, self.party, form.cleaned_data["seed"], form.share_in_hundredths()
        )
        messages.success(self.request, _("The seed is published. Draw once it is known to everybody."))
        return redirect(self.page_url)


class DrawAct(Drawing, ScoringAct):
    """Draw, give what nobody marks to second scorers, or drop the draw."""

    def back(self) -> HttpResponse:
        return redirect(self.page_url)

    def act(self) -> str:
        acts = {"hold": self.hold, "give": self.give, "drop": self.drop}
        return acts[self.kwargs["act"]]()

    def hold(self) -> str:
        row, plan = hold_draw(self.request.user, self.draw)
        n = len(row.drawn)
        return ngettext("%(n)s branch is drawn.", "%(n)s branches are drawn.", n) % {"n": n} + left_words(
            len(plan.left)
        )

    def give(self) -> str:
        plan = give_seconds(self.request.user, self.draw)
        n = len(plan.given)
        words = ngettext("%(n)s branch has a second scorer.", "%(n)s branches have second scorers.", n)
        return words % {"n": n} + left_words(len(plan.left))

    def drop(self) -> str:
        drop_draw(self.request.user, self.draw, self.request.POST.get("reason", ""))
        return _("The draw does not count; it is kept in the record.")


class DrawExport(Drawing, SignedInView):
    """The whole urn as a workbook, to draw again elsewhere."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        self.permit()
        if self.draw.drawn_at is None:
            raise Http404
        return download(urn_workbook(self.draw), f"{slug}-draw-{self.party}.xlsx", XLSX)


class Comparison(Drawing, SignedInPage):
    """One branch as two have marked it, once both have finished; what counts is settled here."""

    template_name = "assessments/comparison.html"

    @cached_property
    def assessment(self) -> Assessment:
        rows = Assessment.objects.visible_to(self.request.user).of(self.campaign)
        return seen(rows.select_related("unit", "round__rulebook_version", "campaign__committee"), pk=self.kwargs["pk"])

    @cached_property
    def pair(self) -> Pair:
        found = pairs_of(self.campaign, self.party, [self.assessment.pk])
        if not found:
            raise Http404
        return found[0]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.permit()
        return super().get(request, *args, **kwargs)

    def page(self) -> dict[str, Any]:
        found = comparison_of(rules_for(self.assessment), self.pair, self.party)
        return self.shared() | found | {"assessment": self.assessment, "back_url": self.page_url}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Settle what was changed; what is refused is said on the page that comes next."""
        self.permit()
        typed = read_typed(rules_for(self.assessment), request.POST)
        try:
            if typed.errors:
                raise Invalid(" ".join(typed.errors.values()))
            settle(request.user, self.assessment, self.party, typed.changed(), typed.reason)
        except Forbidden:
            raise
        except (Invalid, Refused) as error:
            details = [found[0] for found in error.details.values() if found and found[0]]
            messages.error(request, " ".join(dict.fromkeys([str(error.message), *details])))
        else:
            messages.success(request, _("Settled; the second sheet stays as it was."))
        return redirect(request.get_full_path())
