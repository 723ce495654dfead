"""Give out a finished file under its own name, as an attachment."""

from django.core.files.storage import default_storage
from django.http import FileResponse

from apps.evaluations.models import Paper


def download(paper: Paper) -> FileResponse:
    """The file as it was made; never shown inside a page."""
    kept = default_storage.open(paper.path, "rb")
    return FileResponse(kept, as_attachment=True, filename=paper.name, content_type=paper.content_type)


def content_of(paper: Paper) -> bytes:
    """The bytes of the file."""
    with default_storage.open(paper.path, "rb") as kept:
        return kept.read()
