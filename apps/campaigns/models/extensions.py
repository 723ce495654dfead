"""One branch, or a whole unit, may act after a stage has closed: until when, and why."""

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from apps.campaigns.choices import StageKind
from apps.campaigns.models.campaigns import Campaign
from apps.organisations.models import Node


class Extension(models.Model):
    """Until `closes_at` the node and everything below it may do what stages of this kind permit."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="extensions")
    kind = models.CharField(_("stage"), max_length=20, choices=StageKind.choices)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+", verbose_name=_("branch or unit"))
    closes_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["campaign", "kind", "closes_at"])]

    def __str__(self) -> str:
        until = date_format(timezone.localtime(self.closes_at), "DATETIME_FORMAT")
        return f"{self.node} · {self.get_kind_display()} · {until}"
