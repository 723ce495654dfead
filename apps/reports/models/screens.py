"""Hall screens: what a wall shows of a campaign, for whoever has its secret address."""

from typing import Any

from django.db import models
from django.utils import timezone

from apps.campaigns.models import Campaign
from apps.organisations.choices import Power
from apps.organisations.models import reach_of
from apps.reports.choices import HallPage


class ScreenQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ScreenQuerySet":
        """Those of campaigns that one conducts."""
        place = ("campaign__committee__path", "campaign__committee__zone_id")
        return self.filter(reach_of(person).where(Power.CAMPAIGN, *place))

    def standing(self) -> "ScreenQuerySet":
        """Those that show something today: not withdrawn, and not past their last day."""
        return self.filter(withdrawn_at=None, ends_on__gte=timezone.localdate())


class Screen(models.Model):
    """One wall. `token` is the SHA-256 of its secret address, empty once withdrawn; `key` opens the ordinary page.

    `pages` are values of `HallPage`, each shown for `seconds`; `ends_on` is the last day.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="screens")
    name = models.CharField(max_length=80)
    pages = models.JSONField(default=list)
    seconds = models.PositiveSmallIntegerField(default=30)
    shows_marks = models.BooleanField(default=False)
    language = models.CharField(max_length=10)
    ends_on = models.DateField()
    token = models.CharField(max_length=64, unique=True, null=True)
    key = models.SlugField(max_length=12, unique=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScreenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def page_names(self) -> list[str]:
        """The chosen pages in words."""
        return [str(HallPage(page).label) for page in self.pages]

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.ends_on < timezone.localdate()
