"""Combined decision: a meeting decides on a numbered run item by item, signs, and the levels above approve."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.evaluations.choices import DecisionStatus, ItemKind, Outcome
from apps.evaluations.models.papers import Paper
from apps.evaluations.models.runs import Run
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "DecisionQuerySet":
        """Meetings of scopes that one may compare as a whole."""
        return self.filter(
            reach_of(person).where(Power.COMPARE, "campaign__committee__path", "campaign__committee__zone_id")
        )


class Decision(models.Model):
    """One meeting on one numbered run. Once signed nothing of it changes.

    `final_run` is the run whose results it decided on: `run` itself, or the one that carries what it changed.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField(_("number"))
    run = models.ForeignKey(Run, models.PROTECT, related_name="decisions")
    final_run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("meeting"), max_length=80)
    held_at = models.DateTimeField(_("held"))
    place = models.CharField(_("place"), max_length=80, blank=True)
    due = models.PositiveSmallIntegerField(_("members"), null=True)
    present = models.PositiveSmallIntegerField(_("present"), null=True)
    observers = models.CharField(_("attending without a vote"), max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=DecisionStatus.choices, default=DecisionStatus.OPEN)
    signed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="decision_numbered_once")]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.title}"


class DecisionItem(models.Model):
    """One matter. A change of level names the one by the rules and the one proposed; votes add up to those present."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ItemKind.choices)
    title = models.CharField(_("matter"), max_length=160)
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="decision_items")
    objection = models.BigIntegerField(null=True)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    clause = models.CharField(_("by which clause"), max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("proposed by"), max_length=80, blank=True)
    second = models.BigIntegerField(null=True)
    second_name = models.CharField(_("seconded by"), max_length=80, blank=True)
    seconded_at = models.DateTimeField(null=True)
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True)
    abstentions = models.PositiveSmallIntegerField(_("abstained"), null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["decision", "position"], name="item_once_a_place")]

    def __str__(self) -> str:
        return self.title


class Signature(models.Model):
    """Somebody who signs the decision: in which function, and when they did, each from their own account."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="signatures")
    position = models.PositiveSmallIntegerField()
    function = models.CharField(_("function"), max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="signs_once")]

    def __str__(self) -> str:
        return f"{self.function} {self.name}"


class Approval(models.Model):
    """One level's word on a signed decision, in order; a refusal returns it with its reason."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="approvals")
    position = models.PositiveSmallIntegerField()
    node = models.ForeignKey(Node, models.PROTECT, related_name="+")
    title = models.CharField(_("level"), max_length=80)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["decision", "position"], name="approval_once_a_place")]

    def __str__(self) -> str:
        return f"{self.title} {self.outcome}"
