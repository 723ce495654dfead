"""Who marks whom: the people that may be given branches, what stands against it, who was given which, invitations."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.choices import Party, Pool
from apps.assessments.models.assessments import Assessment
from apps.campaigns.models import Campaign
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of


def conducted_by(person: Any) -> models.Q:
    """What belongs to the campaigns that a person conducts."""
    return reach_of(person).where(Power.CAMPAIGN, "campaign__committee__path", "campaign__committee__zone_id")


class ScorerQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ScorerQuerySet":
        """Scorers of the campaigns that one conducts, and oneself."""
        return self.filter(conducted_by(person) | models.Q(person=person.pk))


class Scorer(models.Model):
    """A person who may be given branches to mark on the sheet of a party.

    `zones` (keys), `types` (words) narrow what is given; empty lists mean any. `load` says how much of a full share of
    the work one takes: 100 is a full one.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="scorers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    party = models.CharField(max_length=40)
    pool = models.CharField(_("pool"), max_length=10, choices=Pool.choices, default=Pool.STAFF)
    zones = models.JSONField(_("zones"), default=list)
    types = models.JSONField(_("branch types"), default=list)
    load = models.PositiveSmallIntegerField(_("share of the work"), default=100)
    left_at = models.DateTimeField(null=True)

    objects = ScorerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "person", "party"], name="scores_once_a_party")]

    def __str__(self) -> str:
        return f"{self.person} · {dict(Party.choices).get(self.party, self.party)}"


class Interest(models.Model):
    """A person does not mark a unit or a branch: declared, with a reason. The own unit stands against it by itself."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    node = models.ForeignKey(Node, models.PROTECT, related_name="+", verbose_name=_("unit or branch"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person", "node"], condition=models.Q(ended_at=None), name="one_standing_interest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.node}"


class AssignmentQuerySet(models.QuerySet):
    def standing(self) -> "AssignmentQuerySet":
        return self.filter(ended_at=None)

    def visible_to(self, person: Any) -> "AssignmentQuerySet":
        """Those of campaigns that one conducts, and one's own; branches never see who marks them."""
        return self.filter(conducted_by(person) | models.Q(person=person.pk))


class Assignment(models.Model):
    """One branch's sheet of a party is one person's to mark. `party` with "~2" is the blind second sheet of a draw.

    `finished_at` is when the person said that the marks are complete; from then on the own marks stand, and what others
    marked may be seen.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="assignments")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="assignments")
    party = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(_("why somebody else marks"), max_length=500, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "party"], condition=models.Q(ended_at=None), name="one_scorer_a_sheet"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "party", "person"])]

    def __str__(self) -> str:
        return f"{self.assessment} · {self.party} · {self.person}"


class DrawQuerySet(models.QuerySet):
    def standing(self) -> "DrawQuerySet":
        return self.filter(dropped_at=None)

    def visible_to(self, person: Any) -> "DrawQuerySet":
        """Those of campaigns that one conducts: who is marked twice is known to nobody else."""
        return self.filter(conducted_by(person))


class Draw(models.Model):
    """Branches drawn by a seed that was published before: anyone can draw them again.

    Made when the seed is published (`at`), held at `drawn_at`; one stands for each party. `share` in hundredths of a
    per cent; `drawn` are assessment keys in the order of the draw; `strata` are the parts: their `names`, the `keys` of
    their branches and how many were `drawn`.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="draws")
    party = models.CharField(max_length=40)
    share = models.PositiveIntegerField(_("share"))
    seed = models.CharField(_("seed"), max_length=80)
    strata = models.JSONField(default=list)
    drawn = models.JSONField(default=list)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    drawn_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    drop_reason = models.CharField(_("why it does not count"), max_length=500, blank=True)

    objects = DrawQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "party"], condition=models.Q(dropped_at=None), name="one_draw_a_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.seed}"


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "InvitationQuerySet":
        return self.filter(conducted_by(person))


class Invitation(models.Model):
    """An expert or a judge is asked to mark on a party's sheet; `token` is the SHA-256 of the code in the letter."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="invitations")
    party = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=80)
    office = models.CharField(_("from where"), max_length=120, blank=True)
    mobile = models.CharField(_("mobile number"), max_length=11, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    token = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} · {dict(Party.choices).get(self.party, self.party)}"
