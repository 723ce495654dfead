"""The audit record over REST: acts, files of them, and going over the whole of it."""

from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.audit.models import Check, RecordQuerySet
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.files import WORKBOOK_RESPONSE, FileDoor
from apps.evaluations.services import request_record_check
from apps.jobs.choices import Status
from apps.reports.filters import RecordFilter
from apps.reports.record_export import exports_of, request_export
from apps.reports.records import Asked
from apps.reports.selectors import records_for
from apps.reports.serializers.operations import JobSerializer, RecordSerializer
from apps.reports.serializers.records import CheckSerializer, RecordExportSerializer


class RecordDoor(Door):
    """Only for who reads the record somewhere."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Asks the office first."""
        super().initial(request, *args, **kwargs)
        authorise(request.user, "organisations.read_audit")


class RecordList(RecordDoor, ListDoor):
    """The audit record of one's subtrees, newest first; acts are added, never changed."""

    serializer_class = RecordSerializer
    filterset_class = RecordFilter
    page_keys = ("-pk",)

    def get_queryset(self) -> RecordQuerySet:
        return records_for(self.request.user).select_related("link")


class RecordExportList(RecordDoor):
    """Large files of acts."""

    serializer_class = RecordExportSerializer

    @extend_schema(responses={202: JobSerializer})
    def post(self, request: Request) -> Response:
        """Have the acts that are asked for written into a workbook; at most 50,000, fewer days where there are more."""
        given = self.given(RecordExportSerializer)
        job = request_export(request.user, Asked(**given))
        return self.accepted(JobSerializer, job, reverse("api:record-export", args=[job.pk]))


class RecordExportFile(RecordDoor, FileDoor):
    """A file that was asked for."""

    @extend_schema(responses=WORKBOOK_RESPONSE)
    def get(self, request: Request, pk: int) -> FileResponse:
        """The workbook, for who asked for it; 404 until it is made."""
        job = exports_of(request.user).filter(pk=pk, status=Status.DONE).first()
        if job is None or "file" not in job.result:
            raise Http404
        with default_storage.open(job.result["file"]) as file:
            return self.file(file.read(), "audit.xlsx")


class RecordCheckList(RecordDoor, ListDoor):
    """What going over the whole record found, newest first; faults of one's own subtrees."""

    serializer_class = CheckSerializer
    page_keys = ("-pk",)

    def get_queryset(self) -> QuerySet[Check]:
        return Check.objects.all()

    @extend_schema(request=None, responses={202: None})
    def post(self, request: Request) -> Response:
        """Go over the whole record in the background; what is found stands in this list when it is done."""
        request_record_check(request.user)
        place = request.build_absolute_uri(reverse("api:record-checks"))
        return Response(status=202, headers={"Location": place})
