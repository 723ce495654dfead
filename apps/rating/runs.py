"""When is a section one plain sum? Points that stand side by side, a blank counting nothing: added in one go."""

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from apps.rating.exact import Exact
from apps.rating.points import HUNDRED
from apps.rating.rulebook import Section
from apps.rating.scores import Marked, Score
from apps.rating.typed import input_keys

if TYPE_CHECKING:
    from apps.rating.sheets import Sheet

PLAIN_BLANKS = ("zero", "fail", "error")


def plain_run(section: Section, sheet: "Sheet") -> Exact | None:
    """The section's sum up to its cap, where its criteria are plain points in neighbouring columns; else None."""
    if section.weights or section.best is not None or section.median or not sheet.party or not section.scores:
        return None
    if any(not is_plain(sheet.scores[code]) for code in section.scores) or _counts_once(section, sheet):
        return None
    keys = [key for code in section.scores for key in input_keys(sheet.entries, sheet.party, code)]
    columns = [sheet.entries.positions[key] for key in keys]
    if len(keys) > len(section.scores) or any(after != before + 1 for before, after in pairwise(columns)):
        return None
    inputs = sheet.rulebook.inputs[columns[0] : columns[-1] + 1]
    low, high = (
        sum(bound) for bound in zip(*((min(0, one.minimum), max(0, one.maximum)) for one in inputs), strict=True)
    )
    marks = sheet.entries.cohort.marks[:, columns[0] : columns[-1] + 1]
    sums = marks[:, 0] if len(columns) == 1 else marks.sum(axis=1, dtype=np.int64)
    return Exact(sums, HUNDRED, low, high).within(None, section.cap)


def is_plain(score: Score) -> bool:
    """Whether a criterion counts exactly what is typed, for every branch, and nothing where it is blank."""
    return (
        isinstance(score.mechanism, Marked)
        and score.mechanism.worth == 1
        and score.times == 1
        and not score.times_figure
        and score.role == "base"
        and score.rounding is None
        and score.blank in PLAIN_BLANKS
        and not (score.party or score.types or score.not_types or score.condition or score.times_cases)
    )


def _counts_once(section: Section, sheet: "Sheet") -> bool:
    return any(code in group for group in sheet.rulebook.count_once for code in section.scores)
