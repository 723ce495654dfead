"""The audit record: whether it holds, and who did what, when, why, from what to what."""

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from apps.audit.models import RecordQuerySet
from apps.core.asked import whole
from apps.core.doors import SignedInPage, SignedInView
from apps.core.media_types import XLSX
from apps.core.permissions import authorise
from apps.evaluations.services import request_record_check
from apps.jobs.choices import Status
from apps.reports.acts import LABELS
from apps.reports.record_check import check_facts
from apps.reports.record_export import AT_ONCE, asked_rows, exports_of, newest_export, request_export, table, workbook
from apps.reports.record_rows import record_rows
from apps.reports.records import Asked
from apps.reports.selectors import records_for

PAGE = 50
MOST_PEOPLE = 200


class AuditPage(SignedInPage):
    """Acts of one's own subtree, newest first, narrowed by word, act, person, days and kind of change."""

    template_name = "reports/audit.html"

    def page(self) -> dict[str, Any]:
        person = self.request.user
        authorise(person, "organisations.read_audit")
        everything, asked = records_for(person), Asked.of(self.request.GET)
        rows, before = asked.narrow(everything), whole(self.request.GET.get("before"))
        if before:
            rows = rows.filter(pk__lt=before)
        found = list(rows.select_related("link").order_by("-pk")[: PAGE + 1])
        kept = asked.plain()
        return {
            "rows": record_rows(person, found[:PAGE]),
            "acts": [{"value": key, "label": label, "current": key == asked.act} for key, label in LABELS.items()],
            "people": people(everything, asked.actor),
            "asked": asked,
            "more": kept | {"before": found[PAGE - 1].pk} if len(found) > PAGE else None,
            "check": check_facts(person),
            "query": urlencode(kept),
            "export": export_facts(newest_export(person)),
        }


def people(rows: RecordQuerySet, chosen: int | None) -> list[dict[str, Any]]:
    """Who has done anything there, by name; the system itself last."""
    pairs = rows.order_by("actor_name", "actor_id").values_list("actor_id", "actor_name").distinct()[:MOST_PEOPLE]
    found = {pk or 0: name if pk else _("system") for pk, name in pairs}
    ordered = sorted(found, key=lambda pk: (pk == 0, found[pk]))
    return [{"value": pk, "label": found[pk], "current": pk == chosen} for pk in ordered]


def export_facts(job: Any) -> dict[str, Any] | None:
    """The person's newest large file: being made, ready, or failed."""
    if job is None or job.status == Status.STOPPED:
        return None
    is_ready = job.status == Status.DONE and "file" in job.result
    return {
        "is_ready": is_ready,
        "is_made": job.status in {Status.QUEUED, Status.RUNNING},
        "share": job.share,
        "rows": job.result.get("rows"),
        "error": job.error,
        "url": reverse("reports:audit-file", args=[job.pk]) if is_ready else "",
    }


class AuditWorkbook(SignedInView):
    """What the filters show as a workbook: at once where it is small, else by a job."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = Asked.of(request.GET)
        rows = asked_rows(request.user, asked)
        if rows.count() <= AT_ONCE:
            headers = {"Content-Disposition": 'attachment; filename="audit.xlsx"'}
            return HttpResponse(workbook(rows), content_type=XLSX, headers=headers)
        request_export(request.user, asked)
        messages.success(request, _("The file is being made; it will stand above the table."))
        return redirect(f"{reverse('reports:audit')}?{urlencode(asked.plain())}")


class AuditTable(SignedInView):
    """What the filters show as CSV."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        rows = asked_rows(request.user, Asked.of(request.GET))
        headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
        return StreamingHttpResponse(table(rows), content_type="text/csv; charset=utf-8", headers=headers)


class AuditFile(SignedInView):
    """A large workbook that a job has made, for who asked for it."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        authorise(request.user, "organisations.read_audit")
        job = exports_of(request.user).filter(pk=pk, status=Status.DONE).first()
        if job is None or "file" not in job.result:
            raise Http404
        return FileResponse(default_storage.open(job.result["file"]), as_attachment=True, filename="audit.xlsx")


class AuditCheck(SignedInView):
    """Go over the whole record now."""

    def post(self, request: HttpRequest) -> HttpResponse:
        request_record_check(request.user)
        messages.success(request, _("The record is being checked; what is found will stand here."))
        return redirect("reports:audit")
