"""How far is a round of reminding voters? Counts of a whole ballot; nothing about any voter, and no time of any."""

from django.db import models

from apps.ballots.models import Poll


class VoterRound(models.Model):
    """One round. `after` is where it goes on after a pause, blank once it is over; the rest are counts."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="rounds")
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    on = models.DateField()
    after = models.BigIntegerField(default=0)
    pauses = models.PositiveSmallIntegerField(default=0)
    wanted = models.PositiveIntegerField(default=0)
    mail = models.PositiveIntegerField(default=0)
    gateway = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    is_over = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll"], condition=models.Q(is_over=False), name="one_voter_round"),
        ]

    def __str__(self) -> str:
        return f"{self.poll} · {self.on:%Y-%m-%d}"
