"""Whose accounts does a person keep?"""

from typing import Any

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.organisations.choices import Power, Role
from apps.organisations.models import Appointment, reach_of


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
