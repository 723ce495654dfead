"""What still runs in the background? One row a job; Celery only carries its id."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.jobs.choices import Status
from apps.jobs.handlers import title_of


class JobQuerySet(models.QuerySet):
    def unfinished(self) -> "JobQuerySet":
        return self.filter(status__in=[Status.QUEUED, Status.RUNNING])

    def finished(self) -> "JobQuerySet":
        return self.exclude(status__in=[Status.QUEUED, Status.RUNNING])

    def of(self, kind: str, key: object) -> "JobQuerySet":
        return self.filter(kind=kind, key=str(key))

    def below(self, paths: list[str]) -> "JobQuerySet":
        """Jobs about nodes at or below any of `paths`."""
        match = models.Q(pk__in=[])
        for path in paths:
            match |= models.Q(node_path__startswith=path)
        return self.filter(match)


class Job(models.Model):
    """A piece of work: written in the business transaction, claimed by one worker at a time, safe to run twice."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    label = models.CharField(_("job"), max_length=200)
    payload = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    announcements = models.PositiveIntegerField(default=1)
    node_path = models.CharField(max_length=200, blank=True)
    announced_by = models.BigIntegerField(null=True)
    announced_by_name = models.CharField(max_length=80, blank=True)

    step = models.CharField(max_length=80, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    error_number = models.CharField(max_length=12, blank=True)

    attempts = models.PositiveSmallIntegerField(default=0)
    holder = models.CharField(max_length=120, blank=True)
    is_stop_asked = models.BooleanField(default=False)
    queued_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], condition=models.Q(status="queued"), name="one_queued_job"),
            models.UniqueConstraint(fields=["kind", "key"], condition=models.Q(status="running"), name="one_run_job"),
        ]
        indexes = [models.Index(fields=["status", "due_at"]), models.Index(fields=["node_path"])]

    def __str__(self) -> str:
        return self.label

    @property
    def title(self) -> str:
        """What is done, and to what."""
        return f"{title_of(self.kind)} · {self.label}"

    @property
    def share(self) -> int | None:
        """Whole per cent done, or None where it is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def seconds(self) -> int | None:
        """How long the last attempt took."""
        return (
            int((self.finished_at - self.started_at).total_seconds()) if self.finished_at and self.started_at else None
        )
