"""Kept files and our pictures of them over REST."""

from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from apps.core.doors import seen
from apps.core.rest.doors import Door
from apps.evidence import shelf
from apps.evidence.choices import ContentType
from apps.evidence.models import EvidenceFile

KEPT_FILE = {(200, kind): OpenApiTypes.BINARY for kind in ContentType.values}


class KeptRenderer(BaseRenderer):
    """Lets a client ask for a file of any kind; the door itself answers with it."""

    media_type = "*/*"
    format = "file"


class Files(Door):
    queryset = EvidenceFile.objects.none()
    renderer_classes = [KeptRenderer, JSONRenderer]

    def file(self) -> EvidenceFile:
        """The revision that the address names; 404 for unknown and invisible alike."""
        return seen(EvidenceFile.objects.visible_to(self.request.user), pk=self.kwargs["pk"])


class FileDownload(Files):
    """A kept file."""

    @extend_schema(responses=KEPT_FILE)
    def get(self, request: Request, pk: int) -> FileResponse:
        """The file as it is kept: pictures upright, without what their camera wrote into them."""
        return shelf.download(self.file())


class FilePicture(Files):
    """What a file looks like."""

    @extend_schema(responses={(200, ContentType.JPEG.value): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int, number: int) -> FileResponse:
        """The picture itself, or one of a document's first pages, counted from 1."""
        pictures = self.file().pictures
        if not 1 <= number <= len(pictures):
            raise Http404
        return shelf.picture(pictures[number - 1])
