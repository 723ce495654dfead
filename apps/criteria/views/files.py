"""Rulebooks as files: the text, and the criteria as a workbook."""

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse

from apps.core.doors import SignedInView
from apps.core.media_types import XLSX
from apps.criteria.editing.documents import book_of
from apps.criteria.editing.tables import write_criteria
from apps.criteria.views.doors import OwnDraft, OwnVersion


def text_file(text: str, name: str) -> HttpResponse:
    """The text to keep."""
    return FileResponse(BytesIO(text.encode()), as_attachment=True, filename=f"{name}.yaml", content_type="text/yaml")


def criteria_file(text: str, name: str) -> HttpResponse:
    """The criteria as a workbook."""
    body = BytesIO(write_criteria(book_of(text)))
    return FileResponse(body, as_attachment=True, filename=f"{name}-criteria.xlsx", content_type=XLSX)


class VersionFile(OwnVersion, SignedInView):
    """The text of a published version."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return text_file(self.version.text, f"{self.version.rulebook.slug}-{self.version.number}")


class DraftFile(OwnDraft, SignedInView):
    """The text of a draft."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return text_file(self.draft.text, f"{self.draft.slug}-draft")


class VersionCriteria(OwnVersion, SignedInView):
    """The criteria of a published version."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return criteria_file(self.version.text, self.version.rulebook.slug)


class DraftCriteria(OwnDraft, SignedInView):
    """The criteria of a draft."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return criteria_file(self.draft.text, self.draft.slug)
