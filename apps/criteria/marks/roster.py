"""Are a row's unit and branch names that stand on the roster, and which was probably meant?"""

from collections.abc import Collection, Mapping

from apps.criteria.marks.faults import Closest
from apps.criteria.marks.scales import Hint


class Roster:
    """The names that stand, where any stand: units, and the branches of each; and whether a branch needs a unit."""

    def __init__(
        self,
        units: Collection[str] | None,
        branches: Mapping[str, Collection[str]] | None,
        needs_unit: bool = True,
    ) -> None:
        self.units = units
        self.branches = branches
        self.needs_unit = needs_unit
        self.closest_unit = Closest(units or ())
        self.closest_branch: dict[str, Closest] = {}

    def holds(self, unit: str, branch: str) -> bool:
        if (self.needs_unit and not unit) or (self.units is not None and unit not in self.units):
            return False
        return self.branches is None or branch in self.branches.get(unit, ())

    def unit_fault(self, unit: str, row: int) -> Hint | None:
        if self.needs_unit and not unit:
            return "nounit", "nounit", {"row": row}
        if self.units is None or unit in self.units:
            return None
        return "unit", *self.closest_unit.hint(unit, "unit")

    def branch_fault(self, unit: str, branch: str) -> Hint | None:
        if self.branches is None or branch in self.branches.get(unit, ()):
            return None
        if unit not in self.closest_branch:
            self.closest_branch[unit] = Closest(self.branches.get(unit, ()))
        return "branch", *self.closest_branch[unit].hint(branch, "branch")
