"""Which file is given out: a finished report, a committee's template, the template that ships?"""

from io import BytesIO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from apps.core.media_types import DOCX
from apps.core.typesetting import TEMPLATES
from apps.reports.choices import ReportKind
from apps.reports.models import Report, ReportTemplate


def download(report: Report) -> FileResponse:
    """The file as it was made; never shown inside a page."""
    kept = default_storage.open(report.path, "rb")
    return FileResponse(kept, as_attachment=True, filename=report.name, content_type=report.content_type)


def own_file(template: ReportTemplate) -> FileResponse:
    """A committee's own template, as it was brought."""
    body = default_storage.open(template.path, "rb")
    return FileResponse(body, as_attachment=True, filename=template.name, content_type=DOCX)


def default_file(kind: str) -> FileResponse:
    """The template that ships, to start from; 404 for an unknown kind."""
    if kind not in ReportKind.values:
        raise Http404
    body = (TEMPLATES / f"report-{kind}.docx").read_bytes()
    return FileResponse(BytesIO(body), as_attachment=True, filename=f"report-{kind}.docx", content_type=DOCX)
