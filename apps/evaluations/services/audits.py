"""Go over the whole record, and keep what was found: asked for by a person, or done each night."""

import logging
from typing import Any

from django.utils.translation import gettext as _

from apps.audit.models import Check
from apps.core.permissions import authorise
from apps.evaluations.auditing import AuditReport, go_over
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce

log = logging.getLogger(__name__)
MOST_KEPT = 500
KIND, KEY = "verify-audit", "all"


def request_record_check(actor: Any) -> Job:
    """Have the whole record gone over in the background, by whoever reads some of it."""
    authorise(actor, "organisations.read_audit")
    return announce(KIND, KEY, _("Record of acts"), actor=actor)


def check_whole_record() -> Job:
    """The same, by the clock."""
    return announce(KIND, KEY, _("Record of acts"))


def do_record_check(job: Job, progress: Progress) -> dict:
    """Handler of `verify-audit`."""
    kept = keep_record_check(go_over(progress), job.announced_by_name)
    return {"check": kept.pk, "faults": kept.count}


def keep_record_check(report: AuditReport, by_name: str) -> Check:
    """A row of what was found; the first faults are kept, all of them are counted."""
    if not report.is_fine:
        log.warning("the record of acts has %s faults", len(report.faults))
    return Check.objects.create(
        by_name=by_name,
        acts=report.acts,
        head=report.head,
        sheets=report.sheets,
        runs=report.runs,
        count=len(report.faults),
        faults=[each.plain() for each in report.faults[:MOST_KEPT]],
        milliseconds=round(report.seconds * 1000),
    )
