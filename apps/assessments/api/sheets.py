"""Sheets over REST: marks by criterion, changed only by who names the version that they saw."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.assessments import AssessmentRows
from apps.assessments.duties import may_read_sheet
from apps.assessments.hiding import Names
from apps.assessments.lines import has_sheet, lines_of
from apps.assessments.models import Assessment, Revision, Sheet
from apps.assessments.refining import rules_for
from apps.assessments.serializers import MarksSerializer, RevisionSerializer, SheetSerializer
from apps.assessments.services import Change, save_marks
from apps.assessments.sheet_page import lines_by_code
from apps.assessments.values import CHOSEN, read_value, unreadable, written
from apps.core.errors import Conflict, DomainError
from apps.core.rest.doors import ListDoor
from apps.criteria.selectors import rulebook_of
from apps.rating.points import parse_points
from apps.rating.rulebook import Criterion, Rulebook

HEADER, PATH = OpenApiParameter.HEADER, OpenApiParameter.PATH
PARTY = OpenApiParameter("party", str, PATH, description="Whose sheet: a party of the rulebook, such as “superior”.")
ETAG = OpenApiParameter("ETag", str, HEADER, response=[200], description='The sheet\'s version, such as "3".')
IF_MATCH = OpenApiParameter("If-Match", str, HEADER, required=True, description="The ETag of the sheet as you saw it.")
IF_NONE_MATCH = OpenApiParameter("If-None-Match", str, HEADER, description="304 while the sheet has this ETag.")
TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


class VersionNeeded(DomainError):
    """Nobody writes over a sheet unseen."""

    status = 428
    code = "if-match-needed"


class SheetRows(AssessmentRows):
    @cached_property
    def rated(self) -> Assessment:
        """The assessment that the address names, looked up once."""
        return self.assessment()

    def party(self) -> str:
        """The party that the address names."""
        rules = rulebook_of(self.rated.round.rulebook_version)
        party = self.kwargs["party"]
        if not has_sheet(rules, party) or not may_read_sheet(self.request.user, self.rated, party):
            raise Http404
        return party


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
        assessment = self.rated
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
        assessment, party, version = self.rated, self.party(), seen_version(request)
        given = self.given(MarksSerializer)
        marks = values_of(rules_for(assessment), given["marks"])
        changes = {code: Change(mark, given["reason"]) for code, mark in marks.items()}
        try:
            sheet = save_marks(request.user, assessment=assessment, party=party, changes=changes, version=version)
        except Conflict as error:
            lines = lines_by_code(rules_for(assessment))
            raise Conflict(error.message, details=spoken(lines, error.details)) from error
        return self.sheet(assessment, sheet)

    def sheet(self, assessment: Assessment, sheet: Sheet) -> Response:
        """The sheet with every line that this party has for this branch, and its version as ETag."""
        rules, marks = rules_for(assessment), sheet.typed
        body = {
            "assessment": assessment.pk,
            "party": sheet.party,
            "version": sheet.version,
            "changed_at": sheet.changed_at,
            "marks": {
                line.code: said(line, marks.get(line.code))
                for line in lines_of(rules, assessment.branch_type, sheet.party)
            },
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


def values_of(rules: Rulebook, given: Mapping[str, str | None]) -> dict[str, int | None]:
    """Hundredths of what was sent for each line; refuses what a line does not take. Unknown codes go through."""
    lines, found = lines_by_code(rules), {}
    for code, text in given.items():
        try:
            found[code] = None if text is None else value_of(lines.get(code), text)
        except ValueError as error:
            message = unreadable(lines[code]) if code in lines else _("Send points as decimal text, such as “18.5”.")
            raise ValidationError({"marks": {code: [message]}}) from error
    return found


def value_of(line: Criterion | None, text: str) -> int | None:
    """Hundredths of decimal text, the number of a choice; a line that nobody knows takes points."""
    return parse_points(text) if line is None or line.kind not in CHOSEN else read_value(line, text)


def said(line: Criterion, mark: int | None) -> str | None:
    """A mark as it is sent: decimal text, or the word of a choice."""
    return None if mark is None else written(line, mark)


def spoken(lines: Mapping[str, Criterion], details: dict[str, Any]) -> dict[str, Any]:
    """Both values of a conflict as they are sent."""
    marks = {
        code: both | {side: said(lines[code], both[side]) for side in ("theirs", "mine")}
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
        return Revision.objects.filter(sheet__assessment=self.rated, sheet__party=self.party()).select_related("sheet")

    def get_serializer_context(self) -> dict[str, Any]:
        if getattr(self, "swagger_fake_view", False):
            return super().get_serializer_context()
        return super().get_serializer_context() | {"names": Names(self.request.user, self.rated.campaign)}

    @extend_schema(parameters=[PARTY])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The typed changes of one party's sheet, newest first."""
        return super().get(request, *args, **kwargs)
