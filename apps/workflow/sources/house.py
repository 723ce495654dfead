"""What have those to do who keep accounts? People who never came, offices that end, branches without a secretary."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.organisations.choices import Power, Role
from apps.organisations.models import Appointment, Node
from apps.organisations.reach import Office, Reach
from apps.workflow.items import Item, end_of
from apps.workflow.sources.desk import Desk

ENDING_DAYS = 30


def house_work(desk: Desk) -> list[Item]:
    """For administrators and contact persons; who conducts campaigns has them for it."""
    keeping = desk.offices(Power.PEOPLE, without=Power.CAMPAIGN)
    resetting = desk.offices(Power.RESET)
    if not keeping and not resetting:
        return []
    reach = desk.reach_by([*keeping, *resetting])
    return [*never_signed_in(reach, bool(keeping)), *ending(reach, bool(keeping)), *without_secretary(reach, keeping)]


def never_signed_in(reach: Reach, keeps: bool) -> list[Item]:
    """People with an office of today who have not come once."""
    held = Appointment.objects.on(timezone.localdate()).filter(reach.where(Power.SEE, "node__path", "node__zone_id"))
    n = User.objects.filter(is_active=True, last_login=None, pk__in=held.order_by().values("person")).count()
    if not n:
        return []
    title = ngettext("%(n)s person has never signed in", "%(n)s people have never signed in", n) % {"n": n}
    why = _("They may not have their one-time passwords.")
    return [Item("never-signed-in", "users", title, why, _("Accounts"), people_url("never", keeps), _("See who"))]


def ending(reach: Reach, keeps: bool) -> list[Item]:
    """Offices that end soon; the first of the days is the item's."""
    today = timezone.localdate()
    held = Appointment.objects.on(today).filter(until__lte=today + timedelta(days=ENDING_DAYS))
    days = list(
        held.filter(reach.where(Power.SEE, "node__path", "node__zone_id"))
        .order_by("until")
        .values_list("until", flat=True)
    )
    if not days:
        return []
    title = ngettext("%(n)s office ends within a month", "%(n)s offices end within a month", len(days))
    why, due_at = _("Extend it or hand it over before its last day."), end_of(days[0])
    url = people_url("", keeps)
    return [
        Item(
            "ending", "calendar-event", title % {"n": len(days)}, why, _("Offices"), url, _("See which"), due_at=due_at
        )
    ]


def without_secretary(reach: Reach, keeping: list[Office]) -> list[Item]:
    """Standing branches that nobody answers for today; who keeps people appoints them all on one page."""
    held = Appointment.objects.on(timezone.localdate()).filter(node=OuterRef("pk"), role=Role.SECRETARY)
    n = Node.objects.filter(reach.where(Power.SEE)).standing().branches().filter(~Exists(held)).count()
    if not n:
        return []
    title = ngettext("%(n)s branch has no secretary", "%(n)s branches have no secretary", n) % {"n": n}
    why, place = (
        _("Nobody can submit its self-assessment."),
        keeping and Node.objects.filter(path=keeping[0].path).first(),
    )
    url = reverse("organisations:vacancies", args=[place.pk]) if place else reverse("branches:list")
    return [Item("no-secretary", "user", title, why, _("Offices"), url, _("See which"))]


def people_url(state: str, keeps: bool) -> str:
    """The list of people, where one keeps it."""
    url = reverse("organisations:person-list") if keeps else reverse("organisations:my-people")
    return f"{url}?state={state}" if state and keeps else url
