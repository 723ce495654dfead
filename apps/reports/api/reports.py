"""Reports and Word templates over REST."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.models import Assessment
from apps.core.doors import seen
from apps.core.media_types import DOCX, PDF, XLSX, ZIP
from apps.core.permissions import authorise
from apps.core.rest.doors import ListDoor
from apps.core.rest.files import FileDoor, file_response
from apps.evaluations.api.runs import CampaignDoor
from apps.evaluations.selectors import latest_numbered_run
from apps.organisations.choices import Power
from apps.organisations.models import Node, Zone, reach_of
from apps.reports.choices import ReportKind, Scope
from apps.reports.models import Report, ReportTemplate
from apps.reports.report_files import default_file, download, own_file
from apps.reports.reports_page import made_of
from apps.reports.serializers.reports import (
    NewReportSerializer,
    NewReportTemplateSerializer,
    PlaceholderSerializer,
    ReportSerializer,
    ReportTemplateSerializer,
)
from apps.reports.services.reports import Asked, delete_report, request_report
from apps.reports.services.templates import bring_template, end_template
from apps.reports.writing.placeholders import BY_KIND

NAMED = {Scope.ZONE: "zone", Scope.UNIT: "unit", Scope.BRANCH: "assessment"}
KIND = OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=ReportKind.values)


class ReportRows(CampaignDoor):
    """Reports of one campaign that the person may read."""

    serializer_class = ReportSerializer
    queryset = Report.objects.none()

    def get_queryset(self) -> QuerySet[Report]:
        return made_of(self.request.user, self.campaign)

    def get_serializer_context(self) -> dict[str, Any]:
        context = super().get_serializer_context()
        if getattr(self, "swagger_fake_view", False):
            return context
        newest = latest_numbered_run(self.campaign)
        return context | {"newest": newest.number if newest else 0}


class ReportList(ReportRows, ListDoor):
    """What was made of a campaign, newest first."""

    page_keys = ("-pk",)

    @extend_schema(request=NewReportSerializer, responses={202: ReportSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Have a report made of the last numbered run; the same one that is still being made is given back.

        422 for a file that the kind has not; 409 `no-run`, `no-reports`, `not-in-run` or `too-many`.
        """
        given = self.given(NewReportSerializer)
        language = given.pop("language", None) or get_language() or settings.LANGUAGE_CODE
        report = request_report(request.user, self.campaign, self.asked(given), language)
        return self.accepted(ReportSerializer, report, reverse("api:report", args=[slug, report.pk]))

    def asked(self, given: dict[str, Any]) -> Asked:
        """The rows that the body names; 404 for those that the person does not see."""
        person, committee = self.request.user, self.campaign.committee
        rows: dict[str, QuerySet[Any]] = {
            "zone": Zone.objects.filter(committee=committee),
            "unit": Node.objects.below(committee.path)
            .units()
            .filter(reach_of(person).where(Power.SEE, "path", "zone_id")),
            "assessment": Assessment.objects.visible_to(person).of(self.campaign),
        }
        name = NAMED.get(given["scope"], "")
        found = {name: seen(rows[name], pk=given[name])} if name in given else {}
        return Asked(given["kind"], given["scope"], given["format"], **found)


class ReportDetail(ReportRows):
    """One report."""

    def get(self, request: Request, slug: str, pk: int) -> Response:
        """How far it is, and where its file lies."""
        return self.answer(ReportSerializer, seen(self.get_queryset(), pk=pk))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """Throw one's own away; 409 `finished` once it is made, as it stays with its run."""
        delete_report(request.user, seen(self.get_queryset(), pk=pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReportFile(ReportRows, FileDoor):
    """A finished report."""

    @extend_schema(responses=file_response(PDF, DOCX, XLSX, ZIP))
    def get(self, request: Request, slug: str, pk: int) -> FileResponse:
        """The file as it was made; 404 before it is."""
        return download(seen(made_of(request.user, self.campaign).finished(), pk=pk))


class TemplateRows(CampaignDoor):
    """The committee's own templates, for who conducts the campaign."""

    serializer_class = ReportTemplateSerializer
    queryset = ReportTemplate.objects.none()

    def get_queryset(self) -> QuerySet[ReportTemplate]:
        authorise(self.request.user, "reports.keep_templates", self.campaign.committee)
        rows = ReportTemplate.objects.filter(committee=self.campaign.committee_id, ended_at=None)
        return rows.select_related("committee")


class ReportTemplateList(TemplateRows, ListDoor):
    """Templates in use; kinds without one are made of the template that ships."""

    page_keys = ("pk",)


class ReportTemplateFile(TemplateRows, FileDoor):
    """What one kind is made from."""

    @extend_schema(parameters=[KIND], responses=file_response(DOCX))
    def get(self, request: Request, slug: str, kind: str) -> FileResponse:
        """The committee's own template, else the one that ships."""
        own = self.get_queryset().filter(kind=kind).first()
        return own_file(own) if own else default_file(kind)


class ReportTemplateDetail(TemplateRows):
    """One kind's own template."""

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    @extend_schema(
        parameters=[KIND],
        request={"multipart/form-data": NewReportTemplateSerializer},
        responses=ReportTemplateSerializer,
    )
    def put(self, request: Request, slug: str, kind: str) -> Response:
        """Bring a template; 422 with every unknown placeholder and where it stands, or why it is not taken."""
        self.get_queryset()
        upload = self.given(NewReportTemplateSerializer)["file"]
        return self.answer(
            ReportTemplateSerializer, bring_template(request.user, self.campaign.committee, kind, upload)
        )

    @extend_schema(parameters=[KIND], responses={204: None})
    def delete(self, request: Request, slug: str, kind: str) -> Response:
        """Go back to the template that ships."""
        end_template(request.user, seen(self.get_queryset(), kind=kind))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReportPlaceholders(TemplateRows):
    """What a template of a kind may name."""

    pagination_class = None

    @extend_schema(parameters=[KIND], responses=PlaceholderSerializer(many=True))
    def get(self, request: Request, slug: str, kind: str) -> Response:
        """Every placeholder with its meaning and how it is typed; nothing for an unknown kind."""
        self.get_queryset()
        return Response(PlaceholderSerializer(BY_KIND.get(kind, ()), many=True).data)
