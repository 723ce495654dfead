"""Before judging: which place does each figure take in its scope, and which figure is the scope's best?"""

from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from apps.rating.asking import asked_with_section
from apps.rating.ballots import count_ballots
from apps.rating.cohort import Cohort
from apps.rating.entries import Entries
from apps.rating.exact import Flags, Integers, is_known
from apps.rating.facts import read_facts
from apps.rating.figures import Figures
from apps.rating.places import line_up, places_within
from apps.rating.points import HUNDRED
from apps.rating.rulebook import Rulebook
from apps.rating.scopes import groups_of
from apps.rating.scores import Best, Place, Score
from apps.rating.typed import Typed

Drawn: TypeAlias = tuple[Integers, Flags]


def draw_figures(rulebook: Rulebook, cohort: Cohort) -> Cohort:
    """The cohort with its inputs of kind "drawn" filled: places in hundredths of one, bests in units of their figure.

    Everybody whose figure is given and for whom the criterion holds is compared.
    """
    drawing = [(score, score.mechanism) for score in rulebook.scores if isinstance(score.mechanism, Place | Best)]
    if not drawing:
        return cohort
    entries, figures = Entries(rulebook, cohort), Figures(len(cohort))
    read_facts(entries, figures)
    count_ballots(entries, figures)
    marks, marked = cohort.marks.astype(np.int64), cohort.marked.copy()
    for score, mechanism in drawing:
        column = entries.positions[mechanism.drawn]
        marks[:, column], marked[:, column] = _drawn(score, mechanism, entries, figures)
    return replace(cohort, marks=marks, marked=marked)


def _drawn(score: Score, mechanism: Place | Best, entries: Entries, figures: Figures) -> Drawn:
    """int64[n], what is drawn for each branch, and bool[n], who is compared."""
    party = score.party or entries.rulebook.main_party
    figure = Typed(entries, figures, party).read(mechanism.of, score.code)
    compared = is_known(figure)
    asked = asked_with_section(score, entries, figures)
    compared = compared if asked is None else compared & asked
    rows = np.flatnonzero(compared)
    groups = groups_of(entries.rulebook, entries.cohort, mechanism.within)[rows]
    values = figure.values[rows].astype(np.int64)
    sign = -1 if mechanism.smallest_first else 1
    drawn = np.zeros(len(compared), np.int64)
    if isinstance(mechanism, Place):
        drawn[rows] = places_within(line_up(values[:, None] * sign), groups).astype(np.int64) * HUNDRED
    else:
        drawn[rows] = _largest(values * sign, groups) * sign
    return drawn, compared


def _largest(values: NDArray[np.int64], groups: Integers) -> NDArray[np.int64]:
    """int64[n]: for each row the largest value of its group."""
    largest = np.full(int(groups.max(initial=0)) + 1, np.iinfo(np.int64).min)
    np.maximum.at(largest, groups, values)
    return largest[groups]
