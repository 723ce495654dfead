"""Does a sheet of marks, or a roster, fit the rulebook? Its rows, its faults by row and column, the mess it had."""

from apps.criteria.marks.accepted import Accepted
from apps.criteria.marks.annotate import annotate
from apps.criteria.marks.cohort import absent_columns, cohort_of, count_blanks
from apps.criteria.marks.excerpt import Excerpt, ExcerptCell, ExcerptRow, excerpt
from apps.criteria.marks.faults import KINDS, Fault
from apps.criteria.marks.read import MarksSheet, read_marks
from apps.criteria.marks.row import MarksRow

__all__ = [
    "KINDS",
    "Accepted",
    "Excerpt",
    "ExcerptCell",
    "ExcerptRow",
    "Fault",
    "MarksRow",
    "MarksSheet",
    "absent_columns",
    "annotate",
    "cohort_of",
    "count_blanks",
    "excerpt",
    "read_marks",
]
