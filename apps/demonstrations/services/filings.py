"""Workbooks of applications and of progress: tried first with every fault by row and column, then written as a whole.

The trial does what writing does, and takes it back: so every rule holds in both, also between rows.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.asked import whole
from apps.core.errors import DomainError, Invalid, Refused
from apps.core.permissions import authorise
from apps.core.tables import TableError, narrow
from apps.demonstrations.applicants import Applicants
from apps.demonstrations.asking import ANSWER
from apps.demonstrations.choices import FilingKind, FilingStatus, ProgrammeKind
from apps.demonstrations.filing_table import RowFault, keys_of, placed, read_rows, title_of
from apps.demonstrations.models import Batch, Candidate, Filing
from apps.demonstrations.services.applications import begin, save, submit
from apps.demonstrations.services.progress import report_progress
from apps.ledgers.values import ValueFault

MAX_BYTES = 5 * 1024 * 1024
MOST_FAULTS = 300
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T00:00:00| 00:00:00)?")


class TakenBack(Exception):
    """Ends a transaction whose writing was only tried."""


def start_filing(actor: Any, batch: Batch, kind: str, *, content: bytes, file_name: str) -> Filing:
    """Read a file and try it; nothing is written. Refuses what is no table, and who applies for nobody."""
    authorise(actor, "demonstrations.apply")
    require_kind(batch, kind)
    if len(content) > MAX_BYTES:
        message = _("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 2**20}
        raise Invalid(message, details={"file": [message]})
    try:
        reading = read_rows(batch.programme, kind, content, file_name)
    except TableError as error:
        raise Invalid(error.message, code=error.code, details={"file": [str(error.message)]}) from error
    filing = Filing(batch=batch, kind=kind, file_name=file_name[:200], by=actor.pk, by_name=actor.name)
    filing.digest = hashlib.sha256(content).hexdigest()
    filing.rows = [[number, cells] for number, cells in reading.rows]
    titles = {key: title_of(batch.programme, kind, key) for key in keys_of(batch.programme, kind)}
    filing.report = reading.places() | {"titles": titles, "left_out": reading.left_out}
    faults = [fault.kept() for fault in reading.faults]
    filing.report |= {"faults": faults, "written": 0, "same": 0} if faults else tried(actor, filing)
    filing.status = FilingStatus.FAULTY if filing.report["faults"] else FilingStatus.READY
    filing.save()
    return filing


def require_kind(batch: Batch, kind: str) -> None:
    """Refuse reports of progress for what is no project."""
    if kind not in FilingKind.values:
        raise Invalid(_("There is no such kind of workbook."), details={"kind": [kind]})
    if kind == FilingKind.PROGRESS and batch.programme.kind != ProgrammeKind.PROJECT:
        raise Refused(_("Progress is reported for projects."), code="no-project")


def tried(actor: Any, filing: Filing) -> dict[str, Any]:
    """What writing would do, and every fault; taken back."""
    found: dict[str, Any] = {}
    try:
        with transaction.atomic():
            found = write_rows(actor, filing)
            raise TakenBack
    except TakenBack:
        return found


@transaction.atomic
def write_filing(actor: Any, filing: Filing) -> Filing:
    """A person says: write it. Tried anew at that moment: with a fault nothing is written, and it is told."""
    row = held(filing)
    if row.status != FilingStatus.READY:
        raise Refused(_("Only a file without rows to mend can be written."), code="filing-not-ready")
    found: dict[str, Any] = {}
    try:
        with transaction.atomic():
            found = write_rows(actor, row)
            if found["faults"]:
                raise TakenBack
    except TakenBack:
        row.status, row.report = FilingStatus.FAULTY, row.report | found
        row.save(update_fields=["status", "report"])
        return row
    row.status, row.report, row.written_at = FilingStatus.WRITTEN, row.report | found, timezone.now()
    row.save(update_fields=["status", "report", "written_at"])
    after = {"file": row.file_name, "digest": row.digest, "kind": row.kind, "rows": found["written"]}
    record(actor, "filing.written", row, node_path=row.batch.programme.committee.path, after=after)
    return row


@transaction.atomic
def drop_filing(actor: Any, filing: Filing) -> Filing:
    """Not this file; it stays on the record."""
    row = held(filing)
    if row.status not in (FilingStatus.READY, FilingStatus.FAULTY):
        raise Refused(_("This file was decided upon already."), code="filing-decided")
    row.status = FilingStatus.DROPPED
    row.save(update_fields=["status"])
    after = {"file": row.file_name, "digest": row.digest}
    record(actor, "filing.dropped", row, node_path=row.batch.programme.committee.path, after=after)
    return row


def held(filing: Filing) -> Filing:
    """The filing as it stands now."""
    rows = Filing.objects.select_for_update(of=("self",)).select_related("batch__programme__committee")
    return rows.get(pk=filing.pk)


def write_rows(actor: Any, filing: Filing) -> dict[str, Any]:
    """Write every row; counts and faults. The caller's transaction takes it back or not."""
    is_applications = filing.kind == FilingKind.APPLICATIONS
    writer = Applied(actor, filing.batch) if is_applications else Reported(actor, filing.batch)
    counts = {"written": 0, "same": 0}
    faults: list[RowFault] = []
    for number, cells in filing.rows:
        try:
            with transaction.atomic():
                counts["written" if writer.write(cells) else "same"] += 1
        except ValueFault as fault:
            faults.append(placed(filing.report, number, writer.key, fault.message, cells))
        except DomainError as error:
            faults += faults_from(filing.report, number, error, cells)
    return counts | {"faults": [fault.kept() for fault in faults[:MOST_FAULTS]]}


