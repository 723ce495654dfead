"""Where did a branch stand in another run? And what pages tell of movement between runs."""

from apps.assessments.models import Assessment
from apps.evaluations.models import Result, Run
from apps.evaluations.movers import Move, Moves, is_new_method, last_years_run, moves, run_before

__all__ = ["Move", "Moves", "is_new_method", "last_years_run", "moves", "result_in", "run_before"]


def result_in(run: Run, assessment: Assessment) -> Result | None:
    """The same branch's result in another run, be it another year's."""
    return run.results.filter(assessment__node=assessment.node_id).select_related("zone", "unit").first()
