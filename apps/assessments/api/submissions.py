"""The branch's part of a self-assessment's way over REST: state, acts, last year's entries; what it takes."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.assessments import AssessmentRows
from apps.assessments.burden import TOUCHES_GOAL, burden_of
from apps.assessments.models import Assessment
from apps.assessments.self_sheet import SelfSheet
from apps.assessments.serializers.submissions import (
    BurdenSerializer,
    StatementSerializer,
    SubmissionStateSerializer,
    TakenOverSerializer,
    TakeOverSerializer,
)
from apps.assessments.services.last_year import take_over_last_year
from apps.assessments.services.submissions import present, submit, take_back, withdraw
from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door

PLAIN_ACTS = {"present": present, "take-back": take_back, "withdraw": withdraw}
ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=[*PLAIN_ACTS, "submit"], description="What to do.")


class SubmissionRows(AssessmentRows):
    def assessments(self) -> QuerySet[Assessment]:
        return super().assessments().select_related("campaign__committee", "round__rulebook_version", "node")

    def state(self, assessment: Assessment) -> Response:
        """How it stands now, for the person who asks."""
        return self.answer(SubmissionStateSerializer, SelfSheet(self.request.user, assessment))


class SubmissionDetail(SubmissionRows):
    """The way of one self-assessment."""

    @extend_schema(responses=SubmissionStateSerializer, operation_id="assessments_submission_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """Where the self-assessment stands, what is missing, and what you may do next."""
        return self.state(self.assessment())


class SubmissionMove(SubmissionRows):
    """One step of the way."""

    @extend_schema(
        parameters=[ACT],
        request=StatementSerializer,
        responses=SubmissionStateSerializer,
        operation_id="assessments_submission_act",
    )
    def post(self, request: Request, pk: int, act: str) -> Response:
        """Present it to the secretary, take it back, submit it to the unit, or withdraw it from there.

        `submit` takes the statement. 422 `incomplete` names what is missing by criterion; 409 tells that the state, the
        stage, or the unit's having opened it does not permit the act.
        """
        assessment = self.assessment()
        if act == "submit":
            given: dict[str, Any] = self.given(StatementSerializer)
            submit(request.user, assessment, **given)
        elif act in PLAIN_ACTS:
            PLAIN_ACTS[act](request.user, assessment)
        else:
            raise Http404
        return self.state(assessment)


class TakeOver(SubmissionRows):
    """Last year's entries."""

    @extend_schema(request=TakeOverSerializer, responses=TakenOverSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Fill what is blank with last year's marks, words and still valid proof; 409 `no-last-year` without any."""
        given = self.given(TakeOverSerializer)
        return self.answer(TakenOverSerializer, take_over_last_year(request.user, self.assessment(), **given))


class BurdenFigures(Door):
    """What self-assessments take."""

    queryset = Campaign.objects.none()

    @extend_schema(responses=BurdenSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Medians of touches, minutes and new files over the submitted self-assessments, in all and by branch type."""
        rows = Campaign.objects.visible_to(request.user).select_related("committee", "rulebook_version")
        campaign = seen(rows, slug=slug)
        authorise(request.user, "campaigns.compare_branches", campaign)
        figures = burden_of(campaign)
        body = {"goal": TOUCHES_GOAL, "whole": figures.whole, "types": figures.types}
        return self.answer(BurdenSerializer, body)
