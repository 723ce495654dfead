"""Who holds which office: appoint, appoint somebody new with an account, end."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.services import create_person
from apps.audit.services import record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.permissions import authorise
from apps.organisations.choices import Kind, Role
from apps.organisations.models import Appointment, Node, Zone
from apps.organisations.rules import is_administrator
from apps.organisations.services.tree import refuse_closed


@transaction.atomic
def appoint(
    actor: Any,
    *,
    person: Any,
    role: str,
    node: Node,
    zone: Zone | None = None,
    since: date | None = None,
    until: date | None = None,
    title: str = "",
) -> Appointment:
    """Give a person a role at a node for a span of days, both included. Only administrators make administrators.

    Refuses a closed node, a zone that the role has no use for or that is not the committee's, a secretary elsewhere
    than at a branch, a span that ends before it begins, and an office that the person already holds in that span.
    """
    authorise_office(actor, node, role)
    refuse_closed(node)
    refuse_role(role, node, zone)
    since = since or timezone.localdate()
    if until is not None and until < since:
        raise Invalid(_("The last day lies before the first."), details={"until": [until.isoformat()]})
    refuse_twice(person, role, node, zone, since, until)
    held = Appointment.objects.create(
        person=person, role=role, node=node, zone=zone, since=since, until=until, title=title.strip()
    )
    record(actor, "appointment.made", held, node_path=node.path, after=span_of(held))
    return held


def authorise_office(actor: Any, node: Node, role: str) -> None:
    """Who keeps people at the node gives and takes its offices; an administrator's only another administrator."""
    if actor is None:
        return
    authorise(actor, "organisations.appoint", node)
    if role == Role.ADMINISTRATOR and not is_administrator(actor):
        raise Forbidden(_("Only a system administrator gives or takes this office."))


def refuse_role(role: str, node: Node, zone: Zone | None) -> None:
    """Which role stands at which kind of node, and with which zone."""
    if (role == Role.ZONE_LEAD) != (zone is not None):
        raise Invalid(_("A zone lead needs a zone; no other role has one."), details={"zone": [_("Choose a zone.")]})
    if zone is not None and zone.committee_id != node.pk:
        message = _("A zone lead is appointed at the work committee of the zone.")
        raise Invalid(message, details={"node": [node.name]})
    if role == Role.SECRETARY and node.kind != Kind.BRANCH:
        raise Invalid(_("A branch secretary is appointed at a branch."), details={"node": [node.name]})


def refuse_twice(person: Any, role: str, node: Node, zone: Zone | None, since: date, until: date | None) -> None:
    """The same office twice on one day would only hide its end."""
    held = Appointment.objects.filter(person=person, role=role, node=node, zone=zone)
    held = held.filter(Q(until__isnull=True) | Q(until__gte=since))
    if until is not None:
        held = held.filter(since__lte=until)
    if held.exists():
        raise Invalid(_("The person already holds this office in that time."), details={"role": [role]})


def span_of(held: Appointment) -> dict[str, str]:
    """What the record keeps of an appointment."""
    ends = {"until": held.until.isoformat()} if held.until else {}
    return {"role": held.role, "since": held.since.isoformat()} | ends


@transaction.atomic
def appoint_new_person(
    actor: Any,
    *,
    username: str,
    name: str,
    role: str,
    node: Node,
    mobile: str | None = None,
    email: str = "",
    **office: Any,
) -> tuple[Any, str]:
    """A new account with its first office, or neither; gives the person and the one-time password.

    `office` is what `appoint` takes besides: zone, since, until, title.
    """
    person, password = create_person(
        actor, username=username, name=name, mobile=mobile, email=email, node_path=node.path
    )
    appoint(actor, person=person, role=role, node=node, **office)
    return person, password


@transaction.atomic
def end_appointment(actor: Any, *, appointment: Appointment, on: date | None = None, reason: str = "") -> None:
    """The last day of an office, today unless another is given; the office is kept as history.

    An office is never prolonged here: a day after its last is refused. One that has not begun ends on its first day.
    """
    authorise_office(actor, appointment.node, appointment.role)
    day = max(on or timezone.localdate(), appointment.since)
    if appointment.until is not None and appointment.until < day:
        raise Refused(_("This appointment has already ended, or ends before that day."), code="appointment-ended")
    before = appointment.until.isoformat() if appointment.until else None
    path = appointment.node.path
    record(actor, "appointment.ended", appointment, node_path=path, before=before, after=day.isoformat(), reason=reason)
    appointment.until = day
    appointment.save(update_fields=["until"])
