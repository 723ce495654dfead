"""Who may vote about a branch, and who has: nothing here knows what was chosen, or when."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.models import Assessment
from apps.ballots.models.polls import Poll
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


class RollQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "RollQuerySet":
        return self.filter(reach_of(person).where(Power.SEE, "assessment__path", "assessment__zone_id"))


class Roll(models.Model):
    """One layer of voters about one branch: how many may vote, and how many have, by code and on paper.

    `entitled` is never below voted + on_paper.
    """

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="rolls")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="rolls")
    layer = models.CharField(max_length=40, blank=True)
    entitled = models.PositiveIntegerField(_("may vote"), default=0)
    voted = models.PositiveIntegerField(_("have voted by code"), default=0)
    on_paper = models.PositiveIntegerField(_("have voted on paper"), default=0)

    objects = RollQuerySet.as_manager()

    class Meta:
        ordering = ["assessment__order_path", "layer"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "layer"], name="one_roll_a_layer"),
            models.CheckConstraint(
                condition=models.Q(entitled__gte=models.F("voted") + models.F("on_paper")),
                name="no_more_votes_than_voters",
            ),
        ]
        indexes = [models.Index(fields=["poll", "layer"])]

    def __str__(self) -> str:
        return f"{self.assessment} · {self.layer}"


class Voter(models.Model):
    """One who may vote: a numbered slip, or a named person who is sent a link.

    `token` is made from the code with the house's key, blank before there is one; the code itself is printed or sent
    and never kept.
    `has_voted` has no time beside it.
    """

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="voters")
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    mobile = models.CharField(_("mobile number"), max_length=11, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    token = models.CharField(max_length=64, blank=True)
    has_voted = models.BooleanField(default=False)

    class Meta:
        ordering = ["roll", "number"]
        constraints = [
            models.UniqueConstraint(fields=["roll", "number"], name="numbered_once_a_roll"),
            models.UniqueConstraint(fields=["token"], condition=~models.Q(token=""), name="one_voter_a_token"),
        ]
        # Among a hundred thousand slips the few who have a name are found at once.
        indexes = [models.Index(fields=["roll"], condition=~models.Q(name=""), name="named_voters")]

    def __str__(self) -> str:
        return self.name or f"{self.number}"
