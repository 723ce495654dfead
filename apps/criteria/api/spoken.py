"""Rulebooks in words over REST: read aloud, and compared."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.asked import whole
from apps.core.doors import seen
from apps.criteria.api.drafts import DraftRows
from apps.criteria.api.versions import VersionRows
from apps.criteria.draft_serializers import ComparisonSerializer, SpokenBookSerializer
from apps.criteria.editing.comparing import compare_texts
from apps.criteria.editing.documents import book_of
from apps.criteria.editing.speaking.book import all_lines
from apps.criteria.models import RulebookVersion

WITH = OpenApiParameter("with", int, description="The older version; without it the one that it is based on.")


def compared(request: Request, usual: RulebookVersion | None, new: str) -> dict[str, Any]:
    """The things in which a text differs from the version asked for."""
    asked, old = whole(request.query_params.get("with")), usual
    if asked is not None:
        old = seen(RulebookVersion.objects.visible_to(request.user).select_related("rulebook"), pk=asked)
    return {"old": old, "things": compare_texts(old.text, new) if old else []}


class VersionAloud(VersionRows):
    """A version as sentences."""

    @extend_schema(responses=SpokenBookSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Every rule of a version as a sentence, in the reader's language."""
        version = seen(self.get_queryset(), pk=pk)
        return self.answer(SpokenBookSerializer, {"sentences": all_lines(book_of(version.text))})


class VersionCompare(VersionRows):
    """A version against an older one."""

    @extend_schema(parameters=[WITH], responses=ComparisonSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """What a version added, removed and changed, in words."""
        version = seen(self.get_queryset().select_related("based_on__rulebook"), pk=pk)
        return self.answer(ComparisonSerializer, compared(request, version.based_on, version.text))


class DraftAloud(DraftRows):
    """A draft as sentences."""

    @extend_schema(responses=SpokenBookSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Every rule of a draft as a sentence, in the reader's language."""
        return self.answer(SpokenBookSerializer, {"sentences": all_lines(book_of(self.draft().text))})


class DraftCompare(DraftRows):
    """A draft against an older version."""

    @extend_schema(parameters=[WITH], responses=ComparisonSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """What a draft adds, removes and changes, in words."""
        draft = self.draft()
        return self.answer(ComparisonSerializer, compared(request, draft.based_on, draft.text))
