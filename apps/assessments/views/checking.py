"""Pages of the unit's check and of the hand-overs to the work committee."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.assessments.checkers import checked_by, units_of
from apps.assessments.choices import SubmissionStatus
from apps.assessments.forms import SignatureForm
from apps.assessments.models import Assessment
from apps.assessments.services import checking, handovers
from apps.assessments.unit_branch import chosen_row, in_hand, item_groups, next_to_check, short_looks
from apps.assessments.unit_export import unit_workbook
from apps.assessments.unit_list import list_page, units_progress
from apps.assessments.unit_page import UnitView, page_of
from apps.assessments.unit_summary import summary_page
from apps.assessments.views.imports import download
from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.core.doors import SignedInPage, SignedInView, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.media_types import XLSX
from apps.core.permissions import authorise


class Checked:
    """What a door of the check begins with: the campaign, and those of its branches that the person checks."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @property
    def assessments(self) -> QuerySet[Assessment]:
        """The branches below the person's checking offices."""
        rows = checked_by(self.request.user).of(self.campaign).select_related("unit", "campaign__committee")
        return rows.select_related("campaign__rulebook_version", "round__rulebook_version")

    @cached_property
    def view_of_unit(self) -> UnitView:
        """The unit of the address as the person checks it; 404 where there is nothing to check."""
        here = self.assessments.filter(unit=self.kwargs["unit"])
        unit = seen(units_of(here))
        return UnitView(self.request.user, self.campaign, unit, here)

    @cached_property
    def assessment(self) -> Assessment:
        """The branch of the address."""
        return seen(self.assessments.filter(unit=self.kwargs["unit"]), pk=self.kwargs["pk"])

    def back(self, pk: int | None = None) -> HttpResponse:
        """The unit's page, with a branch in hand where one is named."""
        url = self.view_of_unit.url()
        return redirect(f"{url}?branch={pk}" if pk else url)


class UnitList(Checked, SignedInPage):
    """The units that the person checks; straight to the unit where there is one."""

    template_name = "assessments/unit_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        here = self.assessments
        authorise(request.user, "assessments.check_unit", None)
        units = list(units_of(here)[:2])
        if len(units) == 1:
            return redirect("assessments:unit", slug=self.campaign.slug, unit=units[0].pk)
        return super().get(request, *args, **kwargs)

    def page(self) -> dict[str, Any]:
        return list_page(self.campaign, units_progress(self.campaign, self.assessments))


class UnitPage(Checked, SignedInPage):
    """The unit's branches, the one in hand, the sums, the hand-over."""

    template_name = "assessments/unit.html"

    def chosen(self) -> int | None:
        """The branch in hand."""
        return whole(self.request.GET.get("branch"))

    def page(self) -> dict[str, Any]:
        view, chosen = self.view_of_unit, self.chosen()
        if chosen and chosen_row(view, chosen) is None:
            raise Http404
        row = chosen_row(view, chosen)
        if row is not None:
            open_branch(view, row)
        context = page_of(view, chosen) | {"hand": in_hand(view, row) if row else None}
        brief = short_looks(view)
        for line in context["lines"]:
            line["looks"] = brief.get(line["pk"], "")
        context["line"] = next((line for line in context["lines"] if line["in_hand"]), None)
        context["start"] = next_to_check(view)
        return context


def open_branch(view: UnitView, row: Any) -> None:
    """A checker opens what was submitted: noted once, where the person may check now."""
    waits = row.status == SubmissionStatus.SUBMITTED and row.submission.looked_at is None
    if waits and view.works_on(row.assessment):
        checking.look(view.person, row.assessment)


class UnitBranch(Checked, SignedInPage):
    """Everything that one branch filled in, with its proof; to read, to return, to approve."""

    template_name = "assessments/unit_branch.html"

    def page(self) -> dict[str, Any]:
        view, row = self.view_of_unit, chosen_row(self.view_of_unit, self.kwargs["pk"])
        if row is None:
            raise Http404
        open_branch(view, row)
        context = page_of(view, row.assessment.pk)
        line = next(line for line in context["lines"] if line["in_hand"])
        return context | {"line": line, "hand": in_hand(view, row), "groups": item_groups(view, row)}


class UnitApprove(Checked, SignedInView):
    """The unit agrees; on to the next branch."""

    def post(self, request: HttpRequest, slug: str, unit: int, pk: int) -> HttpResponse:
        try:
            checking.approve(request.user, self.assessment, version=whole(request.POST.get("version")))
        except (Refused, Conflict) as error:
            messages.error(request, error.message)
            return self.back(pk)
        following = next_to_check(self.view_of_unit, pk)
        messages.success(request, _("“%(branch)s” is approved.") % {"branch": self.assessment.name})
        return self.back(following and following.assessment.pk)


class UnitReturn(UnitPage):
    """Back to the branch with a reason; on to the next branch. What cannot be returned now keeps the words."""

    http_method_names = ["post"]

    def chosen(self) -> int:
        return self.kwargs["pk"]

    def post(self, request: HttpRequest, slug: str, unit: int, pk: int) -> HttpResponse:
        typed = {"reason": request.POST.get("reason", ""), "criteria": request.POST.getlist("criteria")}
        try:
            checking.send_back(request.user, self.assessment, **typed)
        except (Invalid, Refused) as error:
            messages.error(request, error.message)
            context = self.get_context_data(**self.kwargs) | {"typed": typed}
            return self.render_to_response(context, status=error.status)
        words = _("“%(branch)s” has been returned; its secretary sees your reason.")
        messages.success(request, words % {"branch": self.assessment.name})
        following = next_to_check(self.view_of_unit, pk)
        return self.back(following and following.assessment.pk)


class UnitHandOver(UnitPage):
    """The unit signs and hands over; a second click finds it done. What lacks is said beside what was typed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, unit: int) -> HttpResponse:
        form = SignatureForm(request.POST)
        form.is_valid()
        try:
            handovers.hand_over(request.user, self.campaign, self.view_of_unit.unit, **form.given())
        except Refused as error:
            if error.code == "handed-over":
                words = {"committee": self.campaign.committee.name}
                messages.info(request, _("It is with %(committee)s already.") % words)
            else:
                messages.error(request, error.message)
        except Invalid as error:
            messages.error(request, error.message)
            typed = {"meeting_on": request.POST.get("meeting_on", ""), "is_signed": form.given()["is_signed"]}
            context = self.get_context_data(**self.kwargs) | {"signing": typed | {"faults": error.details}}
            return self.render_to_response(context, status=error.status)
        return self.back()


class UnitRecall(Checked, SignedInView):
    """The unit takes everything back."""

    def post(self, request: HttpRequest, slug: str, unit: int) -> HttpResponse:
        handover = self.view_of_unit.handover
        if handover is None:
            raise Http404
        handovers.recall(request.user, handover, reason=request.POST.get("reason", ""))
        messages.success(request, _("The unit has everything back; branches can be returned again."))
        return self.back()


class UnitSummary(Checked, SignedInPage):
    """The summary sheet: one line a branch, sums, a line to sign; as it was signed once it has been handed over."""

    template_name = "assessments/unit_summary.html"

    def page(self) -> dict[str, Any]:
        return summary_page(self.view_of_unit)


class UnitSummaryExport(Checked, SignedInView):
    """The same as a workbook."""

    def get(self, request: HttpRequest, slug: str, unit: int) -> HttpResponse:
        view = self.view_of_unit
        return download(unit_workbook(view), f"{self.campaign.slug}-{view.unit.name}.xlsx", XLSX)
