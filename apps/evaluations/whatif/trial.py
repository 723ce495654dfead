"""A run's inputs under changed rules: who moves, and what each change does by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import cohort_of
from apps.evaluations.models import Run
from apps.evaluations.whatif.changes import MOST, Change, changed_rules, changed_text, changes_of
from apps.rating.causes import Cause, Causes, Side
from apps.rating.cohort import Cohort
from apps.rating.compare import Comparison, Standing, compare
from apps.rating.faults import RulebookFault
from apps.rating.rate import Outcome, draw, judge, settle
from apps.rating.reading import Path
from apps.rating.rulebook import Rulebook

AT_HAND = 8


@dataclass(frozen=True, eq=False)
class Rated:
    """Rules and what they give the run's branches. cohort: their inputs, in the order of the rules' own columns."""

    rules: Rulebook
    cohort: Cohort
    outcome: Outcome

    @classmethod
    def by(cls, rules: Rulebook, run: Run) -> "Rated":
        """The run's inputs by those rules, with what the rules draw from everybody."""
        cohort = draw(rules, cohort_for(run, rules))
        return cls(rules, cohort, settle(rules, judge(rules, cohort), cohort))

    @property
    def standing(self) -> Standing:
        return Standing.of(self.rules, self.outcome)


@dataclass(frozen=True, eq=False)
class Effect:
    """What one card's changes do by themselves. where, path: the card's.

    faults: why they cannot stand alone; then nobody moves.
    """

    where: str
    path: Path
    risen: int = 0
    fallen: int = 0
    rated: Rated | None = None
    faults: tuple[RulebookFault, ...] = ()


@dataclass(frozen=True, eq=False)
class Trial:
    """A run by its own rules and by changed ones. left_out: the cards whose changes could not be taken in."""

    run: Run
    text: str
    before: Rated
    after: Rated
    comparison: Comparison
    effects: dict[str, Effect]
    left_out: tuple[str, ...]
    faults: tuple[RulebookFault, ...]

    @property
    def is_said_by_cards(self) -> bool:
        """Whether each card that is left out says itself why."""
        return all(self.effects[where].faults for where in self.left_out)

    def causes(self, rows: Sequence[int]) -> list[list[Cause]]:
        """Why each branch of those rows moves."""
        at = np.array(rows, np.int64)
        sides = [Side(rated.rules, rated.cohort, rated.outcome, at) for rated in (self.before, self.after)]
        causes = Causes(*sides)
        return [causes.of(position) for position in range(len(rows))]


def try_out(run: Run, asked: Sequence[tuple[str, str]]) -> Trial:
    """Rate the run's own inputs under the rules that `asked` (pointer, typed value) changes; nothing is stored.

    Changes that no rulebook could hold are left out, and their faults said; so are those beyond the first `MOST`.
    """
    text, before = run.rulebook_version.text, rated_as_it_was(run)
    cards: dict[str, list[Change]] = {}
    for change in changes_of(text, asked)[:MOST]:
        cards.setdefault(change.knob.card, []).append(change)
    effects = {where: _alone(run, before, where, changes) for where, changes in cards.items()}
    taken = [change for changes in cards.values() for change in changes]
    rules, faults = changed_rules(text, taken)
    left_out: tuple[str, ...] = ()
    if rules is None:
        left_out = tuple(where for where, effect in effects.items() if effect.faults) or tuple(cards)
        taken = [change for where, changes in cards.items() if where not in left_out for change in changes]
        rules, more = changed_rules(text, taken)
        if rules is None:
            left_out, taken, faults = tuple(cards), [], more
    after = before if not taken or rules is None else Rated.by(rules, run)
    compared = compare(before.standing, after.standing)
    return Trial(run, changed_text(text, taken), before, after, compared, effects, left_out, faults)


def rated_as_it_was(run: Run) -> Rated:
    """The run's own outcome, made again from its inputs; the last few stay at hand, as a whole run never changes."""
    return _rated(run, run.digest)


@lru_cache(maxsize=AT_HAND)
def _rated(run: Run, _digest: str) -> Rated:
    rules = rulebook_of(run.rulebook_version)
    return Rated.by(rules, run)


def cohort_for(run: Run, rules: Rulebook) -> Cohort:
    """The run's inputs as columns of `rules`, which may be changed ones: what only they read is blank.

    A mark above a lower maximum counts as the maximum.
    """
    known, cohort = rulebook_of(run.rulebook_version), _inputs(run, run.digest)
    if rules.inputs == known.inputs and rules.levels == known.levels and len(rules.vetoes) == len(known.vetoes):
        return cohort
    columns = [column.key for column in known.inputs]
    at = [columns.index(column.key) if column.key in columns else -1 for column in rules.inputs]
    codes = [veto.code for veto in known.vetoes]
    vetoes = [codes.index(veto.code) if veto.code in codes else -1 for veto in rules.vetoes]
    marks, marked = _placed(cohort.marks, at), _placed(cohort.marked, at)
    most = int(np.iinfo(marks.dtype).max)
    for position, (column, was) in enumerate(zip(rules.inputs, at, strict=True)):
        if was >= 0 and column.maximum < known.inputs[was].maximum:
            lowered = min(column.maximum, most)
            marks[:, position] = np.where(marked[:, position], np.minimum(marks[:, position], lowered), 0)
    return replace(
        cohort,
        marks=marks,
        marked=marked,
        vetoes=_placed(cohort.vetoes, vetoes),
        decided=_decided(cohort, known, rules),
    )


@lru_cache(maxsize=AT_HAND)
def _inputs(run: Run, _digest: str) -> Cohort:
    return cohort_of(run)


def _placed(columns: np.ndarray, at: Sequence[int]) -> np.ndarray:
    """The columns at those positions, nothing at −1."""
    nothing = np.zeros((len(columns), 1), columns.dtype)
    return np.concatenate([columns, nothing], axis=1)[:, list(at)]


def _decided(cohort: Cohort, known: Rulebook, rules: Rulebook) -> np.ndarray | None:
    """The levels that people decided, where the rules still have them."""
    if cohort.decided is None:
        return None
    words = [level.name for level in rules.levels]
    names = [level.name for level in known.levels]
    positions = np.array([words.index(name) if name in words else -1 for name in names] + [-1], np.int16)
    return positions[cohort.decided]


def _alone(run: Run, before: Rated, where: str, changes: Sequence[Change]) -> Effect:
    path = changes[0].knob.card_path
    rules, faults = changed_rules(run.rulebook_version.text, changes)
    if rules is None:
        return Effect(where, path, faults=faults)
    alone = Rated.by(rules, run)
    compared = compare(before.standing, alone.standing)
    return Effect(where, path, compared.risen, compared.fallen, alone)
