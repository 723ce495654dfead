"""By which ways does a person want to be told, and by which can the person be told at all?"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.campaigns.days import is_working
from apps.workflow import gateway, mail
from apps.workflow.choices import DeliveryKind, Purpose, Way
from apps.workflow.models import Preference
from apps.workflow.reminding.quiet import Hours

AT_ONCE = 5_000
PURPOSES = {
    DeliveryKind.DUE_SOON: Purpose.DUE_SOON,
    DeliveryKind.LATE: Purpose.LATE,
    DeliveryKind.ESCALATION: Purpose.LATE,
    DeliveryKind.BY_HAND: Purpose.LATE,
    DeliveryKind.RETURNED: Purpose.RETURNED,
    DeliveryKind.DIGEST: Purpose.DIGEST,
    DeliveryKind.WEEKLY: Purpose.DIGEST,
}


def preferences_of(people: Iterable[int]) -> Callable[[int], Preference]:
    """A function from a person's id to what the person chose, or what usually holds."""
    chosen = {row.person_id: row for some in parts(people) for row in Preference.objects.filter(person__in=some)}
    return lambda person: chosen.get(person) or Preference(person_id=person)


def people_of(ids: Iterable[int]) -> list[User]:
    """These people, as far as they may sign in."""
    return [person for some in parts(ids) for person in User.objects.filter(pk__in=some, is_active=True).order_by("pk")]


def parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids in order, as many at once as one question may hold."""
    listed = sorted(ids)
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))


def reachable(person: User) -> list[Way]:
    """The ways out of the house that lead to the person: those that work here, and where there is an address."""
    found = [Way.MAIL] if mail.is_on() and person.email else []
    return found + ([Way.GATEWAY] if gateway.is_on() and person.mobile else [])


def ways_for(person: User, preference: Preference, kind: str) -> list[Way]:
    """The ways by which a message of this kind goes to the person."""
    wanted = preference.by(PURPOSES[DeliveryKind(kind)])
    return [way for way in reachable(person) if way in wanted]


def hours_of(preference: Preference) -> Hours:
    """When nothing comes."""
    return Hours(preference.quiet_from, preference.quiet_until, preference.on_free_days)


def known_days() -> Callable[[date], bool]:
    """`is_working`, each day asked for once."""
    return cache(is_working)


def ways_lines(person: User) -> list[tuple[str, str]]:
    """How reminders come to a person: the ways that lead to them, what for, and the quiet hours; a term and words."""
    wishes, lines = preferences_of([person.pk])(person.pk), [(_("In the page"), _("at any time"))]
    for way in reachable(person):
        purposes = [str(purpose.label) for purpose in Purpose if way in wishes.by(purpose)]
        lines.append((str(way.label).capitalize(), _(", ").join(purposes) or _("no messages")))
    quiet = f"{wishes.quiet_from:%H:%M}–{wishes.quiet_until:%H:%M}"
    if wishes.quiet_from == wishes.quiet_until:
        quiet = ""
    free = "" if wishes.on_free_days else _("weekends and holidays")
    return [*lines, (_("Quiet hours"), _(", ").join(part for part in (quiet, free) if part) or _("none"))]
