"""A branch node's profile, and what it was before: type, members, last level on record."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of


class BranchQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "BranchQuerySet":
        return self.filter(reach_of(person).where(Power.SEE, "node__path", "node__zone_id"))

    def standing(self) -> "BranchQuerySet":
        return self.filter(node__closed_on=None)

    def in_order(self) -> "BranchQuerySet":
        return self.order_by("node__order_path")


class Branch(models.Model):
    """What is rated: one node of kind branch, with its type and members; `unit` is the agency it belongs to."""

    node = models.OneToOneField(Node, models.PROTECT, related_name="branch", verbose_name=_("branch"))
    unit = models.ForeignKey(Node, models.PROTECT, related_name="unit_branches", verbose_name=_("unit"))
    branch_type = models.CharField(_("branch type"), max_length=40, blank=True, db_index=True)
    members = models.PositiveIntegerField(_("members"), null=True, blank=True)
    previous_level = models.CharField(_("level of last year"), max_length=20, blank=True)

    objects = BranchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "branches"

    def __str__(self) -> str:
        return self.node.name


class BranchChange(models.Model):
    """Dated history: what a branch was called, where it stood, its type and members until the change."""

    branch = models.ForeignKey(Branch, models.CASCADE, related_name="changes")
    at = models.DateTimeField(auto_now_add=True)
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=120, blank=True)
    after = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"
