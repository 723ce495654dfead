"""Papers: finished files of a campaign, as they were made, with their digest; never changed, only made anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.campaigns.models import Campaign
from apps.evaluations.choices import PaperKind


class Paper(models.Model):
    """One file, kept at a random place in the storage. `key` is the row that it belongs to, of its kind."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    key = models.BigIntegerField()
    name = models.CharField(_("file"), max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=80)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return self.name
