"""Results over REST, explained and counted."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.services import keep_league_columns
from apps.assessments.duties import blind_duty, blind_to
from apps.assessments.models import Assessment
from apps.assessments.selectors import assessments_for
from apps.core.doors import seen
from apps.core.errors import Refused
from apps.core.media_types import CSV, PDF
from apps.core.permissions import authorise
from apps.core.rest.doors import Door
from apps.core.rest.files import WORKBOOK_RESPONSE, FileDoor, file_response
from apps.evaluations.api import RUN, RunDoor, run_of
from apps.evaluations.filters import ResultFilter
from apps.evaluations.models import Result
from apps.evaluations.selectors import results_for
from apps.reports.derivations import counts_of, derivation
from apps.reports.explanations import explained
from apps.reports.league import Question
from apps.reports.league_beside import Before
from apps.reports.league_columns import CODES, codes_in, offered
from apps.reports.league_export import LeagueFile
from apps.reports.present import Presenter
from apps.reports.serializers import ColumnsSerializer, CountsSerializer, ExplanationSerializer

COLUMNS = OpenApiParameter(
    "columns", OpenApiTypes.STR, description=f"Comma-separated, of {', '.join(CODES)}; without it, all there are."
)


class Explanation(Door):
    """Why this level, and what next."""

    queryset = Assessment.objects.none()
    errors = {"GET": {409}}

    @extend_schema(parameters=[RUN], responses=ExplanationSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """The whole derivation of one branch's result, in the run that readers see or in another.

        Every mark, sum, line, star, condition and place, and the shortest way to each star that is not lit.
        """
        rows = assessments_for(request.user).select_related("campaign", "round__rulebook_version")
        assessment = seen(rows, pk=pk)
        if blind_duty(request.user, assessment):
            message = _("You mark this branch without knowing what others gave; finish it first.")
            raise Refused(message, code="blind")
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


class LeagueColumns(Door):
    """Which columns stand in one's own league tables."""

    serializer_class = ColumnsSerializer
    queryset = Result.objects.none()

    @extend_schema(responses=ColumnsSerializer)
    def get(self, request: Request) -> Response:
        """The columns that one keeps, in the order of the table; none: the usual ones."""
        return self.answer(ColumnsSerializer, {"columns": codes_in(request.user.league_columns)})

    @extend_schema(request=ColumnsSerializer, responses=ColumnsSerializer)
    def put(self, request: Request) -> Response:
        """Keep other columns, for every league table one looks at."""
        given = self.given(ColumnsSerializer)["columns"]
        keep_league_columns(request.user, codes_in(",".join(given)))
        return self.answer(ColumnsSerializer, {"columns": codes_in(request.user.league_columns)})


class LeagueFileDoor(RunDoor, FileDoor):
    """The league table as a file: the rows that the filters leave, with the columns asked for."""

    filterset_class = ResultFilter
    queryset = Result.objects.none()
    errors = {"GET": {409}}

    def get_queryset(self) -> QuerySet[Result]:
        return results_for(self.request.user, self.campaign, self.run)

    def made(self) -> LeagueFile:
        """The rows and columns of the address."""
        show, before = Presenter.of(self.rules), Before.of(self.run)
        possible = offered(show, self.run, has_before=before is not None)
        chosen = codes_in(self.request.query_params.get("columns", ""))
        rows, hidden = self.filter_queryset(self.get_queryset()), frozenset(blind_to(self.request.user))
        return LeagueFile(show, self.run, rows, Question(), possible, chosen, before, hidden)

    def named(self, ending: str) -> str:
        return f"league-{self.campaign.slug}.{ending}"


class LeagueWorkbook(LeagueFileDoor):
    """As a workbook."""

    @extend_schema(parameters=[RUN, COLUMNS], responses=WORKBOOK_RESPONSE, filters=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> FileResponse:
        """The rows of the league table that the filters leave, as a workbook; refuses (409) more than 50,000."""
        return self.file(self.made().workbook(), self.named("xlsx"))


class LeagueTable(LeagueFileDoor):
    """As CSV."""

    errors: dict[str, set[int]] = {}

    @extend_schema(parameters=[RUN, COLUMNS], responses=file_response(CSV), filters=True, operation_id="result_table")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        """The same rows as CSV in UTF-8 with its mark, of any number."""
        headers = {"Content-Disposition": f'attachment; filename="{self.named("csv")}"'}
        return StreamingHttpResponse(self.made().table(), content_type="text/csv; charset=utf-8", headers=headers)


class LeaguePaper(LeagueFileDoor):
    """On paper."""

    @extend_schema(parameters=[RUN, COLUMNS], responses=file_response(PDF), filters=True, operation_id="result_paper")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> FileResponse:
        """The same rows as PDF on A4 lengthwise; refuses (409) more than 2,000."""
        told = [Presenter.of(self.rules).order_line()]
        return self.file(self.made().paper(told), self.named("pdf"), PDF)
