"""What is told and kept of a plan: counts, faults, and what each unit would get."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from apps.organisations.models import Node
from apps.organisations.reach import SEGMENT
from apps.organisations.roll.faults import Fault
from apps.organisations.roll.plan import Plan
from apps.organisations.roll.reading import Reading

MOST_FAULTS = 500


def report_of(reading: Reading, plan: Plan) -> dict[str, Any]:
    """Plain data for the page and for REST."""
    faulty = {fault.row for fault in plan.faults}
    return {
        "rows": len(reading.rows),
        "faulty": len(faulty),
        "faults": [asdict(fault) for fault in plan.faults[:MOST_FAULTS]],
        "people": len(plan.newcomers),
        "found": plan.found,
        "offices": len(plan.offices),
        "held": plan.held,
        "without_mobile": sum(one.mobile is None for one in plan.newcomers),
        "left_out": reading.left_out,
        "units": by_unit(plan) if not plan.faults else [],
    }


def by_unit(plan: Plan) -> list[dict[str, Any]]:
    """New people and offices of each organisation directly below the committee, in the official order."""
    people = Counter(one.node.path[: 2 * SEGMENT] for one in plan.newcomers)
    offices = Counter(one.node.path[: 2 * SEGMENT] for one in plan.offices)
    nodes = Node.objects.filter(path__in=offices).in_order()
    return [{"name": node.name, "people": people.get(node.path, 0), "offices": offices[node.path]} for node in nodes]


def fault_of(kept: dict[str, Any]) -> Fault:
    """A fault as it was kept; it speaks the language of whoever reads it."""
    return Fault(**kept)
