"""What came of a run? Rated again from its own inputs, for everybody at once, or for one branch and whoever shares
seats with it."""

from functools import lru_cache
from typing import NamedTuple

from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import RUNS_AT_HAND, cohort_of, inputs_of
from apps.evaluations.models import Result, Run
from apps.evaluations.others import KeptPlaces
from apps.evaluations.some_rows import row_of, rows_of_unit
from apps.rating.cohort import Cohort
from apps.rating.keys import whole_order
from apps.rating.rate import Outcome, judge, settle
from apps.rating.reasons import Others, tied_within
from apps.rating.rulebook import Rulebook


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


class Beheld(NamedTuple):
    """One branch among those whose result can move with its own. row: where it stands in `cohort`; others: who knows
    the places of all (None: the cohort is everybody)."""

    cohort: Cohort
    outcome: Outcome
    row: int
    others: Others | None


def beheld(run: Run, result: Result) -> Beheld:
    """What explaining a branch needs of a run: its own inputs where no quota ties it to others, those of its unit where
    units share seats, else everybody's."""
    rules = rulebook_of(run.rulebook_version)
    tied = tied_within(rules) if keeps_places(rules, result) else None
    if tied is None:
        whole = settled(run)
        return Beheld(whole.cohort, whole.outcome, inputs_of(run).row_of[result.assessment_id], None)
    inputs = rows_of_unit(run, result.unit_id) if tied else row_of(run, result.unit_id, result.assessment_id)
    cohort = inputs.cohort()
    outcome = settle(rules, judge(rules, cohort), cohort)
    return Beheld(cohort, outcome, inputs.row_of[result.assessment_id], KeptPlaces(run, rules, result))


def keeps_places(rules: Rulebook, result: Result) -> bool:
    """Whether the result holds all that places are found by; those of before there were such columns do not."""
    return len(result.keys) == len(whole_order(rules)) and not (rules.size_bands and result.size_band is None)
