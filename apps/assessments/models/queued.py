"""What did a phone keep until it had a network, when was it done and when did it come in?"""

from django.db import models

from apps.assessments.choices import QueuedKind
from apps.assessments.models.visits import Stop


class QueuedAct(models.Model):
    """One act at a stop that came from a phone's queue: the receipt by which a repeat has no second effect.

    `told_at` is the phone's time, `arrived_at` ours; `clock_off` is how many seconds the phone's clock ran ahead
    (negative: behind) when it sent. `version_from` and `version_to` are the stop's versions around the act,
    `check_from` and `check_to` those of the criterion's check, `made` the finding or photo that came of it.
    """

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="queued_acts")
    person = models.BigIntegerField()
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=16, choices=QueuedKind.choices)
    part = models.CharField(max_length=60, blank=True)
    made = models.BigIntegerField(null=True)
    told_at = models.DateTimeField()
    arrived_at = models.DateTimeField(auto_now_add=True)
    clock_off = models.IntegerField()
    version_from = models.PositiveIntegerField()
    version_to = models.PositiveIntegerField()
    check_from = models.PositiveIntegerField(null=True)
    check_to = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_effect_a_key")]

    def __str__(self) -> str:
        return f"{self.stop} · {self.kind} {self.part}"
