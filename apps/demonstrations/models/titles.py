"""A title: the document that confers it, its term, yearly reviews, warnings, and its end."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.demonstrations.choices import ConferralStatus, ReviewStatus, StepKind, TitleStatus
from apps.demonstrations.models.candidates import Candidate
from apps.demonstrations.models.programmes import Batch
from apps.evaluations.models import Paper
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


class Conferral(models.Model):
    """A document that names the chosen of a batch; `shape` is what its papers are set from, `digest` over the list."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="conferrals")
    title = models.CharField(_("title"), max_length=120)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    dated_on = models.DateField(_("dated"), null=True)
    shape = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=ConferralStatus.choices, default=ConferralStatus.DRAFT)
    digest = models.CharField(max_length=64, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
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


class TitleQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "TitleQuerySet":
        return self.filter(reach_of(person).where(Power.SEE, "candidate__path", "candidate__zone_id"))


class Title(models.Model):
    """One title as it was conferred, in the plaque's words; `key` opens the page that proves it. `until` is its last
    day (empty: for ever)."""

    conferral = models.ForeignKey(Conferral, models.PROTECT, related_name="titles")
    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="title_held")
    word = models.CharField(_("title"), max_length=40)
    holder = models.CharField(_("holder"), max_length=120)
    brand = models.CharField(_("brand"), max_length=60, blank=True)
    number = models.CharField(_("plaque"), max_length=60, unique=True)
    key = models.CharField(max_length=24, unique=True)
    named_on = models.DateField(_("named"))
    until = models.DateField(_("valid until"), null=True)
    status = models.CharField(max_length=10, choices=TitleStatus.choices, default=TitleStatus.VALID)
    digest = models.CharField(max_length=64)

    objects = TitleQuerySet.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.holder}"


class TitleStep(models.Model):
    """A warning, its lifting, a renewal, a withdrawal: proposed with a reason, in force once another confirmed it."""

    title = models.ForeignKey(Title, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    reason = models.CharField(_("reason"), max_length=500)
    meeting = models.CharField(_("decided by"), max_length=120, blank=True)
    until = models.DateField(null=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    second = models.BigIntegerField(null=True)
    second_name = models.CharField(_("confirmed by"), max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.title} · {self.kind}"


class Review(models.Model):
    """One year's review of a title: the holder reports, the zone or the committee says whether it stands."""

    title = models.ForeignKey(Title, models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField(_("year"))
    due_on = models.DateField(_("due"))
    status = models.CharField(max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.DUE)
    report = models.TextField(_("report"), max_length=3000, blank=True)
    reported_by = models.BigIntegerField(null=True)
    reported_by_name = models.CharField(max_length=80, blank=True)
    reported_at = models.DateTimeField(null=True)
    finding = models.CharField(_("finding"), max_length=1000, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("reviewed by"), max_length=80, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["title", "year"], name="reviewed_once_a_year")]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"
