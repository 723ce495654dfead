"""Seals over REST: how far it is, the two acts, the file, checks, corrections."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns.choices import Status
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.evaluations import services
from apps.evaluations.api.runs import CampaignDoor
from apps.evaluations.models import Erratum, Seal, SealCheck
from apps.evaluations.papers import download
from apps.evaluations.seal_serializers import (
    ErratumSerializer,
    NewErratumSerializer,
    SealCheckSerializer,
    SealStateSerializer,
)
from apps.evaluations.sealed_page import seal_of
from apps.evaluations.sealing.left import left_to_seal
from apps.evaluations.services.sealing import standing_proposal

FILE = {(200, "application/json"): OpenApiTypes.BINARY}


class SealDoor(CampaignDoor):
    """Below one campaign whose scope the person compares."""

    serializer_class = SealStateSerializer
    queryset = Seal.objects.none()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        authorise(request.user, "campaigns.compare_branches", self.campaign)

    @cached_property
    def seal(self) -> Seal:
        """The campaign's seal; 404 where there is none."""
        found = seal_of(self.campaign)
        if found is None:
            raise Http404
        return found

    def state(self, code: int = 200) -> Response:
        """How far it is now."""
        campaign = self.campaign
        campaign.refresh_from_db(fields=["status"])
        left = left_to_seal(campaign) if campaign.status == Status.CLOSED else []
        row = {"left": left, "proposal": standing_proposal(campaign), "seal": seal_of(campaign)}
        return self.answer(SealStateSerializer, row, code)


class SealDetail(SealDoor):
    """The seal of a campaign, or what is left before it."""

    def get(self, request: Request, slug: str) -> Response:
        """What is left, what waits for its second person, or what was sealed."""
        return self.state()

    @extend_schema(request=None, responses={201: SealStateSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Propose the seal of what stands now; 409 `blocked` while anything is left."""
        services.propose_seal(request.user, self.campaign)
        return self.state(201)


class SealMove(SealDoor):
    """What is done with a proposed seal."""

    act = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=["confirm", "withdraw"])

    @extend_schema(request=ReasonSerializer, responses=SealStateSerializer, parameters=[act])
    def post(self, request: Request, slug: str, act: str) -> Response:
        """Confirm as the second person, who is never the first (409 `same-person`); or take it back, with a reason."""
        reason = self.given(ReasonSerializer)["reason"]
        if act == "confirm":
            services.confirm_seal(request.user, self.campaign)
        elif act == "withdraw":
            services.withdraw_seal(request.user, self.campaign, reason)
        else:
            raise NotFound
        return self.state()


class SealFile(SealDoor):
    """The sealed file."""

    @extend_schema(responses=FILE)
    def get(self, request: Request, slug: str) -> FileResponse:
        """The file as it was sealed; `check.py` under /sealed/ checks it."""
        return download(self.seal.paper)


class SealCheckList(ListDoor, SealDoor):
    """Recomputations of a seal, newest first."""

    serializer_class = SealCheckSerializer
    page_keys = ("-pk",)

    def get_queryset(self) -> QuerySet[SealCheck]:
        if getattr(self, "swagger_fake_view", False):
            return SealCheck.objects.none()
        return self.seal.checks.all()

    @extend_schema(request=None, responses={202: None})
    def post(self, request: Request, slug: str) -> Response:
        """Have it recomputed in the background; the answer stands in this list when it is done."""
        services.request_check(request.user, self.seal)
        place = request.build_absolute_uri(reverse("api:seal-checks", args=[slug]))
        return Response(status=202, headers={"Location": place})


class ErratumRows(SealDoor):
    serializer_class = ErratumSerializer

    def get_queryset(self) -> QuerySet[Erratum]:
        """Corrections of the campaign's seal, the one that waits among them."""
        if getattr(self, "swagger_fake_view", False):
            return Erratum.objects.none()
        return Erratum.objects.filter(seal=self.seal).select_related("seal__campaign__committee")


class ErratumList(ListDoor, ErratumRows):
    """Corrections of what is sealed, in order."""

    page_keys = ("number",)

    @extend_schema(request=NewErratumSerializer, responses={201: ErratumSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Propose a correction; `moved` tells what it would move. 409 while another one waits."""
        erratum = services.propose_erratum(request.user, self.seal, **self.given(NewErratumSerializer))
        return self.made(ErratumSerializer, erratum, reverse("api:erratum-list", args=[slug]))


class ErratumMove(ErratumRows):
    """What is done with a correction that waits."""

    act = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=["confirm", "withdraw"])

    @extend_schema(
        operation_id="campaigns_seal_errata_act",
        request=ReasonSerializer,
        responses={200: ErratumSerializer, 204: None},
        parameters=[act],
    )
    def post(self, request: Request, slug: str, number: int, act: str) -> Response:
        """Confirm it as the second person, or take it back with a reason (204: it is gone)."""
        erratum = seen(self.get_queryset(), number=number)
        reason = self.given(ReasonSerializer)["reason"]
        if act == "confirm":
            return self.answer(ErratumSerializer, services.confirm_erratum(request.user, erratum))
        if act != "withdraw":
            raise NotFound
        services.withdraw_erratum(request.user, erratum, reason)
        return Response(status=204)
