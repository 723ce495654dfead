"""Planning site visits: the list, a day with its stops, a new one, changes, cancelling, the plan as a workbook."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.assessments.models import Stop, Visit
from apps.assessments.services.visits import cancel_visit, change_visit, move_stop, place_stop, plan_visit
from apps.assessments.views.imports import download
from apps.assessments.visit_export import plan_workbook
from apps.assessments.visit_forms import PlanForm, placed
from apps.assessments.visit_page import choice, headline, headline_of_branches, visit_lines, visit_page
from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.core.doors import FormPage, SignedInPage, SignedInView, seen
from apps.core.media_types import XLSX
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of

# The longest list of stops at one's own branches.
MOST_STOPS = 50


class Visiting:
    """Below one campaign that the person sees."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    def visits(self) -> QuerySet[Visit]:
        rows = Visit.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        return rows.select_related("campaign__committee", "campaign__rulebook_version").prefetch_related("team__person")

    @cached_property
    def visit(self) -> Visit:
        """The visit of the address; 404 for unknown and invisible alike."""
        return seen(self.visits(), pk=self.kwargs["pk"])

    def back(self) -> HttpResponse:
        return redirect("visits:visit", slug=self.kwargs["slug"], pk=self.visit.pk)


class VisitList(Visiting, SignedInPage):
    """Every day that the person sees; for branches and units, where teams come to them."""

    template_name = "assessments/visits.html"

    def page(self) -> dict[str, Any]:
        lines = visit_lines(self.request.user, self.campaign)
        stops = Stop.objects.visible_to(self.request.user).filter(visit__campaign=self.campaign)
        stops = stops.filter(visit__cancelled_at=None).exclude(visit__in=[line.visit for line in lines])
        stops = list(stops.select_related("visit", "assessment").order_by("visit__on", "position")[:MOST_STOPS])
        return {
            "campaign": self.campaign,
            "lines": lines,
            "headline": headline_of_branches(stops) if stops and not lines else headline(lines),
            "stops": stops,
            "plans": self.request.user.has_perm("assessments.plan_visit", self.campaign),
        }


class VisitPage(Visiting, SignedInPage):
    """One day."""

    template_name = "assessments/visit.html"

    def page(self) -> dict[str, Any]:
        return visit_page(self.request.user, self.visit)


class PlanPage(Visiting, FormPage):
    """The form of a plan; filters narrow which branches can be chosen."""

    template_name = "assessments/visit_form.html"
    form_class = PlanForm

    def permit(self) -> None:
        authorise(self.request.user, "assessments.plan_visit", self.campaign)

    def arguments(self) -> dict[str, Any]:
        rules = rulebook_of(self.campaign.rulebook_version)
        return {"campaign": self.campaign, "rules": rules, "language": get_language() or "zh-hans"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        kept = {int(pk) for pk in form["assessments"].value() or [] if whole(str(pk)) is not None}
        return context | choice(self.campaign, self.request.GET, kept) | {"kept": kept}


class VisitNew(PlanPage):
    """Plan a day."""

    def page(self) -> dict[str, Any]:
        return {"campaign": self.campaign}

    def act(self, form: PlanForm) -> HttpResponse:
        made = plan_visit(self.request.user, self.campaign, form.plan())
        messages.success(self.request, _("Planned; the team finds it among its work."))
        return redirect("visits:visit", slug=self.campaign.slug, pk=made.pk)


class VisitChange(PlanPage):
    """Change a day, and when and where each branch is met."""

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"visit": self.visit}

    def page(self) -> dict[str, Any]:
        stops = self.visit.stops.select_related("assessment")
        return {"campaign": self.campaign, "visit": self.visit, "stops": stops}

    @transaction.atomic
    def act(self, form: PlanForm) -> HttpResponse:
        for stop in self.visit.stops.select_related("visit__campaign__committee"):
            if given := placed(self.request.POST, stop.pk):
                place_stop(self.request.user, stop, *given)
        change_visit(self.request.user, self.visit, form.plan())
        messages.success(self.request, _("Saved."))
        return self.back()


class VisitCancel(Visiting, SignedInView):
    """The day does not take place."""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        cancel_visit(request.user, self.visit, request.POST.get("reason", ""))
        messages.success(request, _("Cancelled."))
        return self.back()


class StopMove(Visiting, SignedInView):
    """One stop up or down."""

    def post(self, request: HttpRequest, slug: str, pk: int, stop: int) -> HttpResponse:
        rows = self.visit.stops.select_related("visit__campaign__committee")
        move_stop(request.user, seen(rows, pk=stop), request.POST.get("way", ""))
        return self.back()


class VisitExport(Visiting, SignedInView):
    """The order of the day as a workbook."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return download(plan_workbook(self.visit), f"{slug}-{self.visit.on:%Y-%m-%d}.xlsx", XLSX)
