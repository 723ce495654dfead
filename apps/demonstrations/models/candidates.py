"""A candidate's application, its way through the gates, what a survey found, how a project goes on."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.models import Assessment
from apps.demonstrations.choices import CandidateStatus, Verdict
from apps.demonstrations.models.programmes import Batch, Gate
from apps.evaluations.models import Run
from apps.organisations.choices import Power
from apps.organisations.models import Node, Zone, reach_of


class CandidateQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "CandidateQuerySet":
        """Candidates of one's own subtree."""
        return self.filter(reach_of(person).where(Power.SEE, "path", "zone_id"))

    def standing(self) -> "CandidateQuerySet":
        """Those that take part, or did to the end."""
        return self.filter(status__in=[CandidateStatus.IN, CandidateStatus.CHOSEN, CandidateStatus.NAMED])

    def in_order(self) -> "CandidateQuerySet":
        return self.order_by("order_path", "pk")


class Candidate(models.Model):
    """One application in one batch. Unit and zone are copied when it is handed in: history does not move.

    `title` names what applies (empty: the organisation itself): a project, a team. `person` is who is commended or
    answers for the project. `answers` are the form's texts by key; `strengths` a list of {title, text}. `level` is the
    organisation's level in the programme's rating; where that is not enough, `exception` is why it applies all the
    same, and `second` confirmed it. `number` is given when it is accepted.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="candidates")
    number = models.PositiveSmallIntegerField(_("number"), null=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    name = models.CharField(_("organisation"), max_length=120)
    unit = models.ForeignKey(Node, models.PROTECT, related_name="+")
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=80)
    order_path = models.CharField(max_length=120)
    title = models.CharField(_("title"), max_length=120, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(_("person"), max_length=80, blank=True)
    brand = models.CharField(_("brand"), max_length=60, blank=True)
    answers = models.JSONField(default=dict)
    strengths = models.JSONField(default=list)
    status = models.CharField(max_length=10, choices=CandidateStatus.choices, default=CandidateStatus.FILLING)
    version = models.PositiveIntegerField(default=0)
    level = models.CharField(_("level"), max_length=20, blank=True)
    exception = models.CharField(_("reason for the exception"), max_length=500, blank=True)
    exception_by = models.BigIntegerField(null=True)
    exception_by_name = models.CharField(max_length=80, blank=True)
    second = models.BigIntegerField(null=True)
    second_name = models.CharField(_("confirmed by"), max_length=80, blank=True)
    seconded_at = models.DateTimeField(null=True)
    submitted_by_name = models.CharField(max_length=80, blank=True)
    submitted_at = models.DateTimeField(null=True)
    returned_reason = models.CharField(max_length=500, blank=True)
    returned_by_name = models.CharField(max_length=80, blank=True)
    accepted_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(_("why it ended"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["order_path", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "node", "title"], name="applies_once"),
            models.UniqueConstraint(fields=["batch", "number"], name="candidate_numbered_once"),
        ]
        indexes = [models.Index(fields=["batch", "order_path"])]

    def __str__(self) -> str:
        return self.title or self.name


class Passage(models.Model):
    """What one gate came to for one candidate, and why; written once, when the gate closes.

    `total` and `place` are those of `run` (a whole number of 10**-decimals of the gate's rulebook). `votes_…` are the
    meeting's, where one voted on this candidate.
    """

    gate = models.ForeignKey(Gate, models.PROTECT, related_name="passages")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="passages")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="+")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    total = models.BigIntegerField(null=True)
    place = models.PositiveIntegerField(null=True)
    level = models.CharField(max_length=20, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True)
    abstentions = models.PositiveSmallIntegerField(_("abstained"), null=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["gate__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["gate", "candidate"], name="passes_once")]

    def __str__(self) -> str:
        return f"{self.candidate} · {self.gate} · {self.verdict}"


class Finding(models.Model):
    """What a field survey found, what the organisation answered and by when, and who saw that it is so."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="findings")
    gate = models.ForeignKey(Gate, models.PROTECT, null=True, related_name="findings")
    text = models.CharField(_("what was found"), max_length=500)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    reply = models.CharField(_("what the organisation answers"), max_length=500, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    replied_by_name = models.CharField(max_length=80, blank=True)
    replied_at = models.DateTimeField(null=True)
    checked_by_name = models.CharField(max_length=80, blank=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Progress(models.Model):
    """One report of how a project goes on: what was done, how far it is in hundredths, what hinders; `reason` says why
    it stands behind the report before."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="progress")
    on = models.DateField(_("date"))
    done = models.PositiveSmallIntegerField(_("done, per cent"))
    text = models.CharField(_("what was done"), max_length=1000)
    hindrance = models.CharField(_("what hinders"), max_length=500, blank=True)
    reason = models.CharField(_("why less is done than before"), max_length=500, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(done__lte=100), name="done_at_most_all")]

    def __str__(self) -> str:
        return f"{self.candidate} {self.done}%"
