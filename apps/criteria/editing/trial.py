"""What would a draft give on marks that stand already? Levels before and after, and who moves; nothing is stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from apps.criteria.editing.checks import inspected
from apps.criteria.models import Draft
from apps.criteria.trials import Material
from apps.rating.cohort import Cohort
from apps.rating.compare import Comparison, Standing, compare
from apps.rating.rate import rate
from apps.rating.rulebook import Rulebook
from apps.rating.samples import sample_cohort

SAMPLED = 300
SEED = 2025
MOST_MOVERS = 30


@dataclass(frozen=True)
class LevelRow:
    """One level: how many held it by the old rules and would by the new ones; None where the rules do not have it."""

    name: str
    before: int | None
    after: int | None
    is_rated: bool = True

    @property
    def change(self) -> int:
        """How many more."""
        return (self.after or 0) - (self.before or 0)

    @property
    def change_said(self) -> str:
        """The change with its sign."""
        return f"{self.change:+d}".replace("-", "−") if self.change else "0"


@dataclass(frozen=True)
class Mover:
    """A branch that changes its level."""

    name: str
    before: str
    after: str
    is_risen: bool


@dataclass(frozen=True)
class Trial:
    """The whole trial: `title` of the run that lent its marks (empty: made-up branches); how many inputs are new, and
    how many marks lay above a new maximum."""

    title: str
    branches: int
    levels: Sequence[LevelRow]
    movers: Sequence[Mover]
    moved: int
    missing: int
    clipped: int


def try_draft(draft: Draft, rules: Rulebook, material: Material | None) -> Trial:
    """The draft's rules on the newest run's marks, else on made-up branches marked by the rules before (or its own)."""
    material = material or made_up(draft.based_on.text if draft.based_on else draft.text)
    cohort, missing, clipped = realigned(material.cohort, material.rules, rules)
    before = Standing.of(material.rules, rate(material.rules, material.cohort))
    after = Standing.of(rules, rate(rules, cohort))
    comparison = compare(before, after)
    rows = comparison.movers()
    movers = [mover(comparison, row, material) for row in rows[:MOST_MOVERS]]
    levels = level_rows(before, after, {level.name for level in (*rules.levels, *material.rules.levels) if level.rated})
    return Trial(material.title, len(cohort), levels, movers, len(rows), missing, clipped)


@lru_cache(maxsize=8)
def made_up(text: str) -> Material:
    """Branches that nobody has, the same each time; for a text that is a whole rulebook."""
    rules = inspected(text)[0]
    if rules is None:
        raise ValueError("made-up branches need a whole rulebook")
    return Material("", rules, sample_cohort(rules, SAMPLED, SEED), [str(number + 1) for number in range(SAMPLED)])


def realigned(cohort: Cohort, old: Rulebook, new: Rulebook) -> tuple[Cohort, int, int]:
    """The same branches with the columns that the new rules read: those of the same key, the rest blank.

    Gives also how many columns nobody has yet, and how many marks were cut to a lower maximum.
    """
    found = {column.key: position for position, column in enumerate(old.inputs)}
    wanted = [(column.key, column.minimum, column.maximum) for column in new.inputs]
    marks = np.zeros((len(cohort), len(wanted)), np.int64)
    marked = np.zeros((len(cohort), len(wanted)), np.bool_)
    clipped = 0
    for position, (key, least, most) in enumerate(wanted):
        if key in found:
            given, stands = cohort.marks[:, found[key]].astype(np.int64), cohort.marked[:, found[key]]
            marks[:, position] = np.where(stands, np.clip(given, least, most), 0)
            marked[:, position] = stands
            clipped += int(np.count_nonzero(stands & (given > most)))
    vetoes = {veto.code: position for position, veto in enumerate(old.vetoes)}
    nobody = np.zeros(len(cohort), np.bool_)
    standing = [cohort.vetoes[:, vetoes[veto.code]] if veto.code in vetoes else nobody for veto in new.vetoes]
    columns = np.stack(standing, axis=1) if standing else np.zeros((len(cohort), 0), np.bool_)
    missing = sum(column.key not in found for column in new.inputs if column.kind != "drawn")
    return replace(cohort, marks=marks, marked=marked, vetoes=columns, decided=None), missing, clipped


def level_rows(before: Standing, after: Standing, rated: Collection[str]) -> list[LevelRow]:
    """Every level of either, best first by the new rules; what only the old ones had comes last."""
    names = [*after.levels, *(name for name in before.levels if name not in after.levels)]
    return [LevelRow(name, count(before, name), count(after, name), name in rated) for name in names]


def count(standing: Standing, name: str) -> int | None:
    """How many stand on a level; None where there is no such level."""
    if name not in standing.levels:
        return None
    return int(np.count_nonzero(standing.level == standing.levels.index(name)))


def mover(comparison: Comparison, row: int, material: Material) -> Mover:
    """One branch that moves."""
    before, after = comparison.before, comparison.after
    return Mover(
        material.names[row],
        before.levels[before.level[row]],
        after.levels[after.level[row]],
        bool(comparison.direction[row] > 0),
    )
