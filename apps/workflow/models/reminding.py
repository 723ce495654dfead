"""How does a person want to be reminded? When and how often does a committee remind?"""

from datetime import time
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.organisations.models import Node
from apps.workflow.choices import Purpose, Way

QUIET_FROM, QUIET_UNTIL = time(21, 0), time(7, 30)
DIGEST_AT = time(8, 30)
USUAL_WAYS: dict[str, list[str]] = {
    Purpose.DUE_SOON: [Way.MAIL],
    Purpose.LATE: [Way.MAIL, Way.GATEWAY],
    Purpose.RETURNED: [Way.MAIL, Way.GATEWAY],
    Purpose.DIGEST: [Way.MAIL],
}


def usual_ways() -> dict[str, list[str]]:
    """What holds for whoever has chosen nothing; the page is always a way besides."""
    return {purpose: list(ways) for purpose, ways in USUAL_WAYS.items()}


def usual_days_before() -> list[int]:
    return [3, 1]


def usual_days_late() -> list[int]:
    return [1, 3, 5]


class Preference(models.Model):
    """One person's ways by purpose, and the hours and days on which nothing comes."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminder_preference")
    ways = models.JSONField(default=usual_ways)
    quiet_from = models.TimeField(_("quiet from"), default=QUIET_FROM)
    quiet_until = models.TimeField(_("quiet until"), default=QUIET_UNTIL)
    on_free_days = models.BooleanField(_("on weekends and holidays too"), default=False)
    weekly = models.BooleanField(_("weekly digest on Mondays"), default=False)

    def __str__(self) -> str:
        return str(self.person)

    def by(self, purpose: str) -> list[str]:
        """The ways out of the house that are chosen for a purpose."""
        return self.ways.get(purpose, [])


class Reminding(models.Model):
    """What one committee has set; days are working days. `passed_on` is the last day that was gone through."""

    committee = models.OneToOneField(Node, models.CASCADE, related_name="reminding")
    is_on = models.BooleanField(_("remind people"), default=True)
    sender = models.CharField(_("who reminds"), max_length=30, blank=True)
    digest_at = models.TimeField(_("hour of the daily reminders"), default=DIGEST_AT)
    days_before = models.JSONField(_("working days before the end"), default=usual_days_before)
    days_late = models.JSONField(_("working days late"), default=usual_days_late)
    unit_after = models.PositiveSmallIntegerField(_("to the unit after"), default=1, validators=[MaxValueValidator(60)])
    staff_after = models.PositiveSmallIntegerField(
        _("to the committee's staff after"), default=3, validators=[MaxValueValidator(60)]
    )
    passed_on = models.DateField(null=True, editable=False)

    def __str__(self) -> str:
        return str(self.committee)

    @property
    def signed(self) -> str:
        """The name that stands before a message."""
        return self.sender or self.committee.name

    def told(self) -> dict[str, Any]:
        """What staff set, as the record keeps it."""
        fields = ("is_on", "sender", "days_before", "days_late", "unit_after", "staff_after")
        return {name: getattr(self, name) for name in fields} | {"digest_at": f"{self.digest_at:%H:%M}"}
