"""Sheets over REST: marks by criterion, changed only by who names the version that they saw."""

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.assessments import AssessmentRows
from apps.assessments.choices import Party
from apps.assessments.models import Assessment, Revision, Sheet
from apps.assessments.serializers import MarksSerializer, RevisionSerializer, SheetSerializer
from apps.assessments.services import Change, save_marks
from apps.core.errors import Conflict, DomainError
from apps.core.rest.doors import ListDoor
from apps.criteria.selectors import rulebook_of
from apps.rating.points import show_points

HEADER, PATH = OpenApiParameter.HEADER, OpenApiParameter.PATH
PARTY = OpenApiParameter("party", str, PATH, enum=Party.values, description="Whose sheet.")
ETAG = OpenApiParameter("ETag", str, HEADER, response=[200], description='The sheet\'s version, such as "3".')
IF_MATCH = OpenApiParameter("If-Match", str, HEADER, required=True, description="The ETag of the sheet as you saw it.")
IF_NONE_MATCH = OpenApiParameter("If-None-Match", str, HEADER, description="304 while the sheet has this ETag.")
TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


class VersionNeeded(DomainError):
    """Nobody writes over a sheet unseen."""

    status = 428
    code = "if-match-needed"


class SheetRows(AssessmentRows):
    def party(self) -> str:
        """The party that the address names."""
        if self.kwargs["party"] not in Party.values:
            raise Http404
        return self.kwargs["party"]


class SheetDetail(SheetRows):
    """One party's sheet of one branch."""

    errors = {"PATCH": {428}}

    @extend_schema(
        parameters=[PARTY, IF_NONE_MATCH, ETAG],
        responses={200: SheetSerializer, 304: None},
        operation_id="assessments_sheets_retrieve",
    )
    def get(self, request: Request, pk: int, party: str) -> Response:
        """The marks of one party, as decimal text by criterion, with the version as ETag."""
        assessment = self.assessment()
        sheet = assessment.sheets.filter(party=self.party()).first() or Sheet(assessment=assessment, party=party)
        if tag_of(sheet) in request.headers.get("If-None-Match", ""):
            return Response(status=304, headers={"ETag": tag_of(sheet)})
        return self.sheet(assessment, sheet)

    @extend_schema(
        parameters=[PARTY, IF_MATCH, ETAG],
        request=MarksSerializer,
        responses=SheetSerializer,
        operation_id="assessments_sheets_partial_update",
    )
    def patch(self, request: Request, pk: int, party: str) -> Response:
        """Write marks, each with a revision; all of them or none.

        Needs `If-Match` with the ETag that was read: 428 without it. Where somebody changed the sheet since, nothing
        is written and the answer is 409 `conflict` (never 412), with `details.version`, the version as it stands, and
        `details.marks`: by criterion `theirs`, `mine`, `by` and `at`. Choose, and send again with that version.
        """
        assessment, party, version = self.assessment(), self.party(), seen_version(request)
        given = self.given(MarksSerializer)
        changes = {code: Change(points, given["reason"]) for code, points in given["marks"].items()}
        try:
            sheet = save_marks(request.user, assessment=assessment, party=party, changes=changes, version=version)
        except Conflict as error:
            raise Conflict(error.message, details=spoken(error.details)) from error
        return self.sheet(assessment, sheet)

    def sheet(self, assessment: Assessment, sheet: Sheet) -> Response:
        """The sheet with every criterion of its rulebook, and its version as ETag."""
        rules = rulebook_of(assessment.round.rulebook_version)
        body = {
            "assessment": assessment.pk,
            "party": sheet.party,
            "version": sheet.version,
            "changed_at": sheet.changed_at,
            "marks": {criterion.code: sheet.marks.get(criterion.code) for criterion in rules.criteria},
        }
        return self.answer(SheetSerializer, body, headers={"ETag": tag_of(sheet)})


def tag_of(sheet: Sheet) -> str:
    """The sheet's version as an ETag."""
    return f'"{sheet.version}"'


def seen_version(request: Request) -> int:
    """The version that the client saw; −1, which no sheet has, for a tag that was never given here."""
    given = request.headers.get("If-Match", "").strip()
    if given in {"", "*"}:
        message = _("Send the sheet's ETag as If-Match, so that nobody's marks are written over unseen.")
        raise VersionNeeded(message)
    found = TAG.fullmatch(given)
    return int(found[1]) if found else -1


def spoken(details: dict[str, Any]) -> dict[str, Any]:
    """Both values of a conflict as decimal text."""
    marks = {
        code: both | {side: None if both[side] is None else show_points(both[side]) for side in ("theirs", "mine")}
        for code, both in details["marks"].items()
    }
    return details | {"marks": marks}


class RevisionList(SheetRows, ListDoor):
    """The typed changes of one party's sheet, newest first."""

    serializer_class = RevisionSerializer
    page_keys = ("-pk",)

    def get_queryset(self) -> QuerySet[Revision]:
        if getattr(self, "swagger_fake_view", False):
            return Revision.objects.none()
        return Revision.objects.filter(sheet__assessment=self.assessment(), sheet__party=self.party())

    @extend_schema(parameters=[PARTY])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The typed changes of one party's sheet, newest first."""
        return super().get(request, *args, **kwargs)
