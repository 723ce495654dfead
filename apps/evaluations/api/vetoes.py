"""Vetoes over REST: the cases of a campaign with what each cost, and every act of the second person."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments import services
from apps.assessments.models import VetoCase
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.core.rest.files import FILE_RESPONSE, FileDoor
from apps.evaluations.api.runs import CampaignDoor
from apps.evaluations.decision_serializers import VetoCaseSerializer
from apps.evaluations.selectors import current_run
from apps.evaluations.vetoed import without_vetoes
from apps.evidence import shelf

ALONE = {"confirm": services.confirm_veto, "lift": services.lift_veto}
WITH_REASON = {
    "refuse": services.refuse_veto,
    "ask-to-lift": services.ask_to_lift_veto,
    "keep": services.keep_veto,
}


class VetoList(CampaignDoor, ListDoor):
    """Every veto case of a campaign whose scope the person compares, in the order of the official list."""

    serializer_class = VetoCaseSerializer
    queryset = VetoCase.objects.none()
    page_keys = ("assessment__order_path", "pk")

    def get_queryset(self) -> QuerySet[VetoCase]:
        authorise(self.request.user, "campaigns.compare_branches", self.campaign)
        rows = VetoCase.objects.visible_to(self.request.user).filter(assessment__campaign=self.campaign)
        return rows.select_related("assessment")

    def get_serializer_context(self) -> dict[str, Any]:
        context = super().get_serializer_context()
        if getattr(self, "swagger_fake_view", False):
            return context
        run = current_run(self.campaign)
        return context | {"would": without_vetoes(run) if run else {}}


class VetoDoor(Door):
    """About one case, for those who see the whole committee."""

    serializer_class = VetoCaseSerializer
    queryset = VetoCase.objects.none()

    def case(self, pk: int) -> VetoCase:
        """The case; 404 for unknown and invisible alike."""
        rows = VetoCase.objects.visible_to(self.request.user)
        found = seen(rows.select_related("assessment__campaign__committee", "file"), pk=pk)
        authorise(self.request.user, "campaigns.compare_branches", found.assessment.campaign)
        return found


class VetoMove(VetoDoor):
    """One step of a veto."""

    act = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=[*ALONE, *WITH_REASON])

    @extend_schema(request=ReasonSerializer, responses=VetoCaseSerializer, parameters=[act])
    def post(self, request: Request, pk: int, act: str) -> Response:
        """Confirm or refuse what is proposed, lift or keep what stands: always by another person (409)."""
        case, reason = self.case(pk), self.given(ReasonSerializer)["reason"]
        if act in ALONE:
            return self.answer(VetoCaseSerializer, ALONE[act](request.user, case))
        if act in WITH_REASON:
            return self.answer(VetoCaseSerializer, WITH_REASON[act](request.user, case, reason))
        raise Http404


class VetoFile(VetoDoor, FileDoor):
    """The document behind a veto."""

    @extend_schema(responses=FILE_RESPONSE)
    def get(self, request: Request, pk: int) -> FileResponse:
        """The copy that was kept; 404 without one."""
        case = self.case(pk)
        if case.file is None:
            raise Http404
        return shelf.download(case.file)
