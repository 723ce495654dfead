"""What came of a run, for everybody at once? Rated again from its own inputs, so that explaining needs nothing else."""

from functools import lru_cache
from typing import NamedTuple

from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import RUNS_AT_HAND, cohort_of
from apps.evaluations.models import Run
from apps.rating.cohort import Cohort
from apps.rating.rate import Outcome, judge, settle


class Settled(NamedTuple):
    """Everybody's rows as a run read them, and what they were awarded."""

    cohort: Cohort
    outcome: Outcome


def settled(run: Run) -> Settled:
    """The rows of a run and their outcome; the last few runs asked for stay at hand, as a whole run never changes.

    The digest covers inputs and results, so a number given again to another run is rated anew. 10,000 branches cost
    some 100 ms the first time.
    """
    return _settled(run.pk, run.digest)


@lru_cache(maxsize=RUNS_AT_HAND)
def _settled(run_id: int, _digest: str) -> Settled:
    run = Run.objects.select_related("rulebook_version").get(pk=run_id)
    rules, cohort = rulebook_of(run.rulebook_version), cohort_of(run)
    return Settled(cohort, settle(rules, judge(rules, cohort), cohort))
