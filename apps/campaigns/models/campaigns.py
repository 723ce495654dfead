"""One year's rating of a scope by a rulebook: dates, stages, state."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.campaigns.choices import CampaignKind, StageKind, Status, kinds_for
from apps.criteria.models import RulebookVersion
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of
from apps.organisations.reach import SEGMENT, below


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "CampaignQuerySet":
        """Campaigns below one's offices, and, once open, those whose scope holds one of them."""
        reach = reach_of(person)
        if reach.is_everything:
            return self
        match = Q(pk__in=[])
        for office in reach.holding(Power.SEE):
            match |= below(office.path, "committee__path")
            above = [office.path[:end] for end in range(SEGMENT, len(office.path) + 1, SEGMENT)]
            match |= Q(committee__path__in=above) & ~Q(status=Status.DRAFT)
        return self.filter(match)

    def ratings(self) -> "CampaignQuerySet":
        """Ratings of branches alone, without the gates of selections."""
        return self.filter(kind=CampaignKind.RATING)

    def newest_first(self) -> "CampaignQuerySet":
        """Rehearsals stand behind what counts."""
        return self.order_by("is_rehearsal", "-year", "-pk")


class Campaign(models.Model):
    """A rating of every branch below `committee` in `year` by one frozen rulebook version; or a gate of a selection."""

    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(max_length=8, choices=CampaignKind.choices, default=CampaignKind.RATING)
    committee = models.ForeignKey(Node, models.PROTECT, related_name="campaigns", verbose_name=_("scope"))
    rulebook_version = models.ForeignKey(RulebookVersion, models.PROTECT, verbose_name=_("rulebook"))
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    is_open_to_branches = models.BooleanField(_("branches may see the whole league table"), default=False)
    is_public = models.BooleanField(_("everybody may read the branches' pages"), default=False)
    public_fields = models.JSONField(default=list, help_text="What they show beside name and level.")
    is_indexed = models.BooleanField(default=False, help_text="Whether search engines may list them.")
    is_demonstration = models.BooleanField(default=False)
    is_rehearsal = models.BooleanField(default=False, help_text="Made-up branches by new rules; may be deleted whole.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return self.name


class StageQuerySet(models.QuerySet):
    def open_at(self, moment: datetime) -> "StageQuerySet":
        return self.filter(opens_at__lte=moment, closes_at__gt=moment)

    def permitting(self, act: str) -> "StageQuerySet":
        return self.filter(kind__in=kinds_for(act))


class Stage(models.Model):
    """A dated part of a campaign; stages may overlap and stand in any order."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="stages")
    kind = models.CharField(_("kind"), max_length=20, choices=StageKind.choices)
    title = models.CharField(_("title"), max_length=40, blank=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    opened_at = models.DateTimeField(null=True, help_text="When what follows from its opening was done.")
    closed_at = models.DateTimeField(null=True, help_text="When what follows from its closing was done.")

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at", "closes_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(closes_at__gt=models.F("opens_at")), name="stage_span")]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
