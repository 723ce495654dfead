"""Who is on a roll of people, and what would bringing it in make? Rows, faults with remedies, the plan."""

from apps.organisations.roll.faults import Fault
from apps.organisations.roll.plan import Plan, plan_roll
from apps.organisations.roll.reading import Reading, read_roll
from apps.organisations.roll.rows import RollRow

__all__ = ["Fault", "Plan", "Reading", "RollRow", "plan_roll", "read_roll"]
