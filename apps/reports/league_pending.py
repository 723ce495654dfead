"""What is not in a run yet? Marks that changed after it was read."""

from apps.assessments.models import Sheet
from apps.evaluations.models import Run
from apps.rating.rulebook import Rulebook

# Counted up to here: past it, it matters that there are many.
MOST = 1000


def changed_since(run: Run, rules: Rulebook) -> int:
    """How many branches have a sheet that the rules read and that changed after the run was read; at most MOST + 1."""
    parties = {read.sheet for read in rules.inputs if read.kind == "mark"}
    rows = Sheet.objects.filter(changed_at__gt=run.read_at, assessment__campaign=run.campaign_id, party__in=parties)
    return rows.order_by().values("assessment").distinct()[: MOST + 1].count()
