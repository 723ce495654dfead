"""Naming: the formal award of levels after the notice, its document and papers; honours that may follow from them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.evaluations.choices import NamingStatus
from apps.evaluations.models.notices import Notice
from apps.evaluations.models.runs import Run
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


class Naming(models.Model):
    """One document that names branches on a numbered run. `levels` are those that it names, best first.

    `shape` keeps what the papers are set from: issuer, recipients, text, annexes, signatory.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="namings")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    dated_on = models.DateField(_("dated"), null=True)
    levels = models.JSONField(default=list)
    shape = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=NamingStatus.choices, default=NamingStatus.DRAFT)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField(null=True)
    second = models.BigIntegerField(null=True)
    second_name = models.CharField(_("named by"), max_length=80, blank=True)
    named_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class Award(models.Model):
    """One named branch: its level in words and the number of its certificate; `key` opens the page that proves it."""

    naming = models.ForeignKey(Naming, models.PROTECT, related_name="awards")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="awards")
    level = models.CharField(max_length=20)
    number = models.CharField(_("certificate"), max_length=60)
    key = models.CharField(max_length=24, unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["naming", "assessment"], name="named_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.assessment}"


class NominationQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "NominationQuerySet":
        return self.filter(reach_of(person).where(Power.SEE, "assessment__path", "assessment__zone_id"))


class Nomination(models.Model):
    """A branch put forward for an honour. Levels below the one that the rules ask need a reason and a second person."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="nominations")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="nominations")
    honour = models.CharField(_("honour"), max_length=120)
    level = models.CharField(_("level"), max_length=20)
    is_exception = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    second = models.BigIntegerField(null=True)
    second_name = models.CharField(_("confirmed by"), max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.honour} · {self.assessment}"
