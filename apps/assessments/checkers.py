"""Who checks a branch's self-assessment? The reviewers above it; the work committee where nobody is appointed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.assessments.models import Assessment
from apps.organisations.choices import GRANTS, Power, Role
from apps.organisations.models import Appointment, Node, reach_of
from apps.organisations.reach import SEGMENT, Office, below

# The offices that check by themselves; those that conduct campaigns as well only stand in where there is none of them.
CHECKERS = frozenset(role for role, powers in GRANTS.items() if Power.CHECK in powers and Power.CAMPAIGN not in powers)


def is_checker(person: Any) -> bool:
    """Whether the person holds an office of those who check, rather than one that only stands in."""
    return any(office.role in CHECKERS for office in reach_of(person).offices)


def checkers_around(path: str) -> list[Appointment]:
    """Everybody who checks today by an office at, above or below `path`, in the official order."""
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    held = Appointment.objects.on(timezone.localdate()).filter(role__in=CHECKERS, person__is_active=True)
    return list(held.filter(Q(node__path__in=above) | below(path, "node__path")).select_related("person", "node"))


def covering(offices: Iterable[Appointment], path: str, zone_id: int | None) -> list[Appointment]:
    """Those of `offices` that cover the node at `path`."""
    return [each for each in offices if Office(each.role, each.node.path, each.zone_id).covers(path, zone_id)]


def may_check(person: Any, path: str, zone_id: int | None, offices: Iterable[Appointment] | None = None) -> bool:
    """Whether the person checks there: by an own office of that kind, or as a stand-in where nobody holds one.

    `offices`: those around the place, where they are known already.
    """
    reach = reach_of(person)
    if reach.is_everything:
        return True
    held = [office for office in reach.holding(Power.CHECK) if office.covers(path, zone_id)]
    if any(office.role in CHECKERS for office in held):
        return True
    return bool(held) and not covering(checkers_around(path) if offices is None else offices, path, zone_id)


def checked_by(person: Any) -> QuerySet[Assessment]:
    """The assessments below the person's checking offices, whoever else checks there."""
    return Assessment.objects.filter(reach_of(person).where(Power.CHECK, "path", "zone_id"))


def secretaries_of(nodes: Iterable[Any]) -> dict[Any, list[str]]:
    """The names of today's secretaries, by branch node."""
    found: dict[Any, list[str]] = {}
    held = Appointment.objects.on(timezone.localdate()).filter(node__in=nodes, role=Role.SECRETARY)
    for node, name in held.order_by("pk").values_list("node_id", "person__name"):
        found.setdefault(node, []).append(name)
    return found


def units_of(assessments: QuerySet[Assessment]) -> QuerySet[Node]:
    """The units of some assessments, in the official order."""
    return Node.objects.filter(pk__in=assessments.order_by().values("unit")).in_order()
