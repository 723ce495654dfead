"""Files over REST: answered as they are, while refusals stay JSON."""

from io import BytesIO

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import BaseRenderer, JSONRenderer

from apps.core.media_types import ANY_FILE, XLSX
from apps.core.rest.doors import Door

WORKBOOK_RESPONSE = {(200, XLSX): OpenApiTypes.BINARY}
FILE_RESPONSE = {(200, ANY_FILE): OpenApiTypes.BINARY}


def file_response(*media_types: str) -> dict[tuple[int, str], OpenApiTypes]:
    """How a door describes the kinds of file that it answers with."""
    return {(200, each): OpenApiTypes.BINARY for each in media_types}


class WorkbookRenderer(BaseRenderer):
    """Lets a client ask for .xlsx; the door itself makes the file."""

    media_type = XLSX
    format = "xlsx"


class FileRenderer(WorkbookRenderer):
    """Lets a client ask for a file of any kind."""

    media_type = ANY_FILE
    format = "file"


class FileDoor(Door):
    """A door that answers with a file to keep."""

    renderer_classes = [WorkbookRenderer, FileRenderer, JSONRenderer]

    def file(self, body: bytes, name: str, media_type: str = XLSX) -> FileResponse:
        """The file, never shown in a page."""
        return FileResponse(BytesIO(body), as_attachment=True, filename=name, content_type=media_type)
