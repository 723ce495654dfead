"""One subject in one round: its sheets, marks, remarks and revisions, its way to the committee, imports; and what
units add to the rules."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from apps.assessments.choices import ImportStatus, Party, RefinementStatus, SubmissionStatus
from apps.assessments.indicators import with_sums
from apps.campaigns.models import Campaign
from apps.core.pairs import PairIndex
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
    """One branch in one round. Zone, unit, type and members are copied at enrolment: history does not move.

    `facts` are what the rules read beside marks, by the key of an input ("fact.honour", "ballot.count"): hundredths,
    and 100 for the first of its words. `decided_level` is the level that people decided, where they did. `subject` is
    empty for a branch itself; in a gate of a selection it tells two candidates of one organisation apart.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="assessments")
    node = models.ForeignKey(Node, models.PROTECT, related_name="assessments")
    unit = models.ForeignKey(Node, models.PROTECT, related_name="unit_assessments")
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True)
    subject = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(_("branch"), max_length=120)
    path = models.CharField(max_length=80)
    order_path = models.CharField(max_length=120)
    branch_type = models.CharField(_("branch type"), max_length=40, blank=True)
    members = models.PositiveIntegerField(_("members"), null=True, blank=True)
    previous_level = models.CharField(_("level of last year"), max_length=20, blank=True)
    vetoes = models.JSONField(_("vetoes"), default=list)
    facts = models.JSONField(_("facts"), default=dict)
    decided_level = models.CharField(_("level decided"), max_length=20, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "node", "subject"], name="assessed_once")]
        indexes = [models.Index(fields=["campaign", field]) for field in ("order_path", "path")]
        indexes += [PairIndex(fields=["name"], name="assessment_found_by_pairs")]

    def __str__(self) -> str:
        return self.name


class Sheet(models.Model):
    """One party's marks: one JSON column, criterion code → integer hundredths; an absent code is not marked.

    A choice counts 100 for the first, 200 for the second; passed is 100. `party` is a word of the rulebook.
    `indicators` are the marks of the unit's own, by their codes; once every one of them has its mark, `marks` holds
    what they add up to under the criterion that they stand in for.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="sheets")
    party = models.CharField(max_length=40)
    marks = models.JSONField(default=dict)
    indicators = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "party"], name="one_sheet_a_party")]
        indexes = [models.Index(fields=["changed_at"])]

    def __str__(self) -> str:
        return f"{self.assessment} · {dict(Party.choices).get(self.party, self.party)}"

    @property
    def typed(self) -> dict[str, int]:
        """Every mark by the code of its line, and what the unit's own add up to so far."""
        return with_sums(self.marks, self.indicators)


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
    criterion = models.CharField(max_length=60)
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


class Remark(models.Model):
    """Words beside one mark: the branch's own on its sheet, the scorer's note on the superior's."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="remarks")
    criterion = models.CharField(max_length=60)
    text = models.CharField(max_length=1000)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="remarked_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.text}"


class Submission(models.Model):
    """The way of one self-assessment: who answers for it, when the unit looked, what it sent back and why.

    `looked_at` is when a checker first opened it since it was submitted; until then the secretary may withdraw it.
    """

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="submission")
    status = models.CharField(max_length=12, choices=SubmissionStatus.choices, default=SubmissionStatus.FILLING)
    presented_by_name = models.CharField(max_length=80, blank=True)
    presented_at = models.DateTimeField(null=True)
    meeting_on = models.DateField(_("branch committee met on"), null=True)
    submitted_by = models.BigIntegerField(null=True)
    submitted_by_name = models.CharField(max_length=80, blank=True)
    submitted_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    returned_by_name = models.CharField(max_length=80, blank=True)
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)
    return_criteria = models.JSONField(default=list)
    return_opened_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.assessment} · {self.get_status_display()}"


class Handover(models.Model):
    """A unit gives all its self-assessments to the work committee at once, with a summary; ended when taken back."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="handovers")
    unit = models.ForeignKey(Node, models.PROTECT, related_name="handovers")
    meeting_on = models.DateField(_("unit met on"))
    summary = models.JSONField(default=dict)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    received_by_name = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit"], condition=models.Q(ended_at=None), name="one_standing_handover"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {date_format(timezone.localtime(self.at), 'DATE_FORMAT')}"


class Burden(models.Model):
    """What filling in one self-assessment took: touches and key presses beyond texts, seconds at work, new files."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="burden")
    touches = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    uploads = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.assessment} · {self.touches}"


class RefinementQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "RefinementQuerySet":
        """Those of units that one sees as a whole."""
        return self.filter(reach_of(person).where(Power.SEE, "node__path", "node__zone_id"))


class Refinement(models.Model):
    """What one unit adds to one section of the rules in a campaign: its own indicators, and how far they have come.

    `indicators` is a list of title, guide, points (hundredths) and proof (files asked). `version` grows with each
    change of them. `looked_at` is when the work committee first opened them since they were submitted.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="refinements")
    node = models.ForeignKey(Node, models.PROTECT, related_name="refinements")
    section = models.CharField(max_length=60)
    indicators = models.JSONField(default=list)
    status = models.CharField(max_length=10, choices=RefinementStatus.choices, default=RefinementStatus.WRITING)
    version = models.PositiveIntegerField(default=0)
    submitted_by = models.BigIntegerField(null=True)
    submitted_by_name = models.CharField(max_length=80, blank=True)
    submitted_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)

    objects = RefinementQuerySet.as_manager()

    class Meta:
        ordering = ["node__order_path", "section"]
        constraints = [models.UniqueConstraint(fields=["campaign", "node", "section"], name="refined_once")]

    def __str__(self) -> str:
        return f"{self.node} · {self.section}"
