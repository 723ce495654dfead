"""Site visits over REST: plan, change, cancel, the order of the day."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.models import Stop, Visit
from apps.assessments.serializers.visits import (
    StopPlaceSerializer,
    StopWaySerializer,
    VisitPlanSerializer,
    VisitSerializer,
)
from apps.assessments.services.visits import Plan, cancel_visit, change_visit, move_stop, place_stop, plan_visit
from apps.assessments.visit_export import plan_workbook
from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.core.rest.files import WORKBOOK_RESPONSE, FileDoor

FACTS = ("campaign__committee", "campaign__rulebook_version")


class VisitRows(Door):
    serializer_class = VisitSerializer

    def get_queryset(self) -> QuerySet[Visit]:
        rows = Visit.objects.visible_to(self.request.user).select_related(*FACTS)
        return rows.prefetch_related("team__person", "stops__assessment")

    @property
    def visit(self) -> Visit:
        """The visit of the address as it stands now; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])

    def whole(self) -> Response:
        return self.answer(VisitSerializer, self.visit)


class VisitList(VisitRows, ListDoor):
    """Visits of a campaign by day, as far as one conducts it or is of their teams."""

    page_keys = ("on", "pk")

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    def get_queryset(self) -> QuerySet[Visit]:
        if getattr(self, "swagger_fake_view", False):
            return Visit.objects.none()
        return super().get_queryset().filter(campaign=self.campaign)

    @extend_schema(request=VisitPlanSerializer, responses={201: VisitSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Plan a day; 422 names what does not fit: a day outside the stage, a member near to a branch."""
        made = plan_visit(request.user, self.campaign, Plan(**self.given(VisitPlanSerializer)))
        return self.made(VisitSerializer, made, reverse("api:visit", args=[made.pk]))


class VisitDetail(VisitRows):
    """One day."""

    def get(self, request: Request, pk: int) -> Response:
        """Team, order of the day, what is looked at."""
        return self.whole()

    @extend_schema(request=VisitPlanSerializer, responses=VisitSerializer)
    def put(self, request: Request, pk: int) -> Response:
        """Another plan for it; stops that were begun stay (409 `stop-begun`)."""
        visit = self.visit
        change_visit(request.user, visit, Plan(**self.given(VisitPlanSerializer)))
        return self.whole()


class VisitCancel(VisitRows):
    """The day does not take place."""

    @extend_schema(request=ReasonSerializer, responses=VisitSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Cancel it with a reason; 409 once a stop was begun."""
        cancel_visit(request.user, self.visit, self.given(ReasonSerializer)["reason"])
        return self.whole()


class VisitExport(VisitRows, FileDoor):
    """The order of the day as a workbook."""

    @extend_schema(responses=WORKBOOK_RESPONSE)
    def get(self, request: Request, pk: int) -> FileResponse:
        """One line a stop."""
        visit = self.visit
        return self.file(plan_workbook(visit), f"visit-{visit.on:%Y-%m-%d}.xlsx")


class StopPlace(VisitRows):
    """Time, place and order of one stop."""

    @property
    def stop(self) -> Stop:
        return seen(self.visit.stops.select_related("visit__campaign__committee"), pk=self.kwargs["stop"])

    @extend_schema(request=StopPlaceSerializer, responses=VisitSerializer)
    def patch(self, request: Request, pk: int, stop: int) -> Response:
        """When and where the branch is met; what is not named stays."""
        row = self.stop
        stands: dict[str, Any] = {"planned_at": row.planned_at, "place": row.place}
        place_stop(request.user, row, **stands | self.given(StopPlaceSerializer))
        return self.whole()

    @extend_schema(request=StopWaySerializer, responses=VisitSerializer)
    def post(self, request: Request, pk: int, stop: int) -> Response:
        """One place up or down in the order of the day."""
        move_stop(request.user, self.stop, self.given(StopWaySerializer)["way"])
        return self.whole()
