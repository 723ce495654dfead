"""Imports over REST: bring a file in, read its dry run, write, drop, undo."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.filters import ImportFilter
from apps.assessments.imports import MAX_BYTES, confirm_import, content_of, drop_import, start_import
from apps.assessments.models import Import
from apps.assessments.serializers import ImportDetailSerializer, ImportSerializer, NewImportSerializer, fault_of
from apps.assessments.undoing import undo_import
from apps.core.doors import seen
from apps.core.errors import Refused
from apps.core.media_types import ANY_FILE
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.files import FILE_RESPONSE, WORKBOOK_RESPONSE, FileDoor
from apps.criteria.marks import annotate


class ImportRows(Door):
    serializer_class = ImportSerializer

    def get_queryset(self) -> QuerySet[Import]:
        rows = Import.objects.visible_to(self.request.user)
        return rows.select_related("campaign__committee", "campaign__rulebook_version", "committee")

    def imported(self) -> Import:
        """The import that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])

    def url(self, imported: Import) -> str:
        return reverse("api:import", args=[imported.pk])


class ImportList(ImportRows, ListDoor):
    """Imports of one's committees, newest first."""

    filterset_class = ImportFilter
    page_keys = ("-pk",)

    def get_queryset(self) -> QuerySet[Import]:
        return super().get_queryset().defer("report", "made")

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    @extend_schema(request={"multipart/form-data": NewImportSerializer}, responses={202: ImportDetailSerializer})
    def post(self, request: Request) -> Response:
        """Bring a file in; its dry run begins in the background.

        Look at `Location` until `status` is not `checking`.
        """
        given = self.given(NewImportSerializer)
        file = given.pop("file")
        # One byte more than is taken tells the service that there is more, without reading all of it.
        imported = start_import(request.user, content=file.read(MAX_BYTES + 1), file_name=file.name, **given)
        return self.accepted(ImportDetailSerializer, imported, self.url(imported))


class ImportDetail(ImportRows):
    """One import."""

    @extend_schema(responses=ImportDetailSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """One import with the report of its dry run: every fault by row and column, and what would be written."""
        return self.answer(ImportDetailSerializer, self.imported())


class ImportWrite(ImportRows):
    """The real run."""

    @extend_schema(request=None, responses={202: ImportDetailSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Write an import whose dry run found no fault, all of it or nothing, in the background."""
        imported = confirm_import(request.user, self.imported())
        return self.accepted(ImportDetailSerializer, imported, self.url(imported))


class ImportDrop(ImportRows):
    """Not this file."""

    @extend_schema(request=None, responses=ImportDetailSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Decide that the file is not imported; nothing was written."""
        drop_import(request.user, self.imported())
        return self.answer(ImportDetailSerializer, self.imported())


class ImportUndo(ImportRows):
    """The whole import back."""

    @extend_schema(request=None, responses=ImportDetailSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Put back every mark and fact as it was, and take away what the import made; 409 tells why it must stay."""
        undo_import(request.user, self.imported())
        return self.answer(ImportDetailSerializer, self.imported())


class ImportFile(ImportRows, FileDoor):
    """The file itself."""

    @extend_schema(responses=FILE_RESPONSE)
    def get(self, request: Request, pk: int) -> FileResponse:
        """The file as it was uploaded."""
        imported = self.imported()
        return self.file(content_of(imported), imported.file_name, ANY_FILE)


class ImportAnnotated(ImportRows, FileDoor):
    """The file with its faults."""

    errors = {"GET": {409}}

    @extend_schema(responses=WORKBOOK_RESPONSE)
    def get(self, request: Request, pk: int) -> FileResponse:
        """The file again as a workbook, every faulty cell boxed and with its remedy."""
        imported = self.imported()
        report = imported.report
        if not report.get("faults"):
            raise Refused(_("The dry run found no fault in this file, or has not ended yet."), code="no-faults")
        faults = [fault_of(fault) for fault in report["faults"]]
        body = annotate(content_of(imported), imported.file_name, report["sheet"], faults)
        return self.file(body, _("annotated-%(name)s.xlsx") % {"name": imported.file_name.rpartition(".")[0]})
