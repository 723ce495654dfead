"""What does `manage.py rate` make of two texts, a rulebook and a file of marks?"""

from apps.core.tables import read_table
from apps.criteria.marks.cohort import cohort_of
from apps.criteria.marks.read import read_marks
from apps.rating.loading import load
from apps.rating.outcome import ResultRow, result_rows
from apps.rating.rate import Outcome, rate
from apps.rating.rulebook import Rulebook


def outcome_of(rules: str, marks: str) -> tuple[Rulebook, Outcome, list[ResultRow]]:
    """The rulebook, everything that was awarded, and the rows of results. Marks that have faults fail the test."""
    rulebook = load(rules)
    sheet = read_marks(rulebook, read_table(marks.encode(), "marks.csv"), needs_unit=False)
    assert sheet.faults == ()
    names = [(row.branch, row.unit, row.zone, row.type) for row in sheet.rows]
    outcome = rate(rulebook, cohort_of(rulebook, sheet.rows))
    return rulebook, outcome, list(result_rows(rulebook, outcome, names))


def rated(rules: str, marks: str) -> list[ResultRow]:
    """The rows of results."""
    return outcome_of(rules, marks)[2]
