"""Runs and results. A run is a snapshot; one pointer says which run readers see."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.core.indexes import LargeIndex
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
    """Input columns of a run for a chunk of branches: compressed, in the order of the official list.

    `stamps` tell which versions of the sheets were read, so that the next run decodes only what changed since; empty
    in runs of before they were kept.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="inputs")
    position = models.PositiveIntegerField()
    branches = models.PositiveIntegerField()
    columns = models.BinaryField()
    stamps = models.BinaryField(null=True)

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
    """What one run gives one branch. Sections and total are whole numbers of 10**-decimals of the run's rulebook.

    `level` is a position in the rulebook's outcomes: its levels, best first, then the words of those who take part
    without being rated; `reached` the level before quotas and decisions. `lit` is a bit a star, `medals` the word won
    by star; `stars` is empty where the rulebook has none. `pushed` names the quota that had no seat left, `grade` and
    `programme` words of the rulebook, all by position. Places are empty for who is not rated.

    Everything is asked within a run, so run, unit and zone have no index of their own: writing results is most of a
    run's time. Nor does the database check these keys row by row, four million times a run of a million: all rows of a
    run come from one reading of the assessments. Where one is taken away while a run is made, the next run, which that
    announces, leaves it out; what a numbered run stands on cannot be taken away. A page of a large group is found in
    the order of `position` as fast as by an index of its own; what such an index is for is a group of a few among a
    million. Size bands are all large, so they have none.

    `position` is unique in the run: the league order, equal branches by the official list. It is the key that pages
    go by, never shown; `keys` are what the order goes by, larger is better. `gap` is the least that the next star
    lacks, in the unit of sections (empty where none lacks points alone).

    `size_band` is the band of members it is compared in, `ties` a bit a scope in which its place is shared (see
    standings.py); neither they nor the places by size and level are part of the run's digest, and they are empty in
    runs made before there were such scopes.
    """

    run = models.ForeignKey(Run, models.CASCADE, db_index=False, db_constraint=False, related_name="results")
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, db_index=False, db_constraint=False, related_name="results"
    )
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=80)
    unit = models.ForeignKey(Node, models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, db_index=False, db_constraint=False, related_name="+")
    branch_type = models.CharField(max_length=40, blank=True)
    sections = models.JSONField()
    total = models.BigIntegerField()
    stars = models.PositiveSmallIntegerField(null=True)
    lit = models.BigIntegerField()
    medals = models.JSONField(default=dict)
    level = models.PositiveSmallIntegerField()
    reached = models.PositiveSmallIntegerField(default=0)
    pushed = models.PositiveSmallIntegerField(null=True)
    grade = models.PositiveSmallIntegerField(null=True)
    programme = models.PositiveSmallIntegerField(null=True)
    keys = models.JSONField(default=list)
    gap = models.BigIntegerField(null=True)
    gap_star = models.PositiveSmallIntegerField(null=True)
    rank = models.PositiveIntegerField(null=True)
    rank_zone = models.PositiveIntegerField(null=True)
    rank_unit = models.PositiveIntegerField(null=True)
    rank_type = models.PositiveIntegerField(null=True)
    is_tied = models.BooleanField(default=False)
    size_band = models.PositiveSmallIntegerField(null=True)
    rank_size = models.PositiveIntegerField(null=True)
    rank_level = models.PositiveIntegerField(null=True)
    ties = models.PositiveSmallIntegerField(null=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="position_once"),
            models.UniqueConstraint(fields=["assessment", "run"], name="result_once"),
        ]
        indexes = [
            models.Index(fields=["run", "unit", "position"]),
            LargeIndex(fields=["run", "zone", "position"]),
            LargeIndex(fields=["run", "branch_type", "position"]),
            LargeIndex(fields=["run", "level", "position"]),
            LargeIndex(
                fields=["run", "grade", "position"], name="result_by_grade", condition=models.Q(grade__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.rank}"
