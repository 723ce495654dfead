"""What staff plan for one campaign: shares to watch, this year and in three; never a rule."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.campaigns.choices import TargetKind
from apps.campaigns.models.campaigns import Campaign

# In how many years the later figure is asked for.
LATER = 3


class CampaignTarget(models.Model):
    """One line of a campaign's plan. `level` is a word of its rulebook and `stars` a number, where the kind asks for
    them; `now` and `later` are amounts as people write them: 25%, 1/3, 200, empty where none is asked."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=TargetKind.choices)
    level = models.CharField(_("level"), max_length=40, blank=True)
    stars = models.PositiveSmallIntegerField(_("stars"), null=True)
    now = models.CharField(_("this year"), max_length=12, blank=True)
    later = models.CharField(_("in three years"), max_length=12, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "position"], name="target_place_once")]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.get_kind_display()} {self.level}"
