"""Whose word does a signed decision need? The committee's own leader, then every committee above that has one."""

from django.utils import timezone

from apps.organisations.choices import GRANTS, Kind, Power
from apps.organisations.models import Appointment, Node
from apps.organisations.reach import SEGMENT

APPROVERS = [role for role, powers in GRANTS.items() if Power.APPROVE in powers]
COMMITTEES = (Kind.COMMITTEE, Kind.PARTY_COMMITTEE)


def levels_above(committee: Node) -> list[Node]:
    """The organisations that approve, from the committee upwards; those above only where somebody approves there."""
    ends = range(len(committee.path) - SEGMENT, 0, -SEGMENT)
    above = Node.objects.filter(path__in=[committee.path[:end] for end in ends], kind__in=COMMITTEES)
    held = Appointment.objects.on(timezone.localdate()).filter(role__in=APPROVERS, zone=None)
    return [committee, *above.filter(pk__in=held.order_by().values("node")).order_by("-path")]
