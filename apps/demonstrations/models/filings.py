"""Workbooks of applications and of progress: what was read, what is wrong with it, whether it was written."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.demonstrations.choices import FilingKind, FilingStatus
from apps.demonstrations.models.programmes import Batch


class FilingQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "FilingQuerySet":
        """What one brought oneself: nobody else writes it."""
        return self.filter(by=person.pk)


class Filing(models.Model):
    """One workbook for one batch. `rows` are [row, {column: as typed}]; `report` holds faults by row and column, the
    headings as they stood, and how many rows would be, or were, written."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="filings")
    kind = models.CharField(max_length=12, choices=FilingKind.choices)
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    status = models.CharField(max_length=8, choices=FilingStatus.choices, default=FilingStatus.FAULTY)
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
