"""The work committee's page of hand-overs: which units have given theirs, receive one or all, send back."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assessment, Handover
from apps.assessments.services import handovers
from apps.assessments.unit_export import handovers_workbook
from apps.assessments.unit_list import handover_page, units_progress
from apps.assessments.views.imports import download
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import permits
from apps.core.doors import SignedInPage, SignedInView, seen
from apps.core.media_types import XLSX
from apps.core.permissions import authorise


class Received:
    """What a door of the hand-overs begins with: the campaign, and hand-overs of it."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def handover(self) -> Handover:
        """The hand-over of the address."""
        authorise(self.request.user, "assessments.receive_unit", self.campaign)
        rows = Handover.objects.filter(campaign=self.campaign).select_related("campaign__committee", "unit")
        return seen(rows, pk=self.kwargs["pk"])

    def progress(self) -> list[Any]:
        """Every unit of the campaign, for those who see the whole scope."""
        authorise(self.request.user, "campaigns.compare_branches", self.campaign)
        return units_progress(self.campaign, Assessment.objects.of(self.campaign))

    def back(self) -> HttpResponse:
        return redirect("assessments:handovers", slug=self.campaign.slug)


class HandoverList(Received, SignedInPage):
    """Which units have handed over, which not, and since when they are late."""

    template_name = "assessments/handovers.html"

    def page(self) -> dict[str, Any]:
        person, shown = self.request.user, self.request.GET.get("state", "")
        receives = person.has_perm("assessments.receive_unit", self.campaign)
        return handover_page(self.campaign, self.progress(), shown) | {
            "can_receive": receives and permits(self.campaign, Act.RECEIVE),
            "can_send_back": receives and permits(self.campaign, Act.CHECK),
            "conducts": receives,
        }


class HandoverExport(Received, SignedInView):
    """The same as a workbook, one line a unit."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        content = handovers_workbook(self.campaign, self.progress())
        return download(content, f"{self.campaign.slug}-handovers.xlsx", XLSX)


class HandoverReceiveAll(Received, SignedInView):
    """Receive whatever waits."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        n = len(handovers.receive_all(request.user, self.campaign))
        messages.success(request, ngettext("%(n)s unit received.", "%(n)s units received.", n) % {"n": n})
        return self.back()


class HandoverReceive(Received, SignedInView):
    """Receive one unit."""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        row = handovers.receive(request.user, self.handover)
        messages.success(request, _("“%(unit)s” received.") % {"unit": row.unit.name})
        return self.back()


class HandoverReturn(Received, SignedInView):
    """Send one unit's sheets back, with a reason."""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        row = handovers.send_back_unit(request.user, self.handover, reason=request.POST.get("reason", ""))
        messages.success(
            request, _("“%(unit)s” has been sent back; the unit sees your reason.") % {"unit": row.unit.name}
        )
        return self.back()
