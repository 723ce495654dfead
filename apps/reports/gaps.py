"""Whose self-assessment lies far above or below the superior's, as far as a reader may see it?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

import numpy as np

from apps.assessments.duties import blind_to
from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.evaluations.models import Run
from apps.evaluations.self_gaps import Gaps, gaps_in, median, shared_median
from apps.organisations.choices import Power
from apps.organisations.models import reach_of
from apps.rating.points import HUNDRED

OVER, UNDER = "over", "under"


@dataclass(frozen=True)
class Asked:
    """What an address asks: a unit or zone, above or below, and from how many whole points on."""

    unit: int | None = None
    zone: int | None = None
    side: str = ""
    line: int | None = None

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> "Asked":
        """Read an address; what cannot be read is left out."""
        side, line = query.get("side", ""), whole(query.get("line"))
        side = side if side in {OVER, UNDER} else ""
        return cls(whole(query.get("unit")), whole(query.get("zone")), side, min(line, 10_000) if line else None)

    def plain(self) -> dict[str, Any]:
        """As an address has it."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Branch:
    """One branch compared: hundredths; `gap` above zero is a self-assessment above the superior's."""

    pk: int
    name: str
    unit: int
    unit_name: str
    zone: int | None
    row: int
    own: int
    given: int
    gap: int
    compared: int


@dataclass(frozen=True)
class Unit:
    """One unit: its branches that could be compared, their median gap, and how many of them lie far."""

    pk: int
    name: str
    branches: int
    median: int
    far: int


class GapView:
    """One reader's view of a run's gaps. `is_private`: who sees the own branch alone, beside medians."""

    def __init__(self, person: Any, campaign: Campaign, run: Run, asked: Asked) -> None:
        self.person, self.campaign, self.run, self.asked = person, campaign, run, asked

    @cached_property
    def gaps(self) -> Gaps:
        return gaps_in(self.run)

    @cached_property
    def everybody(self) -> list[Branch]:
        """Every branch that both have marked, in the official order."""
        names = ("pk", "name", "unit", "unit__name", "zone")
        rows = Assessment.objects.of(self.campaign).in_order().values_list(*names)
        gaps, found = self.gaps, []
        for pk, name, unit, unit_name, zone in rows:
            row = gaps.row_of.get(pk)
            if row is not None and gaps.compared[row]:
                figures = [int(column[row].sum()) for column in (gaps.own, gaps.given, gaps.gap, gaps.both)]
                found.append(Branch(pk, name, unit, unit_name, zone, row, *figures))
        return found

    @cached_property
    def compares(self) -> bool:
        return self.person.has_perm("campaigns.compare_branches", self.campaign)

    @cached_property
    def in_sight(self) -> list[Branch]:
        """The branches whose figures the reader may see; none that they mark blindly and have not finished."""
        blind = set(blind_to(self.person))
        return [branch for branch in self.within_reach if branch.pk not in blind]

    @property
    def within_reach(self) -> list[Branch]:
        """The branches that the reader's offices show."""
        if self.compares:
            return self.everybody
        reach = reach_of(self.person)
        powers = (Power.COMPARE, Power.CHECK, Power.SELF_MARK)
        match = reduce(or_, (reach.where(power, "path", "zone_id") for power in powers))
        rows = Assessment.objects.of(self.campaign).filter(match)
        seen = set(rows.values_list("pk", flat=True))
        return [branch for branch in self.everybody if branch.pk in seen]

    @cached_property
    def is_private(self) -> bool:
        """Whether the reader answers for a branch, and sees no other."""
        reach = reach_of(self.person)
        return not self.compares and not reach.has(Power.CHECK) and not reach.has(Power.COMPARE)

    @cached_property
    def line(self) -> int:
        """Hundredths from which on a gap is far."""
        return self.asked.line * HUNDRED if self.asked.line else self.gaps.far_line

    @cached_property
    def chosen(self) -> list[Branch]:
        """What the filters leave, farthest first."""
        asked = self.asked
        rows = [
            branch
            for branch in self.in_sight
            if asked.unit in (None, branch.unit)
            and asked.zone in (None, branch.zone)
            and not (asked.side == OVER and branch.gap < self.line)
            and not (asked.side == UNDER and branch.gap > -self.line)
        ]
        return sorted(rows, key=lambda branch: -abs(branch.gap))

    @cached_property
    def far(self) -> list[Branch]:
        """Those of them that lie far."""
        return [branch for branch in self.chosen if abs(branch.gap) >= self.line]

    @cached_property
    def median(self) -> int | None:
        """The median of the whole campaign; None where too few were compared."""
        return shared_median([branch.gap for branch in self.everybody])

    def unit_median(self, unit: int) -> int | None:
        """The median of one unit; None where it has too few."""
        return shared_median([branch.gap for branch in self.everybody if branch.unit == unit])

    def units(self) -> list[Unit]:
        """The units in sight, the farthest median first."""
        groups: dict[tuple[int, str], list[Branch]] = defaultdict(list)
        for branch in self.in_sight:
            groups[branch.unit, branch.unit_name].append(branch)
        found = [
            Unit(
                pk,
                name,
                len(rows),
                median([row.gap for row in rows]) or 0,
                sum(abs(row.gap) >= self.line for row in rows),
            )
            for (pk, name), rows in groups.items()
        ]
        return sorted(found, key=lambda unit: -abs(unit.median))

    def sections(self, rows: list[Branch]) -> list[tuple[Any, int]]:
        """The median gap of some branches by section."""
        here = [branch.row for branch in rows]
        return [(section, median(column[here]) or 0) for section, column in self.gaps.sections()]

    def criteria(self, rows: list[Branch]) -> list[tuple[Any, int, int]]:
        """By criterion the mean gap (half up) of the branches that both have marked, and how many; farthest first."""
        here, found = [branch.row for branch in rows], []
        for number, criterion in enumerate(self.gaps.criteria):
            both = int(self.gaps.both[here, number].sum())
            if both:
                total = int(self.gaps.gap[here, number].sum())
                found.append((criterion, int(np.floor_divide(2 * total + both, 2 * both)), both))
        return sorted(found, key=lambda each: -abs(each[1]))
