"""Paper ballots: typed by two people, in the box once both typed the same."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.ballots.choices import BatchStatus
from apps.ballots.models.rolls import Roll
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


class PaperBatchQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "PaperBatchQuerySet":
        return self.filter(reach_of(person).where(Power.SEE, "roll__assessment__path", "roll__assessment__zone_id"))


class PaperBatch(models.Model):
    """A pile of paper ballots of one roll. `first`, `second` and `settled` are question code → option code → how many.

    Each question's figures add up to the number of papers. The second person does not see what the first typed. Where
    they differ, one of the two settles the figures and the other confirms. Once all is counted, figures are blank.
    """

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="batches")
    papers = models.PositiveIntegerField(_("papers"))
    status = models.CharField(max_length=10, choices=BatchStatus.choices, default=BatchStatus.FIRST)
    first = models.JSONField(default=dict)
    first_by = models.BigIntegerField(null=True)
    first_by_name = models.CharField(max_length=80)
    first_at = models.DateTimeField(auto_now_add=True)
    second = models.JSONField(default=dict)
    second_by = models.BigIntegerField(null=True)
    second_by_name = models.CharField(max_length=80, blank=True)
    second_at = models.DateTimeField(null=True)
    settled = models.JSONField(default=dict)
    settled_by = models.BigIntegerField(null=True)
    settled_by_name = models.CharField(max_length=80, blank=True)
    drop_reason = models.CharField(max_length=500, blank=True)

    objects = PaperBatchQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.roll} · {self.papers}"
