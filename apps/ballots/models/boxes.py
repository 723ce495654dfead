"""What was chosen: sealed ballots without owner, order or time; and what they came to."""

import secrets

from django.db import models

from apps.assessments.models import Assessment
from apps.ballots.models.polls import Poll


def drawn_number() -> int:
    """A key that tells nothing of when its row was made: 62 random bits."""
    return secrets.randbits(62) + 1


class Box(models.Model):
    """The ballots of one layer about one branch, in one row that each vote writes anew.

    `ballots` are sealed texts and `receipts` are SHA-256 of receipts, each list sorted by itself: no place in one tells
    of a place in the other. Part 0 is open; once it holds many, it is closed under the next number. Ballots go when
    they are counted, receipts stay.
    """

    id = models.BigAutoField(primary_key=True, default=drawn_number)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="boxes")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    layer = models.CharField(max_length=40, blank=True)
    part = models.PositiveIntegerField(default=0)
    ballots = models.JSONField(default=list)
    receipts = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "layer", "part"], name="one_box_a_part")]

    def __str__(self) -> str:
        return f"{self.assessment} · {self.layer} · {self.part}"


class Count(models.Model):
    """What the ballots of one layer about one branch came to: by code and on paper together.

    `answers` is question code → option code → how many.
    """

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="counts")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="counts")
    layer = models.CharField(max_length=40, blank=True)
    by_code = models.PositiveIntegerField(default=0)
    on_paper = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict)

    class Meta:
        ordering = ["assessment__order_path", "layer"]
        constraints = [models.UniqueConstraint(fields=["assessment", "layer"], name="counted_once_a_layer")]

    def __str__(self) -> str:
        return f"{self.assessment} · {self.layer}"
