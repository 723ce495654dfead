"""Acceptance on site: a day's plan with its team and stops, what was seen at each, findings, both sides' hands."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from apps.assessments.choices import StopStatus
from apps.assessments.models.assessments import Assessment
from apps.campaigns.models import Campaign
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


class VisitQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "VisitQuerySet":
        """Visits of campaigns that one conducts, and those on whose team one is."""
        conducted = reach_of(person).where(Power.CAMPAIGN, "campaign__committee__path", "campaign__committee__zone_id")
        return self.filter(conducted | models.Q(pk__in=VisitMember.objects.filter(person=person.pk).values("visit")))


class Visit(models.Model):
    """One team's day: where it goes, in which order, looking at which criteria."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="visits")
    title = models.CharField(_("title"), max_length=80)
    on = models.DateField(_("day"))
    criteria = models.JSONField(_("criteria seen on site"), default=list)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.title} · {date_format(self.on, 'DATE_FORMAT')}"


class VisitMember(models.Model):
    """One person of a team; the leader signs for it."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="team")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_leader = models.BooleanField(_("leads"), default=False)

    class Meta:
        ordering = ["-is_leader", "pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="once_on_a_team")]

    def __str__(self) -> str:
        return f"{self.visit} · {self.person}"


class StopQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "StopQuerySet":
        """Stops of visits that one sees, and those at one's own branches and units."""
        own = reach_of(person).where(Power.SEE, "assessment__path", "assessment__zone_id")
        return self.filter(own | models.Q(visit__in=Visit.objects.visible_to(person)))


class Stop(models.Model):
    """One branch on one day. Its photos are proof files used by ("stop", pk, criterion).

    `team_sign` and `branch_sign` hold a drawn hand as strokes ([[x, y, …], …] in a box of 600 × 200), empty where a
    name was typed instead.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="stops")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="stops")
    position = models.PositiveSmallIntegerField(_("order"))
    planned_at = models.TimeField(_("planned for"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=StopStatus.choices, default=StopStatus.PLANNED)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    team_sign = models.JSONField(default=list)
    team_signed_by = models.BigIntegerField(null=True)
    team_signed_by_name = models.CharField(max_length=80, blank=True)
    team_signed_at = models.DateTimeField(null=True)
    branch_sign = models.JSONField(default=list)
    branch_signed_by = models.BigIntegerField(null=True)
    branch_signed_by_name = models.CharField(max_length=80, blank=True)
    branch_signed_at = models.DateTimeField(null=True)
    branch_word = models.CharField(_("the branch's word"), max_length=1000, blank=True)
    skip_reason = models.CharField(_("why it was left out"), max_length=500, blank=True)

    objects = StopQuerySet.as_manager()

    class Meta:
        ordering = ["visit", "position"]
        constraints = [models.UniqueConstraint(fields=["visit", "assessment"], name="one_stop_a_visit")]

    def __str__(self) -> str:
        return f"{self.visit} · {self.assessment}"

    @property
    def waits_for_branch(self) -> bool:
        """Whether the team has signed, and the branch has still to."""
        return self.team_signed_at is not None and self.branch_signed_at is None


class StopCheck(models.Model):
    """What was seen of one criterion; `mark` (hundredths) is what the team proposes, the marks stand in the sheet.

    `version` counts its changes: who saves names the one that they saw, 0 before the first.
    """

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="checks")
    criterion = models.CharField(max_length=60)
    mark = models.IntegerField(null=True)
    seen = models.CharField(_("what was seen"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["stop", "criterion"], name="checked_once_a_stop")]

    def __str__(self) -> str:
        return f"{self.stop} · {self.criterion}"


class StopFinding(models.Model):
    """Something to be mended, perhaps by a day, or praised, in a sentence; and the branch's answer."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="findings")
    criterion = models.CharField(max_length=60, blank=True)
    text = models.CharField(_("finding"), max_length=500)
    due_on = models.DateField(_("to be mended by"), null=True, blank=True)
    answer = models.CharField(_("the branch's word"), max_length=500, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
