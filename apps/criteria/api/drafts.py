"""Drafts over REST: begun, read, changed by who names the revision they saw, checked, tried, published, deleted."""

import re
from typing import Any

from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.errors import DomainError, Refused
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.files import WORKBOOK_RESPONSE, FileDoor
from apps.criteria.draft_serializers import (
    CriteriaFileSerializer,
    DraftChangeSerializer,
    DraftDetailSerializer,
    DraftSerializer,
    FindingsSerializer,
    NewDraftSerializer,
    RevisionSerializer,
    TrialSerializer,
)
from apps.criteria.editing.checks import findings_of
from apps.criteria.editing.documents import book_of
from apps.criteria.editing.tables import write_criteria
from apps.criteria.editing.trial import try_draft
from apps.criteria.models import Draft, DraftQuerySet
from apps.criteria.serializers import VersionSerializer
from apps.criteria.services import (
    DraftChange,
    begin_draft,
    bring_in_criteria,
    change_draft,
    delete_draft,
    publish_draft,
)
from apps.criteria.trials import material_for

HEADER = OpenApiParameter.HEADER
ETAG = OpenApiParameter("ETag", str, HEADER, response=[200], description='The draft\'s revision, such as "3".')
IF_MATCH = OpenApiParameter("If-Match", str, HEADER, required=True, description="The ETag of the draft as you saw it.")
TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


class RevisionNeeded(DomainError):
    """Nobody writes over a draft unseen."""

    status = 428
    code = "if-match-needed"


class DraftRows(Door):
    serializer_class = DraftSerializer

    def get_queryset(self) -> DraftQuerySet:
        rows = Draft.objects.visible_to(self.request.user)
        return rows.select_related("committee", "based_on__rulebook")

    def draft(self) -> Draft:
        """The draft that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])

    def shown(self, draft: Draft) -> Response:
        """The draft with its text and its ETag."""
        return self.answer(DraftDetailSerializer, draft, headers={"ETag": tag_of(draft)})


class DraftList(DraftRows, ListDoor):
    """Drafts of the committees whose campaigns one conducts, the newest made first."""

    page_keys = ("-pk",)

    @extend_schema(request=NewDraftSerializer, responses={201: DraftDetailSerializer})
    def post(self, request: Request) -> Response:
        """Begin a draft: a copy of a published version under next year's name, a text, or the smallest rulebook."""
        draft = begin_draft(request.user, **self.given(NewDraftSerializer))
        url = reverse("api:rulebook-draft", args=[draft.pk])
        return self.made(DraftDetailSerializer, draft, url, ETag=tag_of(draft))


class DraftDetail(DraftRows):
    """One draft."""

    errors = {"PATCH": {428}}

    @extend_schema(parameters=[ETAG], responses=DraftDetailSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """One draft with its text; the revision as ETag."""
        return self.shown(self.draft())

    @extend_schema(parameters=[IF_MATCH, ETAG], request=DraftChangeSerializer, responses=DraftDetailSerializer)
    def patch(self, request: Request, pk: int) -> Response:
        """Save a new text, whole or not yet, and reasons for criteria that differ from the base.

        Needs `If-Match` with the ETag that was read: 428 without it. Where somebody saved since, nothing is written
        and the answer is 409 `conflict`, with the text that stands and its revision in `details`.
        """
        draft, revision = self.draft(), seen_revision(request)
        given = self.given(DraftChangeSerializer)
        change_draft(request.user, draft, DraftChange(given.get("text"), given["reasons"]), revision)
        return self.shown(self.draft())

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Delete the draft; the record keeps its text."""
        delete_draft(request.user, self.draft())
        return Response(status=204)


class DraftCheck(DraftRows):
    """What a draft lacks."""

    @extend_schema(responses=FindingsSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Every fault and reminder with its line, field and remedy, and the criteria that need a reason."""
        return self.answer(FindingsSerializer, findings_of(self.draft()))


class DraftTrial(DraftRows):
    """What a draft would give."""

    @extend_schema(responses=TrialSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Levels before and after on the newest run's marks, and who moves; 409 while the text is no rulebook."""
        draft = self.draft()
        rules = findings_of(draft).rules
        if rules is None:
            raise Refused(_("The trial runs as soon as nothing is left to mend."), code="faults")
        trial = try_draft(draft, rules, material_for(request.user, draft.committee))
        return self.answer(TrialSerializer, trial)


class DraftPublish(DraftRows):
    """The end of a draft."""

    @extend_schema(request=RevisionSerializer, responses={201: VersionSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Freeze the draft as the next version of its name; 409 `faults` while anything is to be mended."""
        version = publish_draft(request.user, self.draft(), self.given(RevisionSerializer)["revision"])
        return self.made(VersionSerializer, version, reverse("api:rulebook", args=[version.pk]))


class DraftWorkbook(DraftRows, FileDoor):
    """The criteria as a workbook."""

    @extend_schema(responses=WORKBOOK_RESPONSE)
    def get(self, request: Request, pk: int) -> FileResponse:
        """The criteria of the draft, a row each."""
        draft = self.draft()
        return self.file(write_criteria(book_of(draft.text)), f"{draft.slug}-criteria.xlsx")


class DraftImport(DraftRows):
    """Criteria from a workbook."""

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    @extend_schema(request={"multipart/form-data": CriteriaFileSerializer}, responses=DraftDetailSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Bring criteria in from a workbook, all rows or none; 422 names every cell that cannot be taken."""
        draft, given = self.draft(), self.given(CriteriaFileSerializer)
        bring_in_criteria(
            request.user,
            draft,
            content=given["file"].read(),
            file_name=given["file"].name,
            revision=given["revision"],
            is_whole=given["is_whole"],
        )
        return self.shown(self.draft())


def tag_of(draft: Draft) -> str:
    """The draft's revision as an ETag."""
    return f'"{draft.revision}"'


def seen_revision(request: Request) -> int:
    """The revision that the client saw; 0, which no draft has, for a tag that was never given here."""
    given = request.headers.get("If-Match", "").strip()
    if given in {"", "*"}:
        raise RevisionNeeded(_("Send the draft's ETag as If-Match, so that nobody's words are written over unseen."))
    found = TAG.fullmatch(given)
    return int(found[1]) if found else 0
