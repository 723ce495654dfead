"""The road over several years: each year's theme and targets, and the documents that were issued."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.campaigns.models.campaigns import Campaign
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of


class RoadQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "RoadQuerySet":
        """Roads of the committees that one's offices see, or stand below."""
        reach = reach_of(person)
        if reach.is_everything:
            return self
        above = {office.path[:end] for office in reach.holding(Power.SEE) for end in range(len(office.path) + 1)}
        return self.filter(
            reach.where(Power.SEE, "committee__path", "committee__zone_id") | models.Q(committee__path__in=above)
        )


class Road(models.Model):
    """A committee's plan over years, of which each campaign is one."""

    committee = models.ForeignKey(Node, models.PROTECT, related_name="roads")
    name = models.CharField(_("name"), max_length=120)
    aim = models.TextField(_("aim"), blank=True, max_length=2000)

    objects = RoadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class RoadYear(models.Model):
    """One year of a road. `targets` is a list of {level, share or branches (whole numbers; share in tenths of %)}."""

    road = models.ForeignKey(Road, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    theme = models.CharField(_("theme"), max_length=80, blank=True)
    measures = models.TextField(_("measures"), blank=True, max_length=2000)
    targets = models.JSONField(default=list)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["road", "year"], name="year_once_a_road")]

    def __str__(self) -> str:
        return f"{self.year} {self.theme}"


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "DocumentQuerySet":
        """Documents of the roads and campaigns that one sees."""
        roads, campaigns = Road.objects.visible_to(person), Campaign.objects.visible_to(person)
        return self.filter(models.Q(road__in=roads) | models.Q(campaign__in=campaigns))


class IssuedDocument(models.Model):
    """A document that a road or a campaign stands on; its file lies with the proof files of the committee."""

    road = models.ForeignKey(Road, models.CASCADE, null=True, related_name="documents")
    campaign = models.ForeignKey(Campaign, models.CASCADE, null=True, related_name="documents")
    title = models.CharField(_("title"), max_length=160)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    dated_on = models.DateField(_("dated"))
    by_name = models.CharField(_("who"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["dated_on", "pk"]

    def __str__(self) -> str:
        return self.title
