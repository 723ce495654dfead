"""Which days are working days? What the State Council decrees for a year, as staff keep it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Day(models.Model):
    """A day that departs from its weekday: a holiday, or a weekend day that is worked. All other days are ordinary.

    A year counts as decreed once it holds any day.
    """

    on = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("is worked"))
    name = models.CharField(_("why"), max_length=40, blank=True)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}"
