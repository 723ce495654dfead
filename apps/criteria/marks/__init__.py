"""Does a sheet of marks, or a roster, fit the rulebook? Its rows, its faults by row and column, the mess it had."""

from apps.criteria.marks.accepted import Accepted
from apps.criteria.marks.annotate import annotate
from apps.criteria.marks.excerpt import Excerpt, ExcerptCell, ExcerptRow, excerpt
from apps.criteria.marks.faults import KINDS, Fault
from apps.criteria.marks.read import MarksRow, MarksSheet, read_marks

__all__ = [
    "KINDS",
    "Accepted",
    "Excerpt",
    "ExcerptCell",
    "ExcerptRow",
    "Fault",
    "MarksRow",
    "MarksSheet",
    "annotate",
    "excerpt",
    "read_marks",
]
