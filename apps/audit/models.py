"""One row an act. Rows are added, never changed or taken away."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("Audit records are append-only.")

    def delete(self):
        raise TypeError("Audit records are append-only.")

    def below(self, paths: list[str]) -> "RecordQuerySet":
        """Records about nodes at or below any of `paths`."""
        match = models.Q(pk__in=[])
        for path in paths:
            match |= models.Q(node_path__startswith=path)
        return self.filter(match)


class Record(models.Model):
    """Who did what to what, when, why, with the values before and after."""

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    act = models.CharField(_("act"), max_length=60, db_index=True)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.CharField(_("person"), max_length=80)
    node_path = models.CharField(max_length=200, db_index=True)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(_("what"), max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["object_kind", "object_id"])]

    def __str__(self) -> str:
        return f"{self.act} {self.object_label}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("Audit records are append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Audit records are append-only.")


class Link(models.Model):
    """One act's place in the chain. `digest` is SHA-256 over the link before it and the act as it was written.

    Acts are recorded without a link, so that nobody waits for anybody; one sequential job links them within seconds.
    """

    position = models.BigIntegerField(primary_key=True)
    record = models.OneToOneField(Record, models.PROTECT, related_name="link")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:8]}"


class Check(models.Model):
    """What going over the whole record found, once: how many acts, the head then, and every fault.

    `faults` holds at most the first `apps.evaluations.services.audits.MOST_KEPT` (plain `apps.audit.faults.Fault`s);
    `count` is how many there were.
    """

    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=80, blank=True)
    acts = models.BigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    sheets = models.PositiveIntegerField()
    runs = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    faults = models.JSONField(default=list)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.count}"

    @property
    def is_fine(self) -> bool:
        return self.count == 0
