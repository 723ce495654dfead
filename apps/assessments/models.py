"""One subject in one round: its sheets, their marks and revisions, and the imports that wrote them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.choices import ImportStatus, Party
from apps.campaigns.models import Campaign
from apps.criteria.models import RulebookVersion
from apps.organisations.choices import Power
from apps.organisations.models import Node, Zone, reach_of


class Round(models.Model):
    """A set of subjects rated by one rulebook version; a campaign's rating is its first round."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rounds")
    rulebook_version = models.ForeignKey(RulebookVersion, models.PROTECT)
    is_pinned = models.BooleanField(
        default=False, help_text="A numbered run stands on its assessments: none is taken away."
    )

    def __str__(self) -> str:
        return str(self.campaign)


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "AssessmentQuerySet":
        return self.filter(reach_of(person).where(Power.SEE, "path", "zone_id"))

    def of(self, campaign: Campaign) -> "AssessmentQuerySet":
        return self.filter(campaign=campaign)

    def in_order(self) -> "AssessmentQuerySet":
        return self.order_by("order_path")


class Assessment(models.Model):
    """One branch in one round. Zone, unit, type and facts are copied at enrolment: history does not move."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="assessments")
    node = models.ForeignKey(Node, models.PROTECT, related_name="assessments")
    unit = models.ForeignKey(Node, models.PROTECT, related_name="unit_assessments")
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True)
    name = models.CharField(_("branch"), max_length=120)
    path = models.CharField(max_length=80)
    order_path = models.CharField(max_length=120)
    branch_type = models.CharField(_("branch type"), max_length=40, blank=True)
    members = models.PositiveIntegerField(_("members"), null=True, blank=True)
    previous_level = models.CharField(_("level of last year"), max_length=20, blank=True)
    vetoes = models.JSONField(_("vetoes"), default=list)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "node"], name="assessed_once")]
        indexes = [models.Index(fields=["campaign", "order_path"]), models.Index(fields=["campaign", "path"])]

    def __str__(self) -> str:
        return self.name


class Sheet(models.Model):
    """One party's marks: one JSON column, criterion code → integer hundredths; an absent code is not marked."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="sheets")
    party = models.CharField(max_length=20, choices=Party.choices)
    marks = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "party"], name="one_sheet_a_party")]

    def __str__(self) -> str:
        return f"{self.assessment} · {self.get_party_display()}"


class ImportQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ImportQuerySet":
        """Imports of the committees whose campaigns the person conducts; of rosters alone, where one keeps the tree."""
        reach = reach_of(person)
        if reach.is_everything:
            return self
        conducted = reach.where(Power.CAMPAIGN, "committee__path", "committee__zone_id")
        kept = reach.where(Power.TREE, "committee__path", "committee__zone_id")
        return self.filter(conducted | kept & models.Q(campaign=None))

    def written(self) -> "ImportQuerySet":
        return self.filter(status__in=[ImportStatus.WRITTEN, ImportStatus.UNDONE])


class Import(models.Model):
    """A workbook that was tried and perhaps written: its report, and what undoing it needs."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="imports")
    committee = models.ForeignKey(Node, models.PROTECT, related_name="imports")
    file = models.FileField(upload_to="imports/")
    file_name = models.CharField(_("file"), max_length=200)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=ImportStatus.choices, default=ImportStatus.CHECKING)
    report = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    has_creation = models.BooleanField(default=False)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportedSheet(models.Model):
    """What an import did to one sheet: the marks before, and the version it left."""

    imported = models.ForeignKey(Import, models.CASCADE, related_name="sheets")
    sheet = models.ForeignKey(Sheet, models.CASCADE)
    before = models.JSONField(default=dict)
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.imported} · {self.sheet}"


class Revision(models.Model):
    """One typed change of one mark: who, when, before, after, why. Hundredths; null is not marked."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="revisions")
    criterion = models.CharField(max_length=20)
    before = models.IntegerField(null=True)
    after = models.IntegerField(null=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.before} → {self.after}"
