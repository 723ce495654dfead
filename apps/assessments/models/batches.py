"""Marks that were written onto many sheets at once: a workbook, its undoing, made-up sheets."""

from django.db import models

from apps.campaigns.models import Campaign


class Batch(models.Model):
    """What many sheets held before and hold after, as one act of the record tells by its digest.

    `content` is compressed JSON, as `apps.assessments.batches` writes and reads it.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="batches")
    content = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.campaign} · {self.pk}"
