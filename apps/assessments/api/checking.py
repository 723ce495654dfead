"""The unit's check and the hand-overs over REST."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.assessments import AssessmentRows
from apps.assessments.checkers import checked_by, units_of
from apps.assessments.models import Assessment, Handover
from apps.assessments.serializers.checking import (
    ApprovalSerializer,
    CheckedSerializer,
    HandoverSerializer,
    LooksSerializer,
    ReceivedSerializer,
    ReturnSerializer,
    SendBackSerializer,
    SignatureSerializer,
    UnitSerializer,
    UnitsSerializer,
)
from apps.assessments.services import checking, handovers
from apps.assessments.unit_branch import branch_looks, chosen_row, version_of
from apps.assessments.unit_export import unit_workbook
from apps.assessments.unit_list import UnitProgress, units_progress
from apps.assessments.unit_page import UnitView
from apps.assessments.unit_rows import UnitRow, summary_row
from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door
from apps.core.rest.fields import ReasonSerializer
from apps.core.rest.files import WORKBOOK_RESPONSE, FileDoor
from apps.organisations.models import Node


class CheckLook(AssessmentRows):
    """Open what a branch submitted."""

    @extend_schema(request=None, responses=CheckedSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Note that the unit has opened it: the branch cannot withdraw it any more. Only the first time counts."""
        return self.answer(CheckedSerializer, checking.look(request.user, self.assessment()))


