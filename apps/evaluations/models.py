"""Runs and results. A run is a snapshot; one pointer says which run readers see."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.criteria.models import RulebookVersion
from apps.organisations.choices import Power
from apps.organisations.models import Node, Zone, reach_of


class Run(models.Model):
    """One execution of the evaluation. `number` is empty for a working run; only the last of those is kept."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="runs")
    rulebook_version = models.ForeignKey(RulebookVersion, models.PROTECT)
    number = models.PositiveIntegerField(_("number"), null=True)
    is_whole = models.BooleanField(default=False)
    branches = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    started_by = models.BigIntegerField(null=True)
    started_by_name = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"], condition=models.Q(number__isnull=False), name="run_numbered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.number or '–'}"


class CurrentRun(models.Model):
    """The pointer: which whole run the readers of a campaign see."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="current_run")
    run = models.ForeignKey(Run, models.PROTECT)

    def __str__(self) -> str:
        return str(self.run)


class RunInput(models.Model):
    """Input columns of a run for a chunk of branches: compressed, in the order of the official list."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="inputs")
    position = models.PositiveIntegerField()
    branches = models.PositiveIntegerField()
    columns = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="chunk_once")]

    def __str__(self) -> str:
        return f"{self.run} · {self.position}"


class ResultQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ResultQuerySet":
        """Results of one's own subtree."""
        return self.filter(reach_of(person).where(Power.SEE, "path", "zone_id"))

    def in_order(self) -> "ResultQuerySet":
        return self.order_by("position")


class Result(models.Model):
    """What one run gives one branch. Points are hundredths; `level` counts from the best, 0; `lit` is a bit a star.

    `position` is unique in the run: the league order, equal branches by the official list. It is the key that pages
    go by, never shown. `gap` is the least that the next star lacks (empty where every star is lit).
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="results")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="results")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=80)
    unit = models.ForeignKey(Node, models.PROTECT, related_name="+")
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, related_name="+")
    branch_type = models.CharField(max_length=40, blank=True)
    sections = models.JSONField()
    total = models.IntegerField()
    stars = models.PositiveSmallIntegerField()
    lit = models.IntegerField()
    level = models.PositiveSmallIntegerField()
    gap = models.IntegerField(null=True)
    gap_star = models.PositiveSmallIntegerField(null=True)
    rank = models.PositiveIntegerField()
    rank_zone = models.PositiveIntegerField()
    rank_unit = models.PositiveIntegerField()
    rank_type = models.PositiveIntegerField()
    is_tied = models.BooleanField(default=False)

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="position_once"),
            models.UniqueConstraint(fields=["run", "assessment"], name="result_once"),
        ]
        indexes = [
            models.Index(fields=["run", "zone", "position"]),
            models.Index(fields=["run", "unit", "position"]),
            models.Index(fields=["run", "branch_type", "position"]),
            models.Index(fields=["run", "level", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.rank}"
