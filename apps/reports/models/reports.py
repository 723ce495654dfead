"""Reports: files made of one run, kept with it; never changed, only made anew. And committees' own Word templates."""

from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from apps.assessments.duties import blind_to
from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.evaluations.models import Run
from apps.jobs.models import Job
from apps.organisations.choices import Power
from apps.organisations.models import Node, Zone, reach_of
from apps.reports.choices import Format, ReportKind, Scope


class ReportTemplate(models.Model):
    """A Word file from which one kind of a committee's reports is made; the newest that has not ended is used."""

    committee = models.ForeignKey(Node, models.CASCADE, related_name="report_templates")
    kind = models.CharField(max_length=10, choices=ReportKind.choices)
    name = models.CharField(_("file"), max_length=160)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=80)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "kind"], condition=models.Q(ended_at__isnull=True), name="one_template_in_use"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReportQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ReportQuerySet":
        """Reports about one's own subtree or zone; never one that tells of a branch that the person still marks
        blindly: of its campaign as a whole, of its zone, its unit or itself."""
        blind = Assessment.objects.filter(pk__in=blind_to(person), campaign=OuterRef("campaign"))
        told = {
            Scope.WHOLE: blind,
            Scope.ZONE: blind.filter(zone=OuterRef("zone")),
            Scope.UNIT: blind.filter(unit=OuterRef("unit")),
            Scope.BRANCH: blind.filter(pk=OuterRef("assessment")),
        }
        hidden = reduce(or_, (Q(Exists(rows), scope=scope) for scope, rows in told.items()))
        return self.filter(reach_of(person).where(Power.SEE, "node_path", "zone_id")).exclude(hidden)

    def finished(self) -> "ReportQuerySet":
        return self.exclude(path="")


class Report(models.Model):
    """One file about a part of a campaign as one numbered run saw it; how far it is, its job says.

    `node_path` and `zone` say whose it is: the committee, the unit or the branch. `path` is where the file lies, empty
    until it is made.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reports")
    run = models.ForeignKey(Run, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=ReportKind.choices)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="+")
    node_path = models.CharField(max_length=80)
    format = models.CharField(max_length=10, choices=Format.choices)
    language = models.CharField(max_length=10)
    title = models.CharField(_("title"), max_length=200)
    template = models.ForeignKey(ReportTemplate, models.SET_NULL, null=True, related_name="reports")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("file"), max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=80, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["campaign", "-id"])]

    def __str__(self) -> str:
        return self.title
