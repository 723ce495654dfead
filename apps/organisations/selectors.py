"""Whose accounts does a person keep, and to whom may they give a password? Who is missing at a branch?"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.organisations.choices import Kind, Power, Role
from apps.organisations.models import Appointment, Node, NodeQuerySet, reach_of


def people_for(person: Any) -> QuerySet[User]:
    """People with an office, now or once, where `person` keeps people; for administrators also people without any."""
    reach = reach_of(person)
    if reach.is_everything:
        return User.objects.all()
    kept = Appointment.objects.filter(reach.where(Power.PEOPLE, "node__path", "node__zone_id"))
    wanted = Q(pk__in=kept.order_by().values("person"))
    if any(office.role == Role.ADMINISTRATOR for office in reach.offices):
        wanted |= ~Q(pk__in=Appointment.objects.order_by().values("person")) & Q(is_superuser=False)
    return User.objects.filter(wanted)


def people_given_passwords_by(person: Any) -> QuerySet[User]:
    """People whose accounts `person` keeps, and, for a contact person, those of the own unit."""
    inside = Appointment.objects.filter(reach_of(person).where(Power.RESET, "node__path", "node__zone_id"))
    inside = inside.exclude(until__lt=timezone.localdate()).order_by()
    return User.objects.filter(Q(pk__in=people_for(person).order_by().values("pk")) | Q(pk__in=inside.values("person")))


def part_of(node: Node) -> NodeQuerySet:
    """What is handled together with an organisation: all below it; of a work committee itself and its own branches.

    So units are taken one by one, and whoever stands directly under the committee is not forgotten.
    """
    if node.kind != Kind.COMMITTEE:
        return Node.objects.below(node.path).standing()
    return Node.objects.filter(Q(pk=node.pk) | Q(parent=node, kind=Kind.BRANCH)).standing()


def parts_below(node: Node) -> list[Node]:
    """The organisations below a work committee that are handled one by one, in the official order."""
    if node.kind != Kind.COMMITTEE:
        return []
    return list(Node.objects.filter(parent=node).exclude(kind=Kind.BRANCH).standing().in_order())


def vacant(nodes: NodeQuerySet) -> NodeQuerySet:
    """Branches among `nodes` without a secretary today or to come, in the official order."""
    held = Appointment.objects.filter(role=Role.SECRETARY).exclude(until__lt=timezone.localdate())
    return nodes.branches().standing().exclude(pk__in=held.order_by().values("node")).in_order()


def holders(nodes: NodeQuerySet) -> QuerySet[User]:
    """People with an office at any of `nodes` today or to come."""
    held = Appointment.objects.filter(node__in=nodes.order_by()).exclude(until__lt=timezone.localdate())
    return User.objects.filter(pk__in=held.order_by().values("person"), is_active=True)
