"""How do the rows of a file become a cohort, and how much of it is blank?"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from apps.criteria.marks.read import MarksSheet
from apps.criteria.marks.row import MarksRow
from apps.rating.asking import asked_of
from apps.rating.ballots import count_ballots
from apps.rating.cohort import Cohort
from apps.rating.entries import Entries
from apps.rating.exact import Flags, both
from apps.rating.facts import read_facts
from apps.rating.figures import Figures
from apps.rating.inputs import Input
from apps.rating.rulebook import Rulebook


def cohort_of(rulebook: Rulebook, rows: Sequence[MarksRow]) -> Cohort:
    """The rows as columns, with the levels that people gave."""
    cohort = Cohort.of(rulebook, rows)
    if not any(row.decided for row in rows):
        return cohort
    position = {level.name: place for place, level in enumerate(rulebook.levels)}
    return replace(cohort, decided=np.array([position.get(row.decided, -1) for row in rows], np.int16))


def count_blanks(rulebook: Rulebook, cohort: Cohort) -> int:
    """How much of the parties that count is blank, apart from what is not asked of a branch."""
    asked = asked_marks(rulebook, cohort)
    blank = ~cohort.marked
    return sum(
        int(np.count_nonzero(blank[:, place] & asked.get(column.criterion, True)))
        for place, column in enumerate(rulebook.inputs)
        if is_asked(column)
    )


def asked_marks(rulebook: Rulebook, cohort: Cohort) -> dict[str, Flags]:
    """By criterion of which branches it is asked, as bool[n]; those that are asked of everybody are absent."""
    entries, figures = Entries(rulebook, cohort), Figures(len(cohort))
    read_facts(entries, figures)
    count_ballots(entries, figures)
    parts = {section.code: asked_of(section, entries, figures) for section in rulebook.sections}
    scores = {score.code: both(asked_of(score, entries, figures), parts[score.section]) for score in rulebook.scores}
    asked = {criterion.code: scores[criterion.score or criterion.code] for criterion in rulebook.criteria}
    return {code: flags for code, flags in asked.items() if flags is not None}


def is_asked(column: Input) -> bool:
    """Whether a blank cell of it is missed: marks, totals that parties give, the mean of a ballot; not facts."""
    return bool(column.party) or column.kind == "mean"


def absent_columns(rulebook: Rulebook, sheet: MarksSheet) -> list[str]:
    """Keys of what is asked and has no column in the file."""
    return [
        column.key
        for place, column in enumerate(rulebook.inputs)
        if is_asked(column) and place not in sheet.columns.inputs
    ]
