"""For which organisations may somebody apply in a programme? By name, with the closest where none fits."""

from typing import Any

from django.db.models import Q

from apps.demonstrations.models import Programme
from apps.demonstrations.rules import APPLYING
from apps.ledgers.holders import Holders
from apps.organisations.choices import Kind
from apps.organisations.models import Node, reach_of


class Applicants(Holders):
    """Standing organisations of the programme's scope that the person may apply for."""

    def __init__(self, person: Any, programme: Programme) -> None:
        reach, match = reach_of(person), Q(pk__in=[])
        for power in APPLYING:
            match |= reach.where(power)
        rows = Node.objects.filter(match).standing().below(programme.committee.path)
        self.rows = rows.exclude(kind=Kind.COMMITTEE).select_related("zone")
