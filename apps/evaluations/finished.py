"""What does a run hand to those who count it? Everybody's roll, groups and outcome, once all are settled."""

from dataclasses import dataclass

from apps.evaluations.models import Run
from apps.evaluations.roll import Roll
from apps.rating.cohort import Cohort
from apps.rating.rate import Outcome
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True, eq=False)
class Finished:
    """Rows in the official order. The cohort's groups are everybody's; its marks may be blank: they were judged slice
    by slice and are not kept."""

    run: Run
    rules: Rulebook
    roll: Roll
    cohort: Cohort
    outcome: Outcome
