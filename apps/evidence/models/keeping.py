"""How many years a committee keeps which kind of proof."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.evidence.choices import FileKind
from apps.organisations.models import Node

YEARS = 5


class KeepingTime(models.Model):
    """The years that one kind of file is kept for after the last year it served; without a row, five."""

    committee = models.ForeignKey(Node, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind of file"), max_length=10, choices=FileKind.choices)
    years = models.PositiveSmallIntegerField(_("years"), default=YEARS)

    class Meta:
        ordering = ["committee", "kind"]
        constraints = [models.UniqueConstraint(fields=["committee", "kind"], name="kept_by_kind_once")]

    def __str__(self) -> str:
        return f"{self.committee} · {self.kind} · {self.years}"
