"""Files, findings and progress of candidates over REST; workbooks of both."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.asked import whole
from apps.core.doors import seen
from apps.demonstrations.api.candidate_doors import CandidateDoor
from apps.demonstrations.choices import ProgrammeKind
from apps.demonstrations.models import Filing
from apps.demonstrations.progress_list import ORDERS, progress_of
from apps.demonstrations.serializers.candidates import CandidateFileSerializer, NewFilesSerializer
from apps.demonstrations.serializers.surveys import (
    FilingSerializer,
    FindingActSerializer,
    NewFilingSerializer,
    NewProgressSerializer,
    NewSurveyFindingSerializer,
    ProgressListSerializer,
    ProgressSerializer,
    SurveyFindingSerializer,
)
from apps.demonstrations.services import filings, findings, proof
from apps.demonstrations.services.progress import report_progress
from apps.evidence.choices import UseKind
from apps.evidence.models import Use


class CandidateFiles(CandidateDoor):
    """Files of a candidate."""

    parser_classes = [MultiPartParser]

    @extend_schema(request={"multipart/form-data": NewFilesSerializer}, responses={201: CandidateFileSerializer})
    def post(self, request: Request, programme: str, pk: int) -> Response:
        """Add one: proof while the application is filled in, photos of a survey afterwards."""
        candidate, given = self.candidate, self.given(NewFilesSerializer)
        [use] = proof.add_files(request.user, candidate, [given["file"]], given["part"])
        return self.made(CandidateFileSerializer, use, reverse("api:candidate-file", args=[programme, pk, use.pk]))


class CandidateFile(CandidateDoor):
    """One file of a candidate."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, programme: str, pk: int, use: int) -> Response:
        """Take it out again."""
        candidate = self.candidate
        rows = Use.objects.of(UseKind.CANDIDATE, candidate.pk).standing().select_related("file")
        proof.remove_file(request.user, candidate, seen(rows, pk=use))
        return Response(status=204)


class CandidateFindings(CandidateDoor):
    """What surveys found."""

    @extend_schema(request=NewSurveyFindingSerializer, responses={201: SurveyFindingSerializer})
    def post(self, request: Request, programme: str, pk: int) -> Response:
        """Write one down; the organisation is asked."""
        candidate, given = self.candidate, self.given(NewSurveyFindingSerializer)
        made = findings.add_finding(request.user, candidate, given["text"], due_on=given["due_on"])
        return self.made(SurveyFindingSerializer, made, reverse("api:candidate", args=[programme, pk]))


class FindingMove(CandidateDoor):
    """What is done about one finding."""

    @extend_schema(request=FindingActSerializer, responses=SurveyFindingSerializer, operation_id="survey_finding_act")
    def post(self, request: Request, programme: str, pk: int, number: int, act: str) -> Response:
        """reply: what the organisation does about it, and until when; check: it was seen to be so."""
        finding = seen(self.candidate.findings.all(), pk=number)
        given = self.given(FindingActSerializer)
        if act == "reply":
            done = findings.reply_to(request.user, finding, given["reply"], due_on=given["due_on"])
        elif act == "check":
            done = findings.check_finding(request.user, finding)
        else:
            raise Http404
        return self.answer(SurveyFindingSerializer, done)


class CandidateProgress(CandidateDoor):
    """Reports of one project."""

    @extend_schema(request=NewProgressSerializer, responses={201: ProgressSerializer})
    def post(self, request: Request, programme: str, pk: int) -> Response:
        """Report how far it is; less than before needs the reason."""
        candidate, given = self.candidate, self.given(NewProgressSerializer)
        made = report_progress(request.user, candidate, **given)
        return self.made(ProgressSerializer, made, reverse("api:candidate", args=[programme, pk]))


class ProgressList(CandidateDoor):
    """How all projects of a batch go on."""

    @extend_schema(
        parameters=[
            OpenApiParameter("order", str, enum=list(ORDERS), description="Official order, most or least done first."),
            OpenApiParameter("late", str, description="1: only who is late with the next report."),
        ],
        responses=ProgressListSerializer,
    )
    def get(self, request: Request, programme: str, batch: int) -> Response:
        """Every project that takes part, with its last report."""
        if self.programme.kind != ProgrammeKind.PROJECT:
            raise Http404
        asked = request.query_params
        order = asked["order"] if asked.get("order") in ORDERS else ORDERS[0]
        is_late = whole(asked.get("late")) == 1
        found = progress_of(request.user, self.programme, self.batch(batch), order=order, is_late=is_late)
        return self.answer(ProgressListSerializer, found)


class OneFiling(CandidateDoor):
    """A workbook that the person brought."""

    def rows(self) -> QuerySet[Filing]:
        rows = Filing.objects.visible_to(self.request.user).filter(batch__programme=self.programme)
        return rows.select_related("batch__programme__committee")

    @property
    def filing(self) -> Filing:
        return seen(self.rows(), pk=self.kwargs["pk"])


class FilingList(OneFiling):
    """Workbooks of applications and of progress."""

    parser_classes = [MultiPartParser]

    @extend_schema(request={"multipart/form-data": NewFilingSerializer}, responses={201: FilingSerializer})
    def post(self, request: Request, programme: str) -> Response:
        """Try a file; nothing is written before it is told to be."""
        given = self.given(NewFilingSerializer)
        content = given["file"].read(filings.MAX_BYTES + 1)
        batch = self.batch(given["batch"])
        made = filings.start_filing(request.user, batch, given["kind"], content=content, file_name=given["file"].name)
        return self.made(FilingSerializer, made, reverse("api:filing", args=[programme, made.pk]))


class FilingDetail(OneFiling):
    """One workbook."""

    @extend_schema(responses=FilingSerializer)
    def get(self, request: Request, programme: str, pk: int) -> Response:
        """Every fault by row and column, or what would be written."""
        return self.answer(FilingSerializer, self.filing)


class FilingMove(OneFiling):
    """What is done with a workbook."""

    @extend_schema(request=None, responses=FilingSerializer, operation_id="filing_act")
    def post(self, request: Request, programme: str, pk: int, act: str) -> Any:
        """write or drop."""
        acts = {"write": filings.write_filing, "drop": filings.drop_filing}
        filing = self.filing
        if act not in acts:
            raise Http404
        return self.answer(FilingSerializer, acts[act](request.user, filing))
