"""A branch's result with its reasons: from the run's own inputs, so that it explains what was rated."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from apps.assessments.models import Assessment
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import columns_of
from apps.evaluations.models import Result, Run
from apps.evaluations.outcomes import beheld
from apps.rating.cohort import Cohort
from apps.rating.reasons import Explanation, explain_among
from apps.rating.rulebook import Rulebook
from apps.reports.telling import Chapter, Words, tell
from apps.reports.telling.folding import about


@dataclass(frozen=True)
class Explained:
    """One branch in one run: the result, the marks it was rated by, and the reasons."""

    result: Result
    rules: Rulebook
    marks: dict[str, int | None]
    reasons: Explanation

    @cached_property
    def words(self) -> Words:
        """Names in the reader's language, for what may be told of this branch."""
        return about(Words.of(self.rules), self.reasons)

    @property
    def groups(self) -> Mapping[str, str]:
        """The names of the groups in which the branch has a place."""
        zone = self.result.zone
        return {"zone": zone.name if zone else "", "unit": self.result.unit.name, "type": self.result.branch_type}

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The whole derivation as sentences."""
        return tell(self.words, self.reasons, self.result.branch_type, self.groups)


def explained(run: Run, assessment: Assessment) -> Explained | None:
    """The derivation of one branch's result in a run; None when the run does not hold the branch."""
    result = run.results.select_related("unit", "zone").filter(assessment=assessment).first()
    if result is None:
        return None
    rules, seen = rulebook_of(run.rulebook_version), beheld(run, result)
    reasons = explain_among(rules, *seen)
    return Explained(result, rules, own_marks(rules, seen.cohort, seen.row), reasons)


def own_marks(rules: Rulebook, cohort: Cohort, row: int) -> dict[str, int | None]:
    """What the party that counts typed on each criterion, in hundredths; of a panel the mean of its markers, half up to
    a hundredth; None where blank."""
    columns = columns_of(rules)
    found: dict[str, int | None] = {}
    for criterion in rules.criteria:
        here = [column for column in columns.get(criterion.code, ()) if cohort.marked[row, column]]
        total, given = sum(int(cohort.marks[row, column]) for column in here), len(here)
        found[criterion.code] = (2 * total + given) // (2 * given) if given else None
    return found
