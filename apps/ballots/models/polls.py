"""The ballot of a campaign: what is asked, who may answer in which layer, how answers become points."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.few_votes import SHOWN_FROM
from apps.ballots.choices import FewVotes, PollStatus
from apps.campaigns.models import Campaign


class PollQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "PollQuerySet":
        """Ballots of the campaigns that one sees."""
        return self.filter(campaign__in=Campaign.objects.visible_to(person))


class Poll(models.Model):
    """One campaign's ballot.

    `questions` is a list of {code, title, guide, counts}: answers of those that count give points. `options` is a list
    of {code, title, points}: hundredths, or null for an abstention, which stands last. `layers` is a list of
    {code, title, share, wanted}: share and wanted turnout in hundredths of a per cent. Where the rulebook names options
    and layers, they are the rulebook's own, and just one question counts.

    `public_key` seals each ballot; `sealed_key` opens them, sealed itself by the house's key, and blank once counted.
    """

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="poll")
    status = models.CharField(max_length=10, choices=PollStatus.choices, default=PollStatus.PREPARING)
    questions = models.JSONField(_("questions"), default=list)
    options = models.JSONField(_("options"), default=list)
    layers = models.JSONField(_("layers"), default=list)
    few_votes = models.CharField(
        _("layers with few votes"), max_length=10, choices=FewVotes.choices, default=FewVotes.COUNTED
    )
    shown_from = models.PositiveSmallIntegerField(_("votes from which a layer is shown"), default=SHOWN_FROM)
    version = models.PositiveIntegerField(default=0)
    public_key = models.CharField(max_length=64, blank=True)
    sealed_key = models.CharField(max_length=200, blank=True)
    counted_on = models.DateField(null=True)
    counted_by_name = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="Of every count and receipt, once counted.")

    objects = PollQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.campaign)


class TurnoutDay(models.Model):
    """How many votes a layer had in the whole campaign at the end of a day; nothing finer is ever kept."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="days")
    layer = models.CharField(max_length=40, blank=True)
    on = models.DateField()
    voted = models.PositiveIntegerField()

    class Meta:
        ordering = ["on", "layer"]
        constraints = [models.UniqueConstraint(fields=["poll", "layer", "on"], name="turnout_once_a_day")]

    def __str__(self) -> str:
        return f"{self.poll} · {self.on:%Y-%m-%d} · {self.voted}"
