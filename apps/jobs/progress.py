"""How far a running job is: throttled writes, a heartbeat, and the wish to stop."""

import logging
import threading
import time

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from apps.jobs.choices import Status
from apps.jobs.models import Job

log = logging.getLogger(__name__)
WRITE_EVERY = 0.5
BEAT_EVERY = 5.0


class Stopped(Exception):
    """A person asked the job to stop; nothing was written."""


class Progress:
    """Given to a handler; call it with figures between pieces of work, never inside a long transaction."""

    def __init__(self, job: Job) -> None:
        self.job_id = job.pk
        self.step, self.written_at = "", 0.0

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        """Note the step, and its figures now and then; raises `Stopped` when somebody asked for it."""
        now = time.monotonic()
        if step == self.step and now - self.written_at < WRITE_EVERY:
            return
        self.step, self.written_at = step, now
        with transaction.atomic():
            Job.objects.filter(pk=self.job_id).update(step=step, done=done, total=total, heartbeat_at=timezone.now())
        if Job.objects.filter(pk=self.job_id, is_stop_asked=True).exists():
            raise Stopped


class Heartbeat:
    """A thread that says every few seconds that the holder is alive.

    Inside a caller's transaction nobody could see the beats, and on SQLite they would wait for it: none is made.
    """

    def __init__(self, job: Job) -> None:
        self.job_id = job.pk
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.beat, daemon=True)

    def __enter__(self) -> "Heartbeat":
        if not connection.in_atomic_block:
            self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        if self.thread.is_alive():
            self.thread.join()

    def beat(self) -> None:
        try:
            while not self.over.wait(BEAT_EVERY):
                self.once()
        finally:
            connection.close()

    def once(self) -> None:
        """One beat; a database that is busy or away for a moment is no reason to die."""
        try:
            Job.objects.filter(pk=self.job_id, status=Status.RUNNING).update(heartbeat_at=timezone.now())
        except OperationalError:
            log.warning("job %s: a heartbeat could not be written", self.job_id)
            connection.close()