def faults_from(report: Mapping[str, Any], row: int, error: DomainError, cells: Mapping[str, str]) -> list[RowFault]:
    """A refusal by the columns that it names, else of the whole row."""
    details = error.details if isinstance(error.details, Mapping) else {}
    named = {"node": "organisation", "candidate": "number"}
    keys = {named.get(key, key): lines for key, lines in details.items() if isinstance(lines, list) and lines}
    if not keys:
        return [placed(report, row, "", str(error.message), cells)]
    return [placed(report, row, key, str(lines[0]) or str(error.message), cells) for key, lines in keys.items()]


class Applied:
    """Rows of applications: each is begun, filled in and handed in as by hand."""

    key = "organisation"

    def __init__(self, actor: Any, batch: Batch) -> None:
        self.actor, self.batch = actor, batch
        self.applicants = Applicants(actor, batch.programme)

    def write(self, cells: Mapping[str, str]) -> bool:
        """Hand one in."""
        node = self.applicants.find(cells.get("organisation", ""))
        words = {name: cells.get(name, "") for name in ("title", "person_name")}
        candidate = begin(self.actor, self.batch, node, **words)
        plain = ("brand", "exception")
        given: dict[str, Any] = {
            key: text for key, text in cells.items() if text and (key in plain or key.startswith(ANSWER))
        }
        if cells.get("strengths"):
            given["strengths"] = strengths_in(cells["strengths"])
        submit(self.actor, save(self.actor, candidate, given, candidate.version))
        return True


def strengths_in(text: str) -> list[dict[str, str]]:
    """Strengths in one cell: a line each, heading and sentence parted by a colon."""
    rows = [line.replace("：", ":", 1).partition(":") for line in text.splitlines() if line.strip()]
    return [{"title": head.strip(), "text": rest.strip()} for head, _colon, rest in rows]


class Reported:
    """Rows of progress: each is reported as by hand; what says the same as the last report is left out."""

    key = "number"

    def __init__(self, actor: Any, batch: Batch) -> None:
        self.actor = actor
        rows = Candidate.objects.visible_to(actor).filter(batch=batch, number__isnull=False)
        self.known = {row.number: row for row in rows.prefetch_related("progress")}

    def write(self, cells: Mapping[str, str]) -> bool:
        """Report one."""
        candidate = self.known.get(whole(narrow(cells.get("number", ""))) or 0)
        if candidate is None:
            message = _("No project of this number in the batch.")
            raise Invalid(message, details={"number": [message]})
        on, done = day_in(cells.get("on", "")), per_cent(cells.get("done", ""))
        words = {name: cells.get(name, "") for name in ("text", "hindrance", "reason")}
        last = list(candidate.progress.all())[-1:]
        if last and (last[0].on, last[0].done, last[0].text) == (on, done, words["text"].strip()):
            return False
        report_progress(self.actor, candidate, on=on, done=done, **words)
        return True


def day_in(text: str) -> Any:
    """A day as people type it; today where the cell is empty."""
    if not text.strip():
        return timezone.localdate()
    found = DAY.fullmatch(narrow(text))
    try:
        day = parse_date("-".join(f"{int(part):02d}" for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        message = _("A day such as 2025-03-05.")
        raise Invalid(message, details={"on": [message]})
    return day


def per_cent(text: str) -> int:
    """60 or 60%."""
    number = whole(narrow(text).removesuffix("%").strip())
    if number is None:
        message = _("Per cent, from 0 to 100.")
        raise Invalid(message, details={"done": [message]})
    return number
