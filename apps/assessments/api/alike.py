"""Proof that is alike over REST: list, one, judge."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.alike import Pair, likenesses_of, pairs_from
from apps.assessments.serializers.alike import JudgedSerializer, PairSerializer
from apps.assessments.services.alike import judge_likeness
from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.evidence.choices import Verdict
from apps.evidence.models import Likeness

VERDICT = OpenApiParameter("verdict", str, enum=Verdict.values, description="Only those of one judgement.")


class PairRows(Door):
    """Below one campaign, for whoever compares, checks or marks."""

    serializer_class = PairSerializer
    queryset = Likeness.objects.none()

    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee")
        campaign = seen(rows, slug=self.kwargs["slug"])
        authorise(self.request.user, "assessments.see_alike", campaign)
        return campaign

    def pairs(self, rows: Any) -> list[Pair]:
        return pairs_from(self.request.user, self.campaign(), rows)


class PairList(PairRows, ListDoor):
    """Pairs of files that are the same or nearly so, as far as one side lies in one's own subtree."""

    def get_queryset(self) -> QuerySet[Likeness]:
        rows = likenesses_of(self.request.user, self.campaign())
        asked = self.request.query_params.get("verdict")
        return rows.filter(verdict=asked) if asked in Verdict.values else rows

    def paginate_queryset(self, queryset: Any) -> list[Pair]:
        return self.pairs(super().paginate_queryset(queryset))

    @extend_schema(parameters=[VERDICT])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What is alike in this campaign, and what people said of it."""
        return super().get(request, *args, **kwargs)


class PairDetail(PairRows):
    """One pair."""

    def row(self) -> Likeness:
        return seen(likenesses_of(self.request.user, self.campaign()), pk=self.kwargs["pk"])

    @extend_schema(responses=PairSerializer)
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """Both files, and what was said of them."""
        return self.answer(PairSerializer, self.pairs([self.row()])[0])

    @extend_schema(request=JudgedSerializer, responses=PairSerializer)
    def put(self, request: Request, slug: str, pk: int) -> Response:
        """Say what it is: the same event and allowed, to be asked, or not alike."""
        row = self.row()
        authorise(request.user, "assessments.judge_likeness", row)
        judge_likeness(request.user, self.campaign(), row, **self.given(JudgedSerializer))
        return self.answer(PairSerializer, self.pairs([self.row()])[0])
