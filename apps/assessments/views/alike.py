"""Proof that is alike: the list of pairs, and one pair side by side with what a person says of it."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.alike import Pair, likenesses_of, pairs_from
from apps.assessments.services.alike import judge_likeness
from apps.assessments.views.sheets import CampaignSheets
from apps.core.doors import note, seen
from apps.core.errors import Invalid
from apps.core.paging import Page, page_by_key
from apps.core.permissions import authorise
from apps.evidence.choices import Verdict
from apps.evidence.models import Likeness

PAGE = 50


class AlikePages(CampaignSheets):
    """Pages for whoever compares, checks or marks; never for the branches themselves."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        authorise(request.user, "assessments.see_alike", self.campaign)
        return super().get(request, *args, **kwargs)


class AlikeList(AlikePages):
    """Pairs that nobody has judged yet, or all of one judgement, oldest first."""

    template_name = "assessments/alike.html"

    def page(self) -> dict[str, Any]:
        person, asked = self.request.user, self.request.GET
        chosen = asked.get("verdict") if asked.get("verdict") in Verdict.values else ""
        rows = likenesses_of(person, self.campaign)
        found = page_by_key(
            rows.filter(verdict=chosen), "pk", after=asked.get("after"), before=asked.get("before"), size=PAGE
        )
        tabs = [("", _("to look at")), *Verdict.choices]
        return {
            "campaign": self.campaign,
            "pairs": pairs_from(person, self.campaign, found.rows),
            "pager": pager(chosen, found),
            "chosen": chosen,
            "tabs": [{"value": value, "label": label, "is_chosen": value == chosen} for value, label in tabs],
            "open": rows.unjudged().count(),
        }


def pager(verdict: str, found: Page) -> dict[str, str]:
    """Where the list goes on, and back."""
    keys = {"next": ("after", found.after), "previous": ("before", found.before)}
    query = {name: urlencode({"verdict": verdict, word: key}) for name, (word, key) in keys.items() if key}
    return {name: f"?{text}" for name, text in query.items()}


class JudgeForm(forms.Form):
    """What the two are, and why."""

    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.RadioSelect)
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class LikenessPage(AlikePages):
    """Both files side by side."""

    template_name = "assessments/likeness.html"

    @cached_property
    def likeness(self) -> Likeness:
        return seen(likenesses_of(self.request.user, self.campaign), pk=self.kwargs["pk"])

    @cached_property
    def pair(self) -> Pair:
        return pairs_from(self.request.user, self.campaign, [self.likeness])[0]

    def page(self) -> dict[str, Any]:
        held = {"verdict": self.likeness.verdict, "reason": self.likeness.reason}
        return {
            "campaign": self.campaign,
            "pair": self.pair,
            "sides": [self.pair.own, self.pair.other],
            "can_judge": self.request.user.has_perm("assessments.judge_likeness", self.likeness),
            "form": JudgeForm(initial=held),
            "list_url": reverse("assessments:alike", args=[self.campaign.slug]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        authorise(request.user, "assessments.judge_likeness", self.likeness)
        form = JudgeForm(request.POST)
        if form.is_valid():
            try:
                judge_likeness(request.user, self.campaign, self.likeness, **form.cleaned_data)
            except Invalid as error:
                note(form, error)
            else:
                messages.success(request, _("Kept."))
                return redirect("assessments:alike", slug=self.campaign.slug)
        return self.render_to_response(self.get_context_data() | {"form": form}, status=422)
