"""The right of reply: a branch's words beside a deduction, a finding or a veto, on every later page."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.models.assessments import Assessment
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ReplyQuerySet":
        return self.filter(reach_of(person).where(Power.SEE, "assessment__path", "assessment__zone_id"))

    def standing(self) -> "ReplyQuerySet":
        return self.filter(ended_at=None)


class Reply(models.Model):
    """`part` is what it answers: a criterion's code, "veto:V1", "finding:12". A new wording ends the old one."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="replies")
    part = models.CharField(max_length=60)
    text = models.CharField(_("words"), max_length=1000)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "part"], condition=models.Q(ended_at=None), name="replied_once_a_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.text}"
