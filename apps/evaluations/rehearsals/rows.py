"""Made-up branches as the roster and the sheets take them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from apps.rating.cohort import Cohort
from apps.rating.points import HUNDRED
from apps.rating.rulebook import Rulebook
from apps.rating.samples import Groups, sample_groups
from apps.rating.samples import fill as sample_marks

# How far a made-up self-mark lies above the superior's at most, in thousandths of the range.
FLATTERY = 60


@dataclass(frozen=True)
class Row:
    """One made-up branch as the roster reads it."""

    branch: str
    unit: str
    zone: str
    type: str
    members: int | None
    previous_level: str


@dataclass(frozen=True, eq=False)
class Sample:
    """Made-up branches with everything that is known of each."""

    rules: Rulebook
    groups: Groups
    cohort: Cohort

    @classmethod
    def drawn(cls, rules: Rulebook, branches: int, seed: int) -> "Sample":
        """So many branches, the same for a seed."""
        groups = sample_groups(rules, branches, seed)
        return cls(rules, groups, sample_marks(rules, groups, seed))

    def rows(self) -> list[Row]:
        """The branches unit by unit, numbered inside each."""
        groups, counted = self.groups, np.zeros(len(self.groups.units), np.int64)
        found = []
        for row in range(len(groups)):
            unit = int(groups.unit[row])
            counted[unit] += 1
            found.append(
                Row(
                    branch=f"{groups.units[unit]}第{counted[unit]}党支部",
                    unit=groups.units[unit],
                    zone=groups.zones[int(groups.zone[row])],
                    type=groups.types[int(groups.type[row])],
                    members=int(groups.members[row]),
                    previous_level=self.previous_level(row),
                )
            )
        return found

    def previous_level(self, row: int) -> str:
        """Last year's level, where the rules read it."""
        for number, column in enumerate(self.rules.inputs):
            if column.kind == "level" and self.cohort.marked[row, number]:
                return column.words[int(self.cohort.marks[row, number]) // HUNDRED - 1]
        return ""

    def vetoes(self, row: int) -> list[str]:
        """The vetoes that stand."""
        standing = self.cohort.vetoes[row].tolist()
        return [veto.code for veto, stands in zip(self.rules.vetoes, standing, strict=True) if stands]

    def facts(self, row: int) -> dict[str, int]:
        """Facts and votes by the key of their input."""
        kinds = ("votes", "mean", "number", "yes-or-no", "word")
        return {
            column.key: int(self.cohort.marks[row, number])
            for number, column in enumerate(self.rules.inputs)
            if column.kind in kinds and self.cohort.marked[row, number]
        }

    def sheets(self, row: int) -> Iterator[tuple[str, dict[str, int]]]:
        """Each party's marks; the self-assessment is made up too where it is only shown."""
        marks: dict[str, dict[str, int]] = {}
        for number, column in enumerate(self.rules.inputs):
            if column.kind == "mark" and self.cohort.marked[row, number]:
                marks.setdefault(column.sheet, {})[column.criterion] = int(self.cohort.marks[row, number])
        if "self" in self.rules.parties and "self" not in marks:
            marks["self"] = self.flattered(marks.get(self.rules.main_party, {}), row)
        yield from marks.items()

    def flattered(self, marks: dict[str, int], row: int) -> dict[str, int]:
        """The marks a little higher, as branches see themselves."""
        found: dict[str, Any] = {}
        for number, criterion in enumerate(self.rules.criteria):
            if criterion.code in marks:
                span = criterion.maximum - criterion.minimum if criterion.kind == "points" else 0
                more = span * ((row * 7 + number * 11) % FLATTERY) // 1000 // criterion.step * criterion.step
                found[criterion.code] = min(criterion.maximum, marks[criterion.code] + more)
        return found
