"""Announce work, claim it, run it, stop it, sweep what nobody holds."""

import logging
import os
import secrets
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery import current_app
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import DomainError, Refused
from apps.jobs.choices import Status
from apps.jobs.handlers import handler_of
from apps.jobs.models import Job
from apps.jobs.progress import Heartbeat, Progress, Stopped

log = logging.getLogger(__name__)
ATTEMPTS = 5
SILENCE = timedelta(seconds=60)
UNSENT = timedelta(seconds=15)


def announce(
    kind: str,
    key: object,
    label: str,
    *,
    actor: Any = None,
    node_path: str = "",
    payload: dict | None = None,
    delay: float = 0,
) -> Job:
    """Queue one job per kind and key inside the caller's transaction; bursts coalesce into the row that still waits.

    The waiting row is locked until the caller commits, so a worker cannot claim it and miss the caller's change.
    `delay` seconds let a burst of changes gather. Call it last in the transaction.
    """
    with transaction.atomic():
        waiting = Job.objects.of(kind, key).filter(status=Status.QUEUED)
        if waiting.update(announcements=F("announcements") + 1):
            return waiting.get()
        job = Job(
            kind=kind,
            key=str(key),
            label=label,
            payload=payload or {},
            node_path=node_path,
            announced_by=actor.pk if actor else None,
            announced_by_name=actor.name if actor else "",
            due_at=timezone.now() + timedelta(seconds=delay),
        )
        try:
            with transaction.atomic():
                job.save()
        except IntegrityError:
            return announce(kind, key, label, actor=actor, node_path=node_path, payload=payload, delay=delay)
        transaction.on_commit(lambda: send(job.pk, delay))
    return job


def send(job_id: int, delay: float = 0) -> None:
    """Hand the id to a worker; a broker that is down is no harm, the sweep sends again."""
    try:
        current_app.send_task("jobs.run", [job_id], countdown=delay or None, retry=False)
    except Exception:
        log.warning("broker unreachable, job %s waits for the sweep", job_id)


def claim(job_id: int) -> Job | None:
    """Take a waiting job for this process; None when somebody else holds it or one of its kind and key is running."""
    now = timezone.now()
    try:
        with transaction.atomic():
            taken = Job.objects.filter(pk=job_id, status=Status.QUEUED).update(
                status=Status.RUNNING,
                holder=holder(),
                attempts=F("attempts") + 1,
                started_at=now,
                heartbeat_at=now,
                step="",
                done=0,
                total=0,
            )
    except IntegrityError:
        return None
    return Job.objects.get(pk=job_id) if taken else None


def holder() -> str:
    """This process, by host and process id."""
    return f"{socket.gethostname()}:{os.getpid()}"


def run(job_id: int) -> Job | None:
    """Claim and do one job to its end; failures are kept on the row with a number, never lost."""
    job = claim(job_id)
    if job is None:
        return None
    try:
        with Heartbeat(job):
            result = handler_of(job.kind)(job, Progress(job))
        finish(job, Status.DONE, result=result or {})
    except Stopped:
        finish(job, Status.STOPPED)
    except DomainError as error:
        finish(job, Status.FAILED, error=str(error.message))
    except Exception:
        number = secrets.token_hex(4).upper()
        log.exception("job %s (%s %s) failed, number %s", job.pk, job.kind, job.key, number)
        finish(job, Status.FAILED, error=_("Something unexpected happened; nothing was written."), error_number=number)
    for waiting in Job.objects.of(job.kind, job.key).filter(status=Status.QUEUED).values_list("pk", flat=True):
        send(waiting)
    return job


def finish(job: Job, status: str, *, result: dict | None = None, error: str = "", error_number: str = "") -> None:
    """Close the row, unless another process has taken it over meanwhile."""
    Job.objects.filter(pk=job.pk, status=Status.RUNNING, holder=job.holder).update(
        status=status, result=result or {}, error=error, error_number=error_number, finished_at=timezone.now()
    )
    job.refresh_from_db()


def run_waiting() -> int:
    """Do every job that waits, in this process, until none is left; gives how many were done."""
    count = 0
    while ids := list(Job.objects.filter(status=Status.QUEUED).order_by("pk").values_list("pk", flat=True)[:100]):
        ran = sum(run(job_id) is not None for job_id in ids)
        if not ran:
            break
        count += ran
    return count


@transaction.atomic
def stop(job: Job) -> None:
    """Stop a job: a waiting one at once, a running one at its next step. Finished ones refuse."""
    if Job.objects.filter(pk=job.pk, status=Status.QUEUED).update(status=Status.STOPPED, finished_at=timezone.now()):
        return
    if not Job.objects.filter(pk=job.pk, status=Status.RUNNING).update(is_stop_asked=True):
        raise Refused(_("This job has already ended."), code="job-ended")


def sweep() -> int:
    """Give back jobs whose holder is gone, and send again what waits unsent; gives how many were touched."""
    now = timezone.now()
    touched = 0
    for job in Job.objects.filter(status=Status.RUNNING):
        if job.heartbeat_at < now - SILENCE or is_holder_gone(job):
            touched += give_back(job)
    waiting = Q(due_at__lt=now - UNSENT) | Q(attempts__gt=0)
    for job_id in Job.objects.filter(waiting, status=Status.QUEUED).values_list("pk", flat=True)[:500]:
        send(job_id)
        touched += 1
    return touched


def give_back(job: Job) -> int:
    """Queue a lost job again, or fail it after too many attempts; gives 1 when the row changed.

    Where the same work is already queued anew, the lost row is closed: the new one does it.
    """
    held = Job.objects.filter(pk=job.pk, status=Status.RUNNING, holder=job.holder)
    if job.attempts >= ATTEMPTS:
        return held.update(status=Status.FAILED, error=_("It was interrupted too often."), finished_at=timezone.now())
    try:
        with transaction.atomic():
            return held.update(status=Status.QUEUED, holder="")
    except IntegrityError:
        return held.update(status=Status.STOPPED, finished_at=timezone.now())


def is_holder_gone(job: Job) -> bool:
    """Whether the holder was a process of this host that no longer lives."""
    host, _separator, pid = job.holder.rpartition(":")
    return host == socket.gethostname() and pid.isdigit() and not is_alive(int(pid))


def is_alive(pid: int) -> bool:
    """Whether a process of this host works on; one that was killed but not yet collected by its parent does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")
