"""The pool of scorers, what stands against whom, and each scorer's own page."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.lines import main_sheet, party_title
from apps.assessments.models import Assignment, Interest, Scorer
from apps.assessments.pool import Member, marking_parties, members_of
from apps.assessments.proposing import Asked
from apps.assessments.scorer_forms import InterestForm, PlaceForm, WorkForm
from apps.assessments.scorer_tables import bring_pool, pool_workbook
from apps.assessments.services.assigning import release
from apps.assessments.services.scorers import declare_interest, end_interest, leave_pool, place_scorer
from apps.assessments.views.imports import download
from apps.campaigns.models import Campaign
from apps.core.doors import FormPage, SignedInView, seen
from apps.core.errors import DomainError, Forbidden
from apps.core.media_types import XLSX
from apps.core.permissions import authorise
from apps.core.tables import TableError
from apps.criteria.selectors import rulebook_of
from apps.rating.rulebook import Rulebook


class Scoring:
    """Below one campaign, about one party's sheets; only for who conducts it."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def rules(self) -> Rulebook:
        return rulebook_of(self.campaign.rulebook_version)

    @cached_property
    def party(self) -> str:
        """The party that is asked for, else the one whose sheet a scorer opens first."""
        asked = self.request.GET.get("party") or self.request.POST.get("party")
        known = marking_parties(self.rules)
        if (asked and asked not in known) or not known:
            raise Http404
        first = main_sheet(self.rules)
        return asked or (first if first in known else known[0])

    def permit(self) -> None:
        authorise(self.request.user, "assessments.assign", self.campaign)

    def parties(self) -> list[dict[str, Any]]:
        """Every party whose sheets are given to people, as a switch; nothing where there is one alone."""
        names = marking_parties(self.rules)
        return [
            {"key": name, "title": party_title(self.rules, name), "current": name == self.party}
            for name in names
            if len(names) > 1
        ]

    def shared(self) -> dict[str, Any]:
        """What every page of scorers needs."""
        return {
            "campaign": self.campaign,
            "party": self.party,
            "party_title": party_title(self.rules, self.party),
            "parties": self.parties(),
            "section": self.section,
        }

    section = ""

    def to_pool(self, party: str = "") -> HttpResponse:
        return redirect(f"{reverse('scorers:list', args=[self.campaign.slug])}?party={party or self.party}")


