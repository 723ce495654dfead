"""To whom may a person hand something? To people with an office of today within the own reach."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.organisations.models import Appointment

SHOWN = 20


def receivers(person: Any) -> QuerySet[User]:
    """Everybody but the person whose office the person sees; who may not sign in is left out."""
    held = Appointment.objects.visible_to(person).on(timezone.localdate()).order_by()
    return User.objects.filter(is_active=True, pk__in=held.values("person")).exclude(pk=person.pk)


def receivers_named(person: Any, q: str) -> list[User]:
    """The first of them, by name or place where something is asked for, each with `held`: the offices that one sees."""
    held = Appointment.objects.visible_to(person).on(timezone.localdate()).select_related("node")
    rows = receivers(person)
    if q:
        at = held.filter(node__search_key__contains=q.lower()).order_by().values("person")
        rows = rows.filter(Q(search_key__contains=q.lower()) | Q(username__icontains=q) | Q(pk__in=at))
    return list(rows.order_by("pk").prefetch_related(Prefetch("appointments", held, to_attr="held"))[:SHOWN])
