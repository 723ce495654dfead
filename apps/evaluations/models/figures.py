"""What a run found of one group of branches, so that pages read one row and never add up all of them."""

from django.db import models

from apps.evaluations.models.runs import Run


class RunFigure(models.Model):
    """Figures of one group of a run, made with it: `scope` says which kind, `group` names it as text ('' for none).

    What is small enough to be read with every page stands in `Run.counts` instead.
    """

    run = models.ForeignKey(Run, models.CASCADE, db_index=False, related_name="figures")
    scope = models.CharField(max_length=16)
    group = models.CharField(max_length=80, blank=True)
    data = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "scope", "group"], name="figure_once")]

    def __str__(self) -> str:
        return f"{self.run} · {self.scope} {self.group}"