class ScoringAct(Scoring, SignedInView):
    """One act from a page; what is refused is said on the page that comes next."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.permit()
        try:
            messages.success(request, self.act())
        except Forbidden:
            raise
        except (DomainError, TableError) as error:
            messages.error(request, str(getattr(error, "message", "") or error))
        return self.back()

    def act(self) -> str:
        """Do it; gives what to say."""
        raise NotImplementedError

    def back(self) -> HttpResponse:
        return self.to_pool()


class ScorerList(Scoring, FormPage):
    """Everybody who marks for a party, with loads; take somebody in."""

    template_name = "assessments/scorers.html"
    form_class = PlaceForm
    section = "pool"

    def arguments(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "party": self.party}

    def page(self) -> dict[str, Any]:
        members = members_of(self.campaign, self.party)
        interests = Interest.objects.filter(campaign=self.campaign, ended_at=None)
        return self.shared() | {
            "members": members,
            "headline": headline(members),
            "interests": interests.select_related("person", "node"),
        }

    def act(self, form: PlaceForm) -> HttpResponse:
        person = form.cleaned_data["person"]
        place_scorer(self.request.user, self.campaign, person, self.party, form.work())
        messages.success(self.request, _("%(person)s is among the scorers.") % {"person": person.name})
        return self.to_pool()


def headline(members: list[Member]) -> str:
    """The state in a sentence."""
    if not members:
        return _("Nobody is among the scorers yet")
    n = sum(member.branches for member in members)
    people = ngettext("%(n)s scorer", "%(n)s scorers", len(members)) % {"n": len(members)}
    if not n:
        return _("%(people)s; no branch is given out yet") % {"people": people}
    done = sum(member.finished for member in members)
    return _("%(people)s mark %(n)s branches, %(done)s are finished") % {"people": people, "n": n, "done": done}


class ScorerPage(Scoring, FormPage):
    """One scorer: what they take on, what stands against them; out of the pool, or their work to the others."""

    template_name = "assessments/scorer.html"
    form_class = WorkForm

    @cached_property
    def scorer(self) -> Scorer:
        rows = Scorer.objects.visible_to(self.request.user).filter(campaign=self.campaign, left_at=None)
        return seen(rows.select_related("person", "campaign__committee"), pk=self.kwargs["pk"])

    @cached_property
    def party(self) -> str:
        return self.scorer.party

    def arguments(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "scorer": self.scorer}

    def page(self) -> dict[str, Any]:
        member = next(one for one in members_of(self.campaign, self.party) if one.scorer.pk == self.scorer.pk)
        return self.shared() | {
            "scorer": self.scorer,
            "member": member,
            "open": member.branches - member.finished,
            "interest_form": InterestForm(campaign=self.campaign, auto_id="interest_%s"),
        }

    def act(self, form: WorkForm) -> HttpResponse:
        place_scorer(self.request.user, self.campaign, self.scorer.person, self.party, form.work())
        messages.success(self.request, _("Saved; the next trial counts with it."))
        return self.to_pool()


class ScorerAct(ScoringAct):
    """Out of the pool, their work to the others, or something that stands against them."""

    @cached_property
    def scorer(self) -> Scorer:
        rows = Scorer.objects.visible_to(self.request.user).filter(campaign=self.campaign, left_at=None)
        return seen(rows.select_related("person", "campaign__committee"), pk=self.kwargs["pk"])

    @cached_property
    def party(self) -> str:
        return self.scorer.party

    def act(self) -> str:
        return {"leave": self.leave, "release": self.release, "interest": self.interest}[self.kwargs["act"]]()

    @property
    def reason(self) -> str:
        return self.request.POST.get("reason", "")

    def leave(self) -> str:
        leave_pool(self.request.user, self.scorer, self.reason)
        return _("%(person)s is no longer among the scorers.") % {"person": self.scorer.person.name}

    def release(self) -> str:
        proposal = release(self.request.user, self.scorer, self.reason, Asked())
        words = ngettext("%(n)s branch went to others.", "%(n)s branches went to others.", len(proposal.changed))
        return words % {"n": len(proposal.changed)} + left_words(len(proposal.dropped))

    def interest(self) -> str:
        form = InterestForm(self.request.POST, campaign=self.campaign)
        if not form.is_valid():
            return _("Choose a unit and give the reason.")
        given = form.cleaned_data
        declare_interest(self.request.user, self.campaign, self.scorer.person, given["node"], given["reason"])
        return _("Noted; the next trial counts with it.")


def left_words(n: int) -> str:
    """How many branches nobody else may mark."""
    return " " + ngettext("%(n)s found nobody.", "%(n)s found nobody.", n) % {"n": n} if n else ""


class InterestEnd(ScoringAct):
    """It stands no longer."""

    def act(self) -> str:
        rows = Interest.objects.filter(campaign=self.campaign, ended_at=None).select_related("campaign__committee")
        end_interest(self.request.user, seen(rows, pk=self.kwargs["pk"]), self.request.POST.get("reason", ""))
        return _("Ended; it is kept in the record.")


class PoolExport(Scoring, SignedInView):
    """The pool of a party as a workbook that can be filled in and brought back."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        self.permit()
        return download(pool_workbook(self.campaign, self.party), f"{slug}-scorers-{self.party}.xlsx", XLSX)


class PoolImport(ScoringAct):
    """The pool from a workbook: all rows or none."""

    def act(self) -> str:
        n = bring_pool(self.request.user, self.campaign, self.party, self.request.FILES.get("file"))
        return ngettext("%(n)s scorer brought in.", "%(n)s scorers brought in.", n) % {"n": n}


class OwnPage(Scoring, FormPage):
    """A scorer's own page: how much is theirs and finished, and what they declare against themselves."""

    template_name = "assessments/scorer_own.html"
    form_class = InterestForm

    def permit(self) -> None:
        if not self.rows:
            raise Http404

    @cached_property
    def rows(self) -> list[Scorer]:
        return list(Scorer.objects.filter(campaign=self.campaign, person=self.request.user, left_at=None))

    def arguments(self) -> dict[str, Any]:
        return {"campaign": self.campaign}

    def page(self) -> dict[str, Any]:
        person = self.request.user
        held = Assignment.objects.standing().filter(campaign=self.campaign, person=person)
        counts = list(held.values_list("party", "finished_at"))
        lines = [
            {
                "title": party_title(self.rules, row.party),
                "n": (n := sum(party == row.party for party, _at in counts)),
                "done": (done := sum(party == row.party and at is not None for party, at in counts)),
                "share": done * 1000 // n if n else 0,
            }
            for row in self.rows
        ]
        interests = Interest.objects.filter(campaign=self.campaign, person=person, ended_at=None)
        has_finished = any(line["done"] for line in lines)
        own = {"campaign": self.campaign, "lines": lines, "has_finished": has_finished}
        return own | {"interests": interests.select_related("node")}

    def act(self, form: InterestForm) -> HttpResponse:
        given = form.cleaned_data
        declare_interest(self.request.user, self.campaign, self.request.user, given["node"], given["reason"])
        messages.success(self.request, _("Noted; the next trial counts with it."))
        return redirect(self.request.path)
