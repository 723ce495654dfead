"""Input columns: of a campaign as it stands, and of a run as it was rated."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.models import Run, RunInput
from apps.evaluations.packing import CHUNK, Inputs, pack, together, unpack
from apps.evaluations.reading import Reading
from apps.evaluations.roll import Roll
from apps.rating.cohort import Cohort
from apps.rating.rulebook import Rulebook
from apps.rating.scores import Choice

__all__ = ["CHUNK", "Inputs", "pack", "together", "unpack"]

RUNS_AT_HAND = 4
HUNDRED = 100


def load_columns(campaign: Campaign, rules: Rulebook) -> tuple[Roll, Cohort]:
    """Every assessment of the campaign in the official order, with everything that the rules read as columns."""
    reading = Reading(campaign, rules)
    cohort = Cohort.concatenate([part.cohort for part in reading.slices()])
    roll = reading.book.whole()
    return roll, replace(cohort, words=roll.words)


def inputs_of(run: Run) -> Inputs:
    """All rows of a run in the official order; the last few runs asked for stay at hand, as a whole run never changes.

    The digest covers the rows, so a number given again to another run reads anew.
    """
    return _all_chunks(run.pk, run.digest)


def cohort_of(run: Run) -> Cohort:
    """Everything that a run was rated by, what was drawn from everybody's rows included."""
    return inputs_of(run).cohort()


def marks_in(run: Run, code: str) -> tuple[np.ndarray, np.ndarray]:
    """The marks that counted on one criterion (int64[n] hundredths), and where there is one, in the rows of a run."""
    found = inputs_of(run)
    return criterion_columns(rulebook_of(run.rulebook_version), code, found.marks, found.marked)


def criterion_columns(
    rules: Rulebook, code: str, marks: np.ndarray, marked: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The column of the party that counts; of a panel the mean of its markers, half up to a hundredth; of choices the
    points that each is worth."""
    columns = columns_of(rules).get(code, ())
    if not columns:
        return np.zeros(len(marks), np.int64), np.zeros(len(marks), np.bool_)
    here = list(columns)
    given = marked[:, here].sum(axis=1)
    total = np.where(marked[:, here], worth_of(rules, code, marks[:, here]), 0).sum(axis=1, dtype=np.int64)
    return (2 * total + given) // np.maximum(1, 2 * given), given > 0


def worth_of(rules: Rulebook, code: str, marks: np.ndarray) -> np.ndarray:
    """Marks in hundredths; a choice, typed as its number, as the points it is worth."""
    found = next((each.mechanism for each in rules.scores if each.code == code), None)
    if not isinstance(found, Choice):
        return marks
    worth = np.array([0, *(int(points * HUNDRED) for points in found.points)], np.int64)
    return worth[marks // HUNDRED]


def columns_of(rules: Rulebook) -> Mapping[str, tuple[int, ...]]:
    """Where the marks that count stand among the inputs, by criterion: one column, or one a marker."""
    found: dict[str, tuple[int, ...]] = {}
    panels = rules.panels.values()
    markers = {f"{panel.party}{number}" for panel in panels for number in range(1, panel.markers + 1)}
    for column, read in enumerate(rules.inputs):
        if read.kind != "mark" or not read.criterion:
            continue
        if read.key == read.criterion:
            found[read.criterion] = (column,)
        elif read.sheet in markers and read.sheet.removeprefix(rules.main_party).isdecimal():
            found[read.criterion] = (*found.get(read.criterion, ()), column)
    return found


@lru_cache(maxsize=RUNS_AT_HAND)
def _all_chunks(run_id: int, _digest: str) -> Inputs:
    return read_inputs(run_id)


def read_inputs(run_id: int) -> Inputs:
    """All rows of a run as the database has them at this moment, whatever stands at hand."""
    chunks = RunInput.objects.filter(run=run_id).order_by("position").values_list("columns", flat=True)
    return together([unpack(bytes(columns)) for columns in chunks])
