"""An office goes from one person to the next: one act, two days that touch."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.accounts.services import create_person
from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.organisations.roll import RollRow
from apps.organisations.roll.names import free_name
from apps.organisations.roll.people import People
from apps.organisations.services.offices import appoint, authorise_office

# Roles of which an organisation has one at a time.
SINGLE = {Role.SECRETARY}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody without an account yet; without an account name one is made from the pinyin."""

    name: str
    mobile: str = ""
    username: str = ""


@transaction.atomic
def hand_over(
    actor: Any, *, appointment: Appointment, to: Any, since: date | None = None, title: str = "", reason: str = ""
) -> tuple[Appointment, str]:
    """Give an office to `to` (a person, or a `Newcomer`) from a day on; whoever holds it now ends the day before.

    Until that day the one who holds it keeps it with all its rights. Gives the new appointment and, for somebody new,
    the one-time password. Refuses a day that has passed or on which the present holder had not begun, a day after the
    office's end, the same person, and a day from which somebody else already holds it.
    """
    authorise_office(actor, appointment.node, appointment.role)
    held = Appointment.objects.select_for_update(of=("self",)).select_related("node", "zone", "person")
    held = held.get(pk=appointment.pk)
    since = since or timezone.localdate() + timedelta(days=1)
    refuse_day(held, since)
    refuse_successor(held, since)
    if to == held.person:
        raise Invalid(_("This person already holds the office."), details={"name": [held.person.name]})
    person, password = account_of(actor, to, held)
    before, until = held.until, held.until
    held.until = since - timedelta(days=1)
    held.save(update_fields=["until"])
    new = appoint(
        actor, person=person, role=held.role, node=held.node, zone=held.zone, since=since, until=until, title=title
    )
    record(
        actor,
        "appointment.handed-over",
        held,
        node_path=held.node.path,
        before={"until": before.isoformat() if before else None},
        after={"until": held.until.isoformat(), "to": person.name, "since": since.isoformat()},
        reason=reason,
    )
    return new, password


def account_of(actor: Any, to: Any, held: Appointment) -> tuple[Any, str]:
    """The next person and, where the account is new, its one-time password; nobody is taken whom one does not keep."""
    if not isinstance(to, Newcomer):
        authorise(actor, "accounts.create_person")
        return to, ""
    username = to.username or free_name(to.name)
    return create_person(actor, username=username, name=to.name, mobile=to.mobile, node_path=held.node.path)


def person_or_newcomer(actor: Any, *, name: str, mobile: str = "", username: str = "") -> Any:
    """Who is meant by name, number and account name: somebody whose account the actor keeps, else a `Newcomer`.

    Refuses a number or account name that belongs to another name, or to somebody whom the actor does not keep.
    """
    row = RollRow(row=1, name=name.strip(), mobile=mobile.strip(), username=username.strip())
    people = People(actor, [row])
    for fault in people.faults_of(row):
        raise Invalid(fault.message, details={fault.field: [fault.value]})
    return people.found(row) or Newcomer(row.name, row.mobile, row.username)


def refuse_day(held: Appointment, since: date) -> None:
    """Both must have at least one day, none of them in the past."""
    if held.until is not None and held.until < since:
        raise Refused(_("This appointment has already ended, or ends before that day."), code="appointment-ended")
    if since < timezone.localdate():
        raise Invalid(_("The first day lies in the past."), details={"since": [since.isoformat()]})
    if since <= held.since:
        words = {"day": date_format(held.since, "DATE_FORMAT")}
        message = _("The present holder begins on %(day)s. Choose a later day.") % words
        raise Invalid(message, details={"since": [since.isoformat()]})


def refuse_successor(held: Appointment, since: date) -> None:
    """Nobody else may hold the office from that day on."""
    if held.role not in SINGLE:
        return
    others = Appointment.objects.filter(role=held.role, node=held.node).exclude(pk=held.pk)
    others = others.filter(Q(until__isnull=True) | Q(until__gte=since))
    if held.until is not None:
        others = others.filter(since__lte=held.until)
    other = others.select_related("person").order_by("since").first()
    if other is not None:
        words = {"person": other.person.name, "day": date_format(other.since, "DATE_FORMAT")}
        raise Refused(_("%(person)s holds this office from %(day)s on.") % words, code="office-taken")
