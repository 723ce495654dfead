"""Workbooks of entries over REST: tried, written, dropped, undone."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.rest.doors import Door, ListDoor
from apps.ledgers import services
from apps.ledgers.models import EntryImport
from apps.ledgers.serializers import EntryImportSerializer, NewEntryImportSerializer
from apps.ledgers.services.imports import MAX_BYTES


class EntryImportRows(Door):
    serializer_class = EntryImportSerializer

    def get_queryset(self) -> QuerySet[EntryImport]:
        return EntryImport.objects.visible_to(self.request.user).select_related("committee")

    def imported(self) -> EntryImport:
        """The import that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])


class EntryImportList(EntryImportRows, ListDoor):
    """One's own imports, and those of committees where one runs campaigns, newest first."""

    page_keys = ("-pk",)

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    @extend_schema(request={"multipart/form-data": NewEntryImportSerializer}, responses={201: EntryImportSerializer})
    def post(self, request: Request) -> Response:
        """Try a workbook: every fault by row and column, and what would be written. Nothing is written yet."""
        given = self.given(NewEntryImportSerializer)
        file = given["file"]
        content = file.read(MAX_BYTES + 1)
        imported = services.start_import(
            request.user, given["ledger"], given["committee"], content=content, file_name=file.name
        )
        return self.made(EntryImportSerializer, imported, reverse("api:entry-import", args=[imported.pk]))


class EntryImportDetail(EntryImportRows):
    """One import."""

    def get(self, request: Request, pk: int) -> Response:
        """One import with its faults."""
        return self.answer(EntryImportSerializer, self.imported())


class EntryImportWrite(EntryImportRows):
    """The real run."""

    @extend_schema(request=None, responses=EntryImportSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Write it, all or nothing; with a fault that arose meanwhile nothing is written and `status` is faulty."""
        return self.answer(EntryImportSerializer, services.write_import(request.user, self.imported()))


class EntryImportDrop(EntryImportRows):
    """Not this file."""

    @extend_schema(request=None, responses=EntryImportSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Decide that it is not brought in."""
        return self.answer(EntryImportSerializer, services.drop_import(request.user, self.imported()))


class EntryImportUndo(EntryImportRows):
    """Taken back."""

    @extend_schema(request=None, responses=EntryImportSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Take the whole import back; 409 where somebody changed one of its entries since."""
        return self.answer(EntryImportSerializer, services.undo_import(request.user, self.imported()))
