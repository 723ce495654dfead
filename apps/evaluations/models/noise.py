"""Which places another scorer would move: asked of one numbered run, kept with all that is needed to ask again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.evaluations.models.runs import Run


class NoiseStudy(models.Model):
    """How far places wander in `repeats` ratings with marks as another scorer gave them; one for a run.

    `columns` are the inputs that were marked twice, `differences` what the second gave more (int64[pairs, columns],
    hundredths, compressed); with `seed` they make the bands again. `digest` is over all of it and over the bands.
    `bands` is empty until it is whole: then low, high and steady (int32[n] each, in the order of the official list,
    compressed).
    """

    run = models.OneToOneField(Run, models.CASCADE, related_name="noise")
    party = models.CharField(max_length=40)
    seed = models.CharField(_("seed"), max_length=80)
    repeats = models.PositiveIntegerField(_("repeats"))
    pairs = models.PositiveIntegerField(_("pairs"))
    columns = models.JSONField(default=list)
    differences = models.BinaryField()
    bands = models.BinaryField(default=bytes)
    digest = models.CharField(max_length=64, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.run} · {self.repeats}"
