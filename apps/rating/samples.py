"""How might a rulebook turn out before anybody is marked? Made-up branches of a realistic mix, the same for a seed."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from apps.rating.cohort import Cohort
from apps.rating.conditions import comparisons
from apps.rating.exact import Flags, Integers
from apps.rating.rate import rate
from apps.rating.rulebook import Rulebook
from apps.rating.sampling import Talent, draw_column, holding, settle_shares

TYPES = ("党政机关", "事业单位", "国有企业", "社会组织")
BRANCHES_A_UNIT = 10
BRANCHES_A_ZONE = 360
TRIED = 400
# How generous marks are on the whole, as the logistic middle of a mark's share of its range; how far branches differ.
GENEROSITIES = tuple(tenths / 10 for tenths in range(2, 41, 3))
DIFFERENCES = (0.7, 1.3, 2.2)
# What a rating usually ends in: few on the best level and on the last, the others alike.
BEST, LAST = 0.08, 0.12
VETOED = 0.01


@dataclass(frozen=True, eq=False)
class Groups:
    """Where n branches stand. zone, unit, type: integers[n], numbers from 0, their names in zones, units and types;
    members: integers[n]."""

    zone: Integers
    unit: Integers
    type: Integers
    zones: tuple[str, ...]
    units: tuple[str, ...]
    types: tuple[str, ...]
    members: Integers

    def __len__(self) -> int:
        return len(self.unit)

    def every(self, step: int) -> "Groups":
        """Each branch that stands `step` after the one before."""
        columns = (self.zone[::step], self.unit[::step], self.type[::step])
        return Groups(*columns, self.zones, self.units, self.types, self.members[::step])


def sample_cohort(rulebook: Rulebook, branches: int, seed: int) -> Cohort:
    """`branches` made-up branches, marked so that they spread over the rulebook's levels as ratings usually do."""
    return fill(rulebook, sample_groups(rulebook, branches, seed), seed)


def sample_groups(rulebook: Rulebook, branches: int, seed: int) -> Groups:
    """Units of uneven sizes about ten, zones of whole units, types by unit, and members: many small, few large."""
    drawn = np.random.default_rng((seed, branches))
    sizes = drawn.lognormal(0.0, 0.7, max(1, round(branches / BRANCHES_A_UNIT)))
    unit = np.sort(drawn.choice(len(sizes), branches, p=sizes / sizes.sum()))
    unit = np.unique(unit, return_inverse=True)[1].astype(np.int32)
    units = int(unit.max(initial=-1)) + 1
    zones = min(units, max(5, round(branches / BRANCHES_A_ZONE)))
    types = _types(rulebook)
    return Groups(
        zone=(unit * zones // max(1, units)).astype(np.int32),
        unit=unit,
        type=drawn.integers(len(types), size=max(1, units))[unit].astype(np.int32),
        zones=_names(rulebook, "zone", zones, "第{}协作区"),
        units=_names(rulebook, "unit", units, "单位{}"),
        types=types,
        members=np.clip(drawn.lognormal(2.5, 0.7, branches), 3, 150).astype(np.int64),
    )


def fill(rulebook: Rulebook, groups: Groups, seed: int) -> Cohort:
    """Inputs for the branches of `groups`, as generous and as different as some hundreds of them end most usually."""
    some = groups.every(max(1, len(groups) // TRIED))
    tried = [(middle, apart) for middle in GENEROSITIES for apart in DIFFERENCES]
    oddness = [_oddness(rulebook, _drawn(rulebook, some, seed, *pair)) for pair in tried]
    return _drawn(rulebook, groups, seed, *tried[int(np.argmin(oddness))])


def _types(rulebook: Rulebook) -> tuple[str, ...]:
    """The types that the rules name, else some usual ones."""
    named: list[str] = []
    limits = [(each.types, each.not_types) for each in rulebook.criteria]
    limits += [(each.types, each.not_types) for each in rulebook.sections]
    for types, others in limits:
        named += sorted(types | others)
    for criterion in rulebook.criteria:
        named += criterion.texts
    conditions = [level.condition for level in rulebook.levels] + [star.condition for star in rulebook.stars]
    for asked in (each for condition in conditions for each in comparisons(condition)):
        named += asked.words if asked.expression.figures == ("type",) else ()
    return tuple(dict.fromkeys(named)) or TYPES


def _names(rulebook: Rulebook, scope: str, number: int, pattern: str) -> tuple[str, ...]:
    """Names of groups, those first to which a quota gives seats."""
    seated: Iterable[str] = (name for quota in rulebook.quotas if quota.within == scope for name in quota.seats)
    named = [name for name in dict.fromkeys(seated) if name]
    return tuple((named + [pattern.format(count) for count in range(1, number + 1)])[:number])


def _oddness(rulebook: Rulebook, cohort: Cohort) -> float:
    """How far the shares of the levels lie from what is usual, all together; too many on the best most of all."""
    level, width = rate(rulebook, cohort).level, len(rulebook.levels)
    shares = np.bincount(level[level >= 0], minlength=width) / max(1, len(cohort))
    usual = np.full(width, (1 - BEST - LAST) / max(1, width - 2))
    usual[0], usual[-1] = BEST, LAST if width > 2 else 1 - BEST
    return float(np.abs(shares - usual).sum() + 2 * max(0.0, shares[0] - usual[0]))


def _drawn(rulebook: Rulebook, groups: Groups, seed: int, middle: float, apart: float) -> Cohort:
    rows = len(groups)
    drawn = np.random.default_rng((seed, rows, 1))
    talent = Talent.drawn(drawn, rulebook, groups.unit, groups.members, middle, apart)
    marks = np.zeros((rows, len(rulebook.inputs)), np.int64)
    marked: Flags = np.zeros(marks.shape, np.bool_)
    for number, column in enumerate(rulebook.inputs):
        marks[:, number], marked[:, number] = draw_column(drawn, rulebook, column, talent)
        marked[:, number] &= holding(rulebook, column, groups.types)[groups.type]
    settle_shares(drawn, rulebook, talent, marks)
    vetoes: Flags = drawn.random((rows, len(rulebook.vetoes))) < VETOED
    vetoes &= np.array([veto.condition is None for veto in rulebook.vetoes], np.bool_)
    words = {"zone": groups.zones, "unit": groups.units, "type": groups.types}
    return Cohort(np.where(marked, marks, 0), marked, vetoes, groups.zone, groups.unit, groups.type, words)
