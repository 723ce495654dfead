"""Giving branches out: as it stands, a trial, adopt it; give single branches or a unit to somebody else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.assessments.assignment_page import asked_of, state_of, takers, trial_of, unit_choices, unit_rows
from apps.assessments.models import Assessment
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.services.assigning import adopt, reassign
from apps.assessments.views.scorers import Scoring, ScoringAct, left_words
from apps.core.asked import whole
from apps.core.doors import SignedInPage, seen
from apps.core.errors import Invalid


class AssignmentPage(Scoring, SignedInPage):
    """How branches are given out today; with `try=1` what sharing them out would give."""

    template_name = "assessments/assignment.html"
    section = "assignment"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.permit()
        return super().get(request, *args, **kwargs)

    def page(self) -> dict[str, Any]:
        query, campaign = self.request.GET, self.campaign
        asked, unit = asked_of(query), whole(query.get("unit"))
        trial = trial_of(Proposal(campaign, self.party, asked)) if query.get("try") == "1" else None
        return self.shared() | {
            "state": state_of(Proposal(campaign, self.party, Asked())),
            "asked": asked,
            "trial": trial,
            "units": unit_choices(campaign),
            "unit": unit,
            "rows": unit_rows(campaign, self.party, unit) if unit else [],
            "people": takers(campaign, self.party),
        }


class AssignmentAct(ScoringAct):
    """Acts of the page go back to it."""

    def back(self) -> HttpResponse:
        url = reverse("scorers:assignment", args=[self.campaign.slug])
        unit = whole(self.request.POST.get("unit"))
        return redirect(f"{url}?party={self.party}" + (f"&unit={unit}" if unit else ""))


class Adopt(AssignmentAct):
    """Give the branches out as the trial showed."""

    def act(self) -> str:
        post = self.request.POST
        proposal = adopt(self.request.user, self.campaign, self.party, asked_of(post), post.get("digest", ""))
        n = len(proposal.changed)
        words = ngettext("%(n)s branch is given out.", "%(n)s branches are given out.", n) % {"n": n}
        return words + left_words(len(proposal.plan.left))


class Reassign(AssignmentAct):
    """Single branches, or a whole unit, to somebody else."""

    def act(self) -> str:
        post = self.request.POST
        keys = [key for text in post.getlist("assessment") if (key := whole(text)) is not None]
        rows = list(Assessment.objects.of(self.campaign).filter(pk__in=keys).select_related("unit"))
        if not rows:
            raise Invalid(_("Tick at least one branch."), details={"assessment": [""]})
        person = seen(User.objects.all(), pk=whole(post.get("person")) or 0)
        n = reassign(self.request.user, self.campaign, self.party, rows, person, post.get("reason", ""))
        words = ngettext("%(n)s branch goes to %(person)s.", "%(n)s branches go to %(person)s.", n)
        return words % {"n": n, "person": person.name}
