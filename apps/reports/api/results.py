"""Results over REST, explained and counted."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.models import Assessment
from apps.assessments.selectors import assessments_for
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door
from apps.core.rest.files import WORKBOOK_RESPONSE, FileDoor
from apps.evaluations.api import RUN, RunDoor, run_of
from apps.evaluations.filters import ResultFilter
from apps.evaluations.models import Result
from apps.evaluations.selectors import results_for
from apps.reports.derivations import counts_of, derivation
from apps.reports.explanations import explained
from apps.reports.exports import league_workbook
from apps.reports.league import Question
from apps.reports.present import Presenter
from apps.reports.serializers import CountsSerializer, ExplanationSerializer


class Explanation(Door):
    """Why this level, and what next."""

    queryset = Assessment.objects.none()

    @extend_schema(parameters=[RUN], responses=ExplanationSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """The whole derivation of one branch's result, in the current run or in another.

        Every mark, sum, line, star, condition and place, and the shortest way to each star that is not lit.
        """
        rows = assessments_for(request.user).select_related("campaign", "round__rulebook_version")
        assessment = seen(rows, pk=pk)
        run = run_of(assessment.campaign, request)
        found = explained(run, assessment)
        if found is None:
            raise Http404
        return self.answer(ExplanationSerializer, derivation(run, found))


class Counts(RunDoor):
    """The dashboard's figures."""

    queryset = Result.objects.none()

    @extend_schema(parameters=[RUN], responses=CountsSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """How many branches hold which level: in all, by zone, by unit and by type. For who compares branches."""
        authorise(request.user, "campaigns.compare_branches", self.campaign)
        return self.answer(CountsSerializer, counts_of(self.run, self.rules))


class LeagueWorkbook(RunDoor, FileDoor):
    """The league table as a file."""

    filterset_class = ResultFilter
    queryset = Result.objects.none()
    errors = {"GET": {409}}

    def get_queryset(self) -> QuerySet[Result]:
        return results_for(self.request.user, self.campaign, self.run)

    @extend_schema(parameters=[RUN], responses=WORKBOOK_RESPONSE, filters=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> FileResponse:
        """The rows of the league table that the filters leave, as a workbook."""
        rows = self.filter_queryset(self.get_queryset()).order_by("position")
        body = league_workbook(Presenter.of(self.rules), rows, Question())
        return self.file(body, f"league-{self.campaign.slug}.xlsx")
