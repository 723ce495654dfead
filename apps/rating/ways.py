"""What would win the next star or level? The shortest list of changes, with the engine as judge, or why there is
none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, compress
from math import comb
from typing import TypeAlias

import numpy as np

from apps.rating.cohort import Cohort
from apps.rating.exact import Flags, Integers
from apps.rating.levers import Lever, criteria_behind, levers
from apps.rating.rate import Judgement, judge
from apps.rating.rulebook import Rulebook

MOST_TRIED = 5_000
MOST_COMPARED = 200
PROBES = 16

Plan: TypeAlias = Mapping[Lever, int]
Goal: TypeAlias = Callable[[Judgement], Flags]


@dataclass(frozen=True, slots=True)
class Option:
    """Change one criterion from `now` (None: blank) to `needed`, in hundredths of what is typed."""

    criterion: str
    now: int | None
    needed: int


@dataclass(frozen=True, slots=True)
class Found:
    """How a goal is reached. options: the single changes that would do, fewest points first; changes: the shortest list
    (the first option where there is one); after: the branch judged with these changes, as a cohort of one."""

    options: tuple[Option, ...]
    changes: tuple[Option, ...]
    after: Cohort


class Search:
    """The ways of the only branch of a cohort; goals are tried by judging variants of it, many at once."""

    def __init__(self, rulebook: Rulebook, cohort: Cohort, branch_type: str) -> None:
        self.rulebook = rulebook
        self.cohort = cohort
        self.levers = levers(rulebook, cohort, branch_type)

    def find(self, goal: Goal, reads: Iterable[str]) -> Found | None:
        """The fewest changes, then the fewest points, that reach `goal`; None where no change of marks does.

        reads: the figures that the goal looks at; only criteria behind them are tried. The number of changes is the
        least wherever no more than MOST_TRIED lists are one shorter; beyond that it is the least that taking away
        one by one leads to.
        """
        behind = criteria_behind(self.rulebook, reads)
        scores = {each.code: each.score or each.code for each in self.rulebook.criteria}
        usable = [lever for lever in self.levers if scores[lever.criterion] in behind]
        by_headroom = sorted(usable, key=lambda lever: (lever.is_bonus, -lever.headroom))
        if not by_headroom or not self._reaches(goal, [self._all(by_headroom)])[0]:
            return None
        single = self._reaches(goal, [self._all([lever]) for lever in by_headroom])
        alone = [lever for lever, does in zip(by_headroom, single, strict=True) if does]
        if alone:
            least = self._least(goal, alone)
            options = sorted(least, key=lambda found: found[1])
            named = tuple(Option(lever.criterion, lever.now, lever.steps.values[at]) for lever, _, at in options)
            return Found(named, named[:1], self._changed([{options[0][0]: options[0][2]}]))
        plan = self._reduced(goal, self._alike(goal, by_headroom, self._fewest(goal, by_headroom)))
        changes = tuple(Option(lever.criterion, lever.now, lever.steps.values[at]) for lever, at in plan.items())
        return Found((), changes, self._changed([plan]))

    def reaches(self, goal: Goal) -> bool:
        """Whether the goal would be reached with everything at its best."""
        return bool(self._reaches(goal, [self._all(self.levers)])[0])

    def at_best(self) -> Cohort:
        """The branch with everything that it can change at its best."""
        return self._changed([self._all(self.levers)])

    def _all(self, chosen: Sequence[Lever]) -> dict[Lever, int]:
        return {lever: lever.best for lever in chosen}

    def _changed(self, plans: Sequence[Plan]) -> Cohort:
        """The branch once for each plan, changed as it says."""
        cohort = _taken(self.cohort, np.zeros(len(plans), np.int64))
        _set(cohort, [(row, lever, at) for row, plan in enumerate(plans) for lever, at in plan.items()])
        return cohort

    def _reaches(self, goal: Goal, plans: Sequence[Plan]) -> Flags:
        return goal(judge(self.rulebook, self._changed(plans)))

    def _least(self, goal: Goal, alone: Sequence[Lever]) -> list[tuple[Lever, Fraction, int]]:
        """For each lever that does alone: the points it takes and the position of its least value."""
        at = self._narrowed(goal, [({}, lever) for lever in alone])
        return [(lever, lever.steps.gain(position), position) for lever, position in zip(alone, at, strict=True)]

    def _narrowed(self, goal: Goal, cases: Sequence[tuple[Plan, Lever]]) -> list[int]:
        """The least position of each case's lever that reaches the goal, the rest of its plan as it is; all at
        once, as a value that does is followed only by values that do."""
        low, high = [0] * len(cases), [lever.best for _, lever in cases]
        rest = self._changed([plan for plan, _ in cases])
        while any(a < b for a, b in zip(low, high, strict=True)):
            probes = [(case, at) for case in range(len(cases)) for at in _between(low[case], high[case])]
            tried = _taken(rest, np.array([case for case, _ in probes], np.int64))
            _set(tried, [(row, cases[case][1], at) for row, (case, at) in enumerate(probes)])
            for (case, at), does in zip(probes, goal(judge(self.rulebook, tried)), strict=True):
                if does:
                    high[case] = min(high[case], at)
                else:
                    low[case] = at + 1
        return high

    def _fewest(self, goal: Goal, by_headroom: Sequence[Lever]) -> list[Lever]:
        """As few levers as will do, most headroom first: one after the other is left away, then shorter lists are
        tried."""
        chosen = list(by_headroom)
        while True:
            spared = self._spared(goal, chosen)
            if spared is None:
                break
            chosen = spared
        while comb(len(by_headroom), len(chosen) - 1) <= MOST_TRIED:
            shorter = [list(each) for each in combinations(by_headroom, len(chosen) - 1)]
            does = self._reaches(goal, [self._all(each) for each in shorter])
            if not does.any():
                break
            chosen = shorter[int(does.argmax())]
        return chosen

    def _spared(self, goal: Goal, chosen: list[Lever]) -> list[Lever] | None:
        """The list without as many of its last ones as can go together, or else without the last that can go."""
        heads = [chosen[:length] for length in range(1, len(chosen))]
        does = self._reaches(goal, [self._all(each) for each in heads]) if heads else np.zeros(0, np.bool_)
        if does.any():
            return heads[int(does.argmax())]
        singles = [[each for each in chosen if each is not one] for one in reversed(chosen)] if heads else []
        does = self._reaches(goal, [self._all(each) for each in singles]) if singles else does
        return singles[int(does.argmax())] if does.any() else None

    def _alike(self, goal: Goal, by_headroom: Sequence[Lever], chosen: list[Lever]) -> list[list[Lever]]:
        """The lists of the same length that reach the goal, as far as they are few enough to be compared."""
        if comb(len(by_headroom), len(chosen)) > MOST_TRIED:
            return [chosen]
        lists = [list(each) for each in combinations(by_headroom, len(chosen))]
        does = self._reaches(goal, [self._all(each) for each in lists])
        return list(compress(lists, does))[:MOST_COMPARED]

    def _reduced(self, goal: Goal, lists: Sequence[list[Lever]]) -> Plan:
        """The plan that takes the fewest points: of each list the least values that will do, those with little headroom
        giving way first, or the others first."""
        plans = [*self._lowered(goal, lists, -1), *self._lowered(goal, lists, 1)]
        return min(plans, key=lambda plan: sum(lever.steps.gain(at) for lever, at in plan.items()))

    def _lowered(self, goal: Goal, lists: Sequence[list[Lever]], step: int) -> list[dict[Lever, int]]:
        """Every list with its values lowered one after the other, from the last on where `step` is −1."""
        plans = [self._all(chosen) for chosen in lists]
        for number in range(len(lists[0]))[::step]:
            cases = [
                ({other: at for other, at in plan.items() if other is not chosen[number]}, chosen[number])
                for plan, chosen in zip(plans, lists, strict=True)
            ]
            for plan, chosen, at in zip(plans, lists, self._narrowed(goal, cases), strict=True):
                plan[chosen[number]] = at
        return plans


def _taken(cohort: Cohort, rows: Integers) -> Cohort:
    """Copies of some branches of a cohort, one a row, to be changed."""
    return replace(
        cohort,
        marks=cohort.marks[rows].astype(np.int64),
        marked=cohort.marked[rows],
        vetoes=cohort.vetoes[rows],
        zone=cohort.zone[rows],
        unit=cohort.unit[rows],
        type=cohort.type[rows],
        decided=None,
    )


def _set(cohort: Cohort, changes: Iterable[tuple[int, Lever, int]]) -> None:
    """Mark criteria: each row's lever with the value at its position."""
    cells = [(row, column, lever.steps.values[at]) for row, lever, at in changes for column in lever.columns]
    rows, columns, values = np.array(cells, np.int64).reshape(-1, 3).T
    cohort.marks[rows, columns] = values
    cohort.marked[rows, columns] = True


def _between(low: int, high: int) -> range:
    """Some positions from `low` up to below `high`, evenly apart: as many as cost hardly more to judge than one."""
    return range(low, high, max(1, (high - low) // PROBES))
