"""Is a scorer lenient or strict? A robust estimate for each, shown beside the marks and never put into them.

Each branch's figure is taken as a middle of everybody, what its group adds, what its scorer adds, and the rest. The
parts are found by turns as medians (median polish: Tukey, Exploratory Data Analysis, 1977), so that a few odd branches
bend nothing.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

# Fewer branches of one scorer tell of the branches, not of the scorer.
LEAST_BRANCHES = 8
# With fewer scorers there is nothing to compare with.
LEAST_SCORERS = 3
TURNS = 20
# A normal spread is 1.4826 median distances wide; a median wanders 1.2533 times as far as a mean does.
SPREAD, WANDER = 1.4826, 1.2533
# So many times its own uncertainty away from none, a difference is hardly chance.
SURE = 2


@dataclass(frozen=True, slots=True)
class Leniency:
    """One scorer: n branches; `lean` hundredths above (lenient) or below (strict) the middle of all scorers; `spread`
    of the own branches around that; `doubt`, the uncertainty of `lean`."""

    branches: int
    lean: float
    spread: float
    doubt: float

    @property
    def is_sure(self) -> bool:
        """Whether it can hardly be chance."""
        return self.lean != 0 and abs(self.lean) >= SURE * self.doubt


def leniencies(
    scorers: Sequence[Hashable], groups: Sequence[Hashable], figures: Sequence[int]
) -> Mapping[Hashable, Leniency]:
    """By scorer, of n branches: who marked each, the group that it is compared in (its type), and its figure in
    hundredths: a total, or what lies between it and the own assessment. Only scorers with enough branches are told;
    nobody where there are too few scorers."""
    rows_of: dict[Hashable, list[int]] = {}
    for row, scorer in enumerate(scorers):
        rows_of.setdefault(scorer, []).append(row)
    told = {scorer: rows for scorer, rows in rows_of.items() if len(rows) >= LEAST_BRANCHES}
    if len(told) < LEAST_SCORERS:
        return {}
    kept = sorted(row for rows in told.values() for row in rows)
    leans, rest = polish({row: (scorers[row], groups[row], figures[row]) for row in kept})
    middle = median(leans.values())
    return {scorer: estimate([rest[row] for row in rows], leans[scorer] - middle) for scorer, rows in told.items()}


def polish(
    rows: Mapping[int, tuple[Hashable, Hashable, int]],
) -> tuple[dict[Hashable, float], dict[int, float]]:
    """What each scorer adds, and what is left of each row, once groups and scorers gave their medians by turns."""
    rest = {row: float(figure) for row, (_scorer, _group, figure) in rows.items()}
    leans: dict[Hashable, float] = {scorer: 0.0 for scorer, _group, _figure in rows.values()}
    for _turn in range(TURNS):
        sweep(rest, {row: group for row, (_scorer, group, _figure) in rows.items()})
        moved = sweep(rest, {row: scorer for row, (scorer, _group, _figure) in rows.items()})
        for scorer, step in moved.items():
            leans[scorer] += step
        if not any(moved.values()):
            break
    return leans, rest


def sweep(rest: dict[int, float], parts: Mapping[int, Hashable]) -> dict[Hashable, float]:
    """Take each part's median out of its rows; gives what was taken."""
    held: dict[Hashable, list[float]] = {}
    for row, part in parts.items():
        held.setdefault(part, []).append(rest[row])
    taken = {part: float(median(values)) for part, values in held.items()}
    for row, part in parts.items():
        rest[row] -= taken[part]
    return taken


def estimate(rest: Sequence[float], lean: float) -> Leniency:
    """A scorer's lean with the spread of what is left."""
    centre = median(rest)
    spread = SPREAD * median(abs(value - centre) for value in rest)
    return Leniency(len(rest), lean, spread, WANDER * spread / len(rest) ** 0.5)
