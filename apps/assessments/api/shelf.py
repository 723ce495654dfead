"""A branch's shelf of proof over REST, and the days on which proof comes in."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.serializers.shelf import PieceSerializer, UploadDaysSerializer
from apps.assessments.shelf import Piece, Question, Shelf
from apps.assessments.upload_days import upload_days
from apps.branches.models import Branch
from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.evidence.models import Evidence

ASKED = [
    OpenApiParameter("q", str, description="A part of title or file name."),
    OpenApiParameter("year", int, description="Of a campaign that it serves."),
    OpenApiParameter("criterion", str),
]


class ShelfList(ListDoor):
    """All proof of one branch."""

    serializer_class = PieceSerializer
    queryset = Evidence.objects.none()

    @cached_property
    def shelf(self) -> Shelf:
        rows = Branch.objects.visible_to(self.request.user).select_related("node")
        return Shelf(self.request.user, seen(rows, pk=self.kwargs["pk"]).node)

    def get_queryset(self) -> QuerySet[Evidence]:
        return Question.of(self.request.query_params).narrowed(self.shelf.evidence)

    def paginate_queryset(self, queryset: Any) -> list[Piece]:
        return self.shelf.pieces(super().paginate_queryset(queryset))

    @extend_schema(parameters=ASKED)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Each piece once, in its newest revision, with every criterion and campaign that it serves."""
        return super().get(request, *args, **kwargs)


class UploadDays(Door):
    """When proof comes in."""

    queryset = Campaign.objects.none()

    @extend_schema(responses=UploadDaysSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Files by day of the self-assessment."""
        campaign = seen(Campaign.objects.visible_to(request.user).select_related("committee"), slug=slug)
        authorise(request.user, "campaigns.compare_branches", campaign)
        found = upload_days(campaign)
        days = [{"day": day, "files": count} for day, count in found.days] if found else []
        facts = {"total": found.total, "last_week": found.last_week} if found else {"total": 0, "last_week": 0}
        return self.answer(UploadDaysSerializer, facts | {"days": days})
