"""The acts that somebody asks for as a file: small ones at once, large ones by a job."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.models import Record, RecordQuerySet
from apps.core.errors import Refused
from apps.core.permissions import authorise
from apps.core.tables import stream_csv, write_xlsx
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce
from apps.reports.acts import act_label
from apps.reports.record_rows import chain_value, in_one_line
from apps.reports.records import Asked
from apps.reports.selectors import records_for

AT_ONCE, MOST = 5_000, 50_000
KIND = "export-audit"
CHUNK = 1_000
KEPT = timedelta(days=1)
WIDTHS = [20, 12, 22, 36, 30, 30, 30, 68]


def headings() -> list[str]:
    return [
        *(_("When"), _("Who"), _("Act"), _("Subject")),
        *(_("Before"), _("After"), _("Reason"), _("Chain value")),
    ]


def asked_rows(person: Any, asked: Asked) -> RecordQuerySet:
    """What a file holds, newest first. Refuses who reads no record, and more than 50,000 acts."""
    authorise(person, "organisations.read_audit")
    rows = asked.narrow(records_for(person))
    if rows[: MOST + 1].count() > MOST:
        message = _("More than %(n)s acts: narrow them by days first.") % {"n": MOST}
        raise Refused(message, code="too-many")
    return rows.select_related("link").order_by("-pk")


def lines(rows: RecordQuerySet, step: Callable[[int], None] = lambda _done: None) -> Iterator[list[Any]]:
    """The cells of each act; `step` hears how many are done."""
    for done, record in enumerate(rows.iterator(chunk_size=CHUNK)):
        if done % CHUNK == 0:
            step(done)
        yield cells(record)


def cells(record: Record) -> list[Any]:
    at = timezone.localtime(record.at)
    before, after = in_one_line(record, "before"), in_one_line(record, "after")
    who, act = record.actor_name or _("system"), act_label(record.act)
    facts = [f"{at:%Y-%m-%d %H:%M:%S}", who, act, record.object_label]
    return [*facts, before, after, record.reason, chain_value(record)]


def workbook(rows: RecordQuerySet, step: Callable[[int], None] = lambda _done: None) -> bytes:
    """The acts as a workbook."""
    return write_xlsx(headings(), lines(rows, step), _("Record of acts"), widths=WIDTHS)


def table(rows: RecordQuerySet) -> Iterator[bytes]:
    """The acts as CSV, as they are read."""
    return stream_csv(headings(), lines(rows))


def request_export(actor: Any, asked: Asked) -> Job:
    """Have a workbook made in the background; one at a time for each person."""
    asked_rows(actor, asked)
    payload = {"asked": asked.plain()}
    return announce(KIND, actor.pk, _("Record of acts"), actor=actor, payload=payload)


def do_export(job: Job, progress: Progress) -> dict:
    """Handler of `export-audit`: makes the file, and throws those of days before away."""
    person = get_user_model().objects.get(pk=job.announced_by)
    rows = asked_rows(person, Asked.of(job.payload["asked"]))
    total = rows.count()
    body = workbook(rows, lambda done: progress("write", done, total))
    throw_away()
    name = default_storage.save(f"exports/audit-{job.pk}.xlsx", ContentFile(body))
    return {"file": name, "rows": total}


def throw_away() -> None:
    """Files that were made more than a day ago."""
    old = Job.objects.filter(kind=KIND, finished_at__lt=timezone.now() - KEPT)
    for job in old:
        if name := job.result.pop("file", ""):
            default_storage.delete(name)
            Job.objects.filter(pk=job.pk).update(result=job.result)


def exports_of(person: Any) -> Any:
    """The person's own files and what is being made, newest first."""
    return Job.objects.filter(kind=KIND, announced_by=person.pk).order_by("-pk")


def newest_export(person: Any) -> Job | None:
    """What the page shows: being made, or ready to fetch."""
    return exports_of(person).filter(queued_at__gte=timezone.now() - KEPT).first()
