"""A veto and its way: one person proposes it with a document, a second one confirms it, and it may be lifted again."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.choices import VetoStatus
from apps.assessments.models.assessments import Assessment
from apps.evidence.models import EvidenceFile
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


class VetoCaseQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "VetoCaseQuerySet":
        return self.filter(reach_of(person).where(Power.SEE, "assessment__path", "assessment__zone_id"))

    def confirmed(self) -> "VetoCaseQuerySet":
        return self.filter(status=VetoStatus.CONFIRMED)

    def unfinished(self) -> "VetoCaseQuerySet":
        """What waits for the second person: proposed ones, and those that somebody has asked to lift."""
        asked = models.Q(status=VetoStatus.CONFIRMED) & ~models.Q(lifted_reason="")
        return self.filter(models.Q(status=VetoStatus.PROPOSED) | asked)

    def standing(self) -> "VetoCaseQuerySet":
        """Proposed or confirmed: a branch has each veto once."""
        return self.filter(status__in=[VetoStatus.PROPOSED, VetoStatus.CONFIRMED])


class VetoCase(models.Model):
    """`Assessment.vetoes` holds the codes of the confirmed ones: what the rules read.

    `document` names the paper that says so (市纪委〔2025〕31 号); `file` is a copy of it, where one was kept. A
    confirmed one with a `lifted_reason` waits for the second person to lift it.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="veto_cases")
    code = models.CharField(_("veto"), max_length=60)
    reason = models.CharField(_("reason"), max_length=500)
    document = models.CharField(_("document"), max_length=120)
    file = models.ForeignKey(EvidenceFile, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=VetoStatus.choices, default=VetoStatus.PROPOSED)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("proposed by"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    second = models.BigIntegerField(null=True)
    second_name = models.CharField(_("confirmed by"), max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    lifted_by = models.BigIntegerField(null=True)
    lifted_by_name = models.CharField(max_length=80, blank=True)
    lifted_second_name = models.CharField(max_length=80, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = models.CharField(max_length=500, blank=True)

    objects = VetoCaseQuerySet.as_manager()

    class Meta:
        ordering = ["assessment__order_path", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "code"],
                condition=models.Q(status__in=["proposed", "confirmed"]),
                name="veto_once_a_branch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} · {self.code}"

    @property
    def is_asked_to_lift(self) -> bool:
        return self.status == VetoStatus.CONFIRMED and bool(self.lifted_reason)
