"""A guest's pages: the own branches, the sheet with the same fields as the workspace, proof, what others marked."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.duties import guest_duties
from apps.assessments.guests import campaigns_of, is_guest
from apps.assessments.models import Assessment, Assignment
from apps.assessments.panel import desk_of, headline, near_of, others_of, sheet_url
from apps.assessments.refining import rules_for
from apps.assessments.scorer_forms import GuestInterestForm
from apps.assessments.services.scorers import declare_interest
from apps.assessments.sheet_page import Typed
from apps.assessments.views.autosave import Autosave
from apps.assessments.views.finishing import Finishing
from apps.assessments.views.proof import ProofPage
from apps.assessments.views.sheets import SheetPage
from apps.assessments.visiting import Seen
from apps.assessments.workspace import Tasks, tasks_around
from apps.campaigns.models import Campaign
from apps.core.doors import FormPage, SignedInPage, seen
from apps.criteria.selectors import rulebook_of

FACTS = (
    *("campaign__committee", "campaign__rulebook_version", "assessment__unit", "assessment__zone"),
    *("assessment__round__rulebook_version", "assessment__campaign__committee", "assessment__node"),
)


class PanelHome(SignedInPage):
    """Every branch that was given to a guest; 404 for whoever was never invited."""

    template_name = "assessments/panel_home.html"

    def page(self) -> dict[str, Any]:
        groups = desk_of(self.request.user)
        if not groups and not is_guest(self.request.user):
            raise Http404
        return {"groups": groups, "headline": headline(groups), "near": near_of(self.request.user)}


class PanelInterest(FormPage):
    """A guest says which unit or branch they must not mark; it leaves the desk, and somebody else marks it."""

    template_name = "assessments/panel_interest.html"
    form_class = GuestInterestForm

    @cached_property
    def campaign(self) -> Campaign:
        return seen(campaigns_of(self.request.user), slug=self.kwargs["slug"])

    def permit(self) -> None:
        """404 for whoever is no guest of the campaign."""
        if not is_guest(self.request.user):
            raise Http404

    def arguments(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "person": self.request.user}

    def page(self) -> dict[str, Any]:
        return {"campaign": self.campaign}

    def act(self, form: GuestInterestForm) -> HttpResponse:
        given, before = form.cleaned_data, guest_duties(self.request.user).count()
        declare_interest(self.request.user, self.campaign, self.request.user, given["node"], given["reason"])
        left = before - guest_duties(self.request.user).count()
        words = ngettext(
            "Noted. %(n)s branch has left your desk; somebody else marks it.",
            "Noted. %(n)s branches have left your desk; somebody else marks them.",
            left,
        )
        messages.success(self.request, words % {"n": left} if left else _("Noted; you are not given it."))
        return redirect("panel:home")


class Given:
    """One branch of a guest's, found by its assignment; 404 once that or the invitation has ended."""

    @cached_property
    def duty(self) -> Assignment:
        return seen(guest_duties(self.request.user).select_related(*FACTS), pk=self.kwargs["pk"])

    @cached_property
    def campaign(self) -> Campaign:
        return self.duty.campaign

    @cached_property
    def assessment(self) -> Assessment:
        return self.duty.assessment

    @cached_property
    def party(self) -> str:
        return self.duty.party


class PanelSheet(Given, SheetPage):
    """The workspace on the guest's own sheet."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super(SheetPage, self).dispatch(request, *args, **kwargs)

    @cached_property
    def own(self) -> dict[int, int]:
        """The guest's branches of this campaign and party, each with its assignment."""
        rows = guest_duties(self.request.user).filter(campaign=self.campaign, party=self.party)
        return dict(rows.order_by().values_list("assessment", "pk"))

    @cached_property
    def tasks(self) -> Tasks:
        rules = rulebook_of(self.campaign.rulebook_version)
        tasks = tasks_around(Assessment.objects.filter(pk__in=self.own), self.assessment, rules, self.party)
        for group in tasks.groups:
            for row in group["rows"]:
                row["url"] = sheet_url(self.own[row["pk"]])
        return tasks

    @property
    def act_urls(self) -> dict[str, str]:
        return {act: reverse("panel:act", args=[self.duty.pk, act]) for act in ("finish", "reopen")}

    @property
    def next_url(self) -> str:
        return sheet_url(self.own[self.tasks.following.pk]) if self.tasks.following else ""

    def vetoes(self, assessment: Assessment) -> list[dict[str, Any]]:
        return []

    def parties(self) -> list[dict[str, Any]]:
        return []

    def on_site(self) -> dict[str, Seen]:
        return {}

    def page(self, typed: Typed | None = None) -> dict[str, Any]:
        context, previous = super().page(typed), self.tasks.previous
        for group in context["groups"]:
            for row in group["rows"]:
                row["proof_url"] = reverse("panel:proof", args=[self.duty.pk, row["code"]])
        return context | {
            "save_url": reverse("panel:save", args=[self.duty.pk]),
            "previous_url": sheet_url(self.own[previous.pk]) if previous else "",
            "branch_url": "",
            "list_url": reverse("panel:home"),
            "others": others_of(self.rules, self.assessment, self.party) if self.duty.finished_at else None,
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return super().post(request, self.campaign.slug, self.assessment.pk, self.party)


class PanelFinishing(Given, Finishing):
    """Finished, or taken back."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super(SheetPage, self).dispatch(request, *args, **kwargs)

    @property
    def own_url(self) -> str:
        return sheet_url(self.duty.pk)


class PanelSave(Given, Autosave):
    """What a guest types, mark by mark."""

    def place(self, pk: int) -> tuple[Assessment, str]:
        return self.assessment, self.party


class PanelProof(Given, ProofPage):
    """The proof of one criterion, to be looked at."""

    http_method_names = ["get", "head", "options"]

    @property
    def url(self) -> str:
        return reverse("panel:proof", args=[self.duty.pk, self.criterion.code])

    @cached_property
    def rules(self) -> Any:
        return rules_for(self.assessment)

    def shown(self, chosen: int | None, **more: Any) -> dict[str, Any]:
        """The pane with addresses that are open to a guest."""
        context = super().shown(chosen, **more)
        for row in context["files"]:
            row["view_url"] = f"{self.url}?file={row['proof'].use}"
            row["also"] = []
        return context

    @property
    def back_url(self) -> str:
        return sheet_url(self.duty.pk)
