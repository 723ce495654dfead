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
