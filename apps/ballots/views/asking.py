"""Set up what a ballot asks, and look at it as a voter will."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.ballots.asking import Asked, first_asked
from apps.ballots.begun import ballot_stage
from apps.ballots.choices import FewVotes, PollStatus
from apps.ballots.forms import AskingForm
from apps.ballots.screens import screens_of
from apps.ballots.services.casting import Paper
from apps.ballots.services.polls import set_up
from apps.ballots.views.balloting import Balloting
from apps.core.doors import SignedInPage, SignedInView
from apps.core.errors import Invalid

PREVIEWED = "PREVIEW"


class SetUp(Balloting, SignedInPage):
    """Questions, answers with their points, layers with their shares."""

    template_name = "ballots/set_up.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            self.require_conducting()
        return super().dispatch(request, *args, **kwargs)

    def asked(self) -> Asked:
        """What stands, or what a new ballot begins with."""
        first = first_asked(self.campaign, get_language() or "zh-hans")
        if self.found is None:
            return first
        poll = self.found
        return replace(first, questions=poll.questions, options=poll.options, layers=poll.layers)

    def form(self, data: Any = None) -> AskingForm:
        few_votes = self.found.few_votes if self.found else FewVotes.COUNTED
        return AskingForm(self.asked(), few_votes, data, is_fixed=self.is_fixed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.doors()
        context.setdefault("form", self.form())
        return context | {"is_fixed": self.is_fixed}

    @property
    def is_fixed(self) -> bool:
        """Whether voting has begun: nothing changes any more, and there are no blank rows."""
        return self.found is not None and self.found.status != PollStatus.PREPARING

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                set_up(request.user, self.campaign, **form.given)
                messages.success(request, _("Saved."))
                return redirect("ballots:preview" if "preview" in request.POST else "ballots:turnout", slug=slug)
            except Invalid as error:
                form.faults = dict(error.details) or {"questions": [str(error.message)]}
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Preview(Balloting, SignedInView):
    """The ballot as a voter sees it on the phone; nothing can be cast."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show({})

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(request.POST.dict())

    def show(self, posted: dict[str, str]) -> HttpResponse:
        self.require_conducting()
        context = screens_of(self.paper(), PREVIEWED, posted)
        slug = self.campaign.slug
        beside = {
            "is_preview": True,
            "action": reverse("ballots:preview", args=[slug]),
            "back_url": reverse("ballots:set-up", args=[slug]),
        }
        return render(self.request, "ballots/public/vote.html", context | beside)

    def paper(self) -> Paper:
        """A ballot about no branch in particular, in the first layer."""
        poll, stage = self.poll, ballot_stage(self.poll)
        return Paper(
            poll=poll,
            campaign=self.campaign.name,
            branch=_("Branch 1 (an example)"),
            layer=poll.layers[0]["title"],
            questions=poll.questions,
            options=poll.options,
            closes_at=stage.closes_at if stage else None,
        )
