"""Which marks stand on nothing? Marked branches without a single piece of proof, by criterion."""

from dataclasses import dataclass

import numpy as np
from django.db.models import Count

from apps.evaluations.health.columns import Marked
from apps.evaluations.models import Run
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.rating.rulebook import Criterion


@dataclass(frozen=True, slots=True)
class Unproved:
    """One criterion: so many of its marked branches have shown no proof."""

    criterion: Criterion
    without: int
    marked: int


def unproved(run: Run, columns: Marked) -> list[Unproved]:
    """Every criterion that is marked, in the rulebook's order; none where the campaign takes no proof at all."""
    branches = run.campaign.assessments.order_by().values("pk")
    uses = Use.objects.standing().filter(kind=UseKind.ASSESSMENT, key__in=branches).order_by()
    shown = dict(uses.values_list("part").annotate(n=Count("key", distinct=True)))
    if not shown:
        return []
    marked = np.count_nonzero(columns.marked, axis=0).tolist()
    rows = zip(columns.criteria, marked, strict=True)
    return [Unproved(each, max(0, n - shown.get(each.code, 0)), n) for each, n in rows if n]
