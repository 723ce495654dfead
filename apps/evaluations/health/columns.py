"""The marks of one run by criterion, beside the self-marks: what every figure about criteria is counted from."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from apps.assessments.choices import Party
from apps.assessments.models import Sheet
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import cohort_of, inputs_of, worth_of
from apps.evaluations.criteria import count_marks
from apps.evaluations.models import Run
from apps.rating.points import HUNDRED
from apps.rating.rulebook import Criterion, Rulebook
from apps.rating.scores import Choice, Fines


@dataclass(frozen=True, eq=False)
class Marked:
    """n branches by criterion, in hundredths. marks, own: int64[n, criteria], 0 where blank; marked, own_marked:
    bool[n, criteria]; holds: bool[n, criteria], for which branches each criterion holds."""

    rules: Rulebook
    marks: np.ndarray
    marked: np.ndarray
    own: np.ndarray
    own_marked: np.ndarray
    holds: np.ndarray

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return self.rules.criteria


def marked_in(run: Run) -> Marked:
    """The columns of a run's criteria. The self-marks are those on the sheets now."""
    rules, inputs = rulebook_of(run.rulebook_version), inputs_of(run)
    own, own_marked = self_marks(run, rules, inputs.assessments)
    marks, marked = count_marks(rules, cohort_of(run))
    holds = np.array([[each.holds_for(name) for each in rules.criteria] for name in inputs.type], np.bool_)
    holds = holds.reshape(marks.shape)
    return Marked(rules, marks, marked & holds, own, own_marked & holds, holds)


def self_marks(run: Run, rules: Rulebook, assessments: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """int64[n, criteria] and which of them are marked, in the order of `assessments`."""
    sheets = Sheet.objects.filter(party=Party.SELF, assessment__campaign=run.campaign_id)
    by_branch = dict(sheets.values_list("assessment_id", "marks"))
    codes = [criterion.code for criterion in rules.criteria]
    read: list[Callable[[str], int | None]] = [by_branch.get(pk, {}).get for pk in assessments]
    rows = [[get(code) for code in codes] for get in read]
    marks = np.array([[mark or 0 for mark in row] for row in rows], np.int64).reshape(len(rows), len(codes))
    marked = np.array([[mark is not None for mark in row] for row in rows], np.bool_).reshape(marks.shape)
    worth = [worth_of(rules, code, marks[:, number]) for number, code in enumerate(codes)]
    return np.array(worth, np.int64).T.reshape(marks.shape), marked


def ends_of(rules: Rulebook, criterion: Criterion) -> tuple[int, int]:
    """The worst and the best that a criterion can be marked with, in hundredths; a choice as the points it is worth."""
    mechanism = next((each.mechanism for each in rules.scores if each.code == criterion.score), None)
    if criterion.kind == "choice" and isinstance(mechanism, Choice):
        return int(min(mechanism.points) * HUNDRED), int(max(mechanism.points) * HUNDRED)
    if criterion.kind == "penalty" or isinstance(mechanism, Fines):
        return criterion.maximum, criterion.minimum
    return criterion.minimum, criterion.maximum
