"""Files out: the kept file as a download, our own pictures of it in a page; to nobody who may not see its uses."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from apps.core.doors import SignedInView, seen
from apps.evidence import shelf
from apps.evidence.models import EvidenceFile


class FileView(SignedInView):
    """A file at a place of the storage. Browsers ask again each time, so that a right that ended shows nothing."""

    def get(self, request: HttpRequest, pk: int, **wanted: Any) -> HttpResponse:
        file = seen(EvidenceFile.objects.visible_to(request.user), pk=pk)
        tag = shelf.tag_of(self.place(file, **wanted))
        answer = get_conditional_response(request, etag=tag) or self.answer(file, **wanted)
        answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
        return answer

    def place(self, file: EvidenceFile, **wanted: Any) -> str:
        """Where it lies."""
        raise NotImplementedError

    def answer(self, file: EvidenceFile, **wanted: Any) -> FileResponse:
        """One of our own pictures, for a page."""
        return shelf.picture(self.place(file, **wanted))


class Download(FileView):
    """The kept file itself, never shown in a page."""

    def place(self, file: EvidenceFile) -> str:
        return file.path

    def answer(self, file: EvidenceFile) -> FileResponse:
        return shelf.download(file)


class Thumbnail(FileView):
    """A picture of at most 240 px."""

    def place(self, file: EvidenceFile) -> str:
        if not file.thumbnail:
            raise Http404
        return file.thumbnail


class Picture(FileView):
    """The picture, or one of a document's first pages, counted from 1."""

    def place(self, file: EvidenceFile, number: int) -> str:
        if not 1 <= number <= len(file.pictures):
            raise Http404
        return file.pictures[number - 1]
