"""Who may have a report made of a part of a campaign, and who keeps a committee's templates?"""

from typing import Any, NamedTuple

import rules

from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of
from apps.reports.models import Report


class Place(NamedTuple):
    """What a report is about: a node's path and zone, and whether that is the whole campaign."""

    path: str
    zone_id: int | None
    is_whole: bool


@rules.predicate
def can_make(person: Any, place: Place) -> bool:
    """Who sees the part; the whole campaign only for those who compare it or run the house."""
    reach = reach_of(person)
    if place.is_whole:
        return any(reach.covers(power, place.path, place.zone_id) for power in (Power.COMPARE, Power.OPERATE))
    return reach.covers(Power.SEE, place.path, place.zone_id)


@rules.predicate
def can_delete(person: Any, report: Report) -> bool:
    return report.by == person.pk


@rules.predicate
def can_keep_templates(person: Any, committee: Node) -> bool:
    return reach_of(person).covers(Power.CAMPAIGN, committee.path, committee.zone_id)


rules.add_perm("reports.make_report", can_make)
rules.add_perm("reports.delete_report", can_delete)
rules.add_perm("reports.keep_templates", can_keep_templates)