class CheckApprove(AssessmentRows):
    """Agree to what a branch submitted."""

    @extend_schema(request=ApprovalSerializer, responses=CheckedSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Approve it; 409 `conflict` where the branch has changed it since the `version` that you saw."""
        given = self.given(ApprovalSerializer)
        return self.answer(CheckedSerializer, checking.approve(request.user, self.assessment(), **given))


class CheckReturn(AssessmentRows):
    """Send it back to the branch."""

    @extend_schema(request=ReturnSerializer, responses=CheckedSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Return it with the reason; the branch mends it and submits again."""
        given = self.given(ReturnSerializer)
        return self.answer(CheckedSerializer, checking.send_back(request.user, self.assessment(), **given))


class CampaignDoor(Door):
    """A door below one campaign."""

    queryset = Campaign.objects.none()

    def campaign(self) -> Campaign:
        """The campaign that the address names."""
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    def view_of(self, unit: int) -> UnitView:
        """The unit as the person checks it; 404 where there is nothing to check."""
        campaign = self.campaign()
        here = checked_by(self.request.user).of(campaign).filter(unit=unit)
        here = here.select_related("unit", "campaign__committee", "round__rulebook_version")
        return UnitView(self.request.user, campaign, seen(units_of(here)), here)


class Looks(AssessmentRows):
    """What deserves a look in one self-assessment."""

    @extend_schema(responses=LooksSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Big rises, gaps, odd or missing proof. Reading this does not count as opening it."""
        assessment = self.assessment()
        authorise(request.user, "assessments.check_branch", assessment)
        rows: QuerySet[Assessment] = self.assessments().filter(pk=assessment.pk)
        view = UnitView(request.user, assessment.campaign, assessment.unit, rows)
        row = chosen_row(view, assessment.pk)
        body = {"assessment": assessment.pk, "version": version_of(row), "looks": branch_looks(view, row)}
        return self.answer(LooksSerializer, body)


class UnitList(CampaignDoor):
    """The units that one checks."""

    @extend_schema(responses=UnitsSerializer, operation_id="campaigns_units_list")
    def get(self, request: Request, slug: str) -> Response:
        """The units that you check, and how far each is."""
        campaign = self.campaign()
        authorise(request.user, "assessments.check_unit", None)
        units = units_progress(campaign, checked_by(request.user).of(campaign))
        return self.answer(UnitsSerializer, {"campaign": campaign.slug, "units": units})


class UnitDetail(CampaignDoor):
    """One unit."""

    @extend_schema(responses=UnitSerializer)
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """The branches of a unit that you check, by their own marks; points as decimal text."""
        view = self.view_of(pk)
        body = {
            "campaign": view.campaign.slug,
            "unit": view.unit,
            "left": len(view.left),
            "signs": view.signs,
            "branches": [branch_of(view, row) for row in view.rows],
            "handover": view.handover if view.is_handed_over else None,
        }
        return self.answer(UnitSerializer, body)


def branch_of(view: UnitView, row: UnitRow) -> dict[str, Any]:
    """One branch of a unit as REST writes it."""
    figures = summary_row(view.rules, row)
    return figures | {
        "secretaries": row.secretaries,
        "status": row.status,
        "marked": row.rating.marked,
        "level": figures["level"] if row.rating.is_whole else "",
        "lit": figures["lit"] if row.rating.is_whole else [],
    }


class UnitWorkbook(FileDoor, CampaignDoor):
    """The summary sheet of a unit as a file."""

    @extend_schema(responses=WORKBOOK_RESPONSE)
    def get(self, request: Request, slug: str, pk: int) -> HttpResponse:
        """The summary sheet as .xlsx: one line a branch, then the sums; as it was signed once handed over."""
        view = self.view_of(pk)
        return self.file(unit_workbook(view), f"{view.campaign.slug}-unit-{view.unit.pk}.xlsx")


class UnitHandOver(CampaignDoor):
    """A unit gives its self-assessments to the work committee."""

    @extend_schema(request=SignatureSerializer, responses=HandoverSerializer)
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Sign and hand over all branches at once; 409 names in `details` each one that is not approved."""
        view = self.view_of(pk)
        given = self.given(SignatureSerializer)
        return self.answer(HandoverSerializer, handovers.hand_over(request.user, view.campaign, view.unit, **given))


class UnitRecall(CampaignDoor):
    """A unit takes everything back."""

    @extend_schema(request=ReasonSerializer, responses=HandoverSerializer)
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Take the hand-over back while the work committee has not received it."""
        view = self.view_of(pk)
        reason = self.given(ReasonSerializer)["reason"]
        handover = seen(Handover.objects.filter(pk=view.handover.pk if view.handover else None))
        return self.answer(HandoverSerializer, handovers.recall(request.user, handover, reason=reason))


class HandoverList(CampaignDoor):
    """What all units of a campaign have handed over."""

    @extend_schema(responses=UnitsSerializer, operation_id="campaigns_handovers_list")
    def get(self, request: Request, slug: str) -> Response:
        """Every unit of the scope with its state, for those who see the whole scope."""
        campaign = self.campaign()
        authorise(request.user, "campaigns.compare_branches", campaign)
        units: list[UnitProgress] = units_progress(campaign, Assessment.objects.of(campaign))
        return self.answer(UnitsSerializer, {"campaign": campaign.slug, "units": units})


class HandoverReceiveAll(CampaignDoor):
    """Receive whatever waits."""

    @extend_schema(request=None, responses=ReceivedSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Receive every unit that has handed over and was not received yet."""
        received = handovers.receive_all(request.user, self.campaign())
        return self.answer(ReceivedSerializer, {"received": len(received)})


class HandoverRows(Door):
    """A door to one hand-over, for who conducts its campaign."""

    queryset = Handover.objects.none()

    def handover(self) -> Handover:
        """The hand-over of the address, of a unit that the person sees."""
        units = Node.objects.visible_to(self.request.user).order_by()
        rows = Handover.objects.filter(unit__in=units).select_related("campaign__committee", "unit")
        return seen(rows, pk=self.kwargs["pk"])


class HandoverReceive(HandoverRows):
    """Receive one unit."""

    @extend_schema(request=None, responses=HandoverSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """The work committee has it: the unit cannot take it back any more. Only the first time counts."""
        return self.answer(HandoverSerializer, handovers.receive(request.user, self.handover()))


class HandoverSendBack(HandoverRows):
    """Send one unit's sheets back."""

    @extend_schema(request=SendBackSerializer, responses=HandoverSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Back to the unit with the reason, received or not, while self-assessment is open."""
        handover = self.handover()
        given = self.given(SendBackSerializer)
        return self.answer(HandoverSerializer, handovers.send_back_unit(request.user, handover, **given))
