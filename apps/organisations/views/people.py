"""People whose accounts one keeps: the list, a person's page, one-time passwords, opening and closing accounts."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from apps.accounts.models import User
from apps.accounts.services import reset_password, set_active
from apps.core.doors import SignedInPage, seen
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.core.sorting import page_links
from apps.organisations.choices import Kind, Power, Role
from apps.organisations.models import Appointment, Node, reach_of
from apps.organisations.people_list import STATES, PeopleQuestion, people_page
from apps.organisations.rules import is_administrator
from apps.organisations.selectors import people_for, people_given_passwords_by

LISTED_UNITS = 300


class PeopleDoor(SignedInPage):
    """Only for who keeps people somewhere."""

    permission = "accounts.create_person"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            authorise(request.user, self.permission)
        return super().dispatch(request, *args, **kwargs)


class PersonDoor(PeopleDoor):
    """A page about one person that one keeps; nobody else is found."""

    @cached_property
    def person(self) -> User:
        return seen(people_for(self.request.user), pk=self.kwargs["pk"])

    @cached_property
    def offices(self) -> list[Appointment]:
        """All offices of the person, past ones too, as far as the reader may see their organisations."""
        rows = Appointment.objects.visible_to(self.request.user).filter(person=self.person)
        return list(rows.select_related("node", "node__parent", "zone").order_by("-since", "-pk"))

    @property
    def node_path(self) -> str:
        """Where acts on the account are recorded: at the person's latest office."""
        return self.offices[0].node.path if self.offices else ""


class PersonList(PeopleDoor):
    """Everybody whose account one keeps, with today's offices."""

    template_name = "organisations/person_list.html"

    def page(self) -> dict[str, Any]:
        reader, query = self.request.user, self.request.GET
        asked = PeopleQuestion.of(query)
        people = people_for(reader)
        found = people_page(people, asked, query, reader)
        return {
            "asked": asked,
            "rows": found.rows,
            "pager": page_links(found, asked.kept),
            "roles": [{"value": role.value, "label": role.label, "current": role == asked.role} for role in Role],
            "units": unit_choices(reader, asked.unit),
            "committee": sole_committee(reader),
            "states": [{"value": value, "label": label, "current": value == asked.state} for value, label in STATES],
            "total": asked.narrowed(people, reader).count(),
        }


class PersonPage(PersonDoor):
    """Account and offices of one person."""

    template_name = "organisations/person.html"

    def page(self) -> dict[str, Any]:
        reader, today = self.request.user, timezone.localdate()
        can_manage = reader.has_perm("accounts.set_active", self.person)
        held = [office for office in self.offices if office.until is None or office.until >= today]
        keeps_here = any(reader.has_perm("organisations.appoint", office.node) for office in held)
        return {
            "person": self.person,
            "can_manage": can_manage,
            "shows_mobile": can_manage or keeps_here,
            "held": [self.with_rights(office) for office in held],
            "past": [office for office in self.offices if office not in held],
        }

    def with_rights(self, office: Appointment) -> dict[str, Any]:
        """An office, and whether the reader may end it."""
        reader = self.request.user
        keeps = reader.has_perm("organisations.appoint", office.node)
        can_end = keeps and (office.role != Role.ADMINISTRATOR or is_administrator(reader))
        is_future = office.since > timezone.localdate()
        return {"office": office, "can_end": can_end, "is_future": is_future}


class PersonReset(PersonDoor):
    """A new one-time password, shown on the page that answers and nowhere else; contact persons give it, too."""

    template_name = "organisations/person_reset.html"
    permission = "organisations.give_passwords"

    @cached_property
    def person(self) -> User:
        return seen(people_given_passwords_by(self.request.user), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        authorise(request.user, "accounts.reset_password", self.person)
        return super().get(request, *args, **kwargs)

    def page(self) -> dict[str, Any]:
        offices = [office for office in self.offices if office.until is None or office.until >= timezone.localdate()]
        return {"person": self.person, "offices": offices, "back_url": back_url(self.request.user, self.person)}

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        password = reset_password(request.user, self.person, node_path=self.node_path)
        return slip(request, self.person, password, self.offices)


class PersonActive(PersonDoor):
    """Open or close an account, with a reason."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        active = request.POST.get("active") == "1"
        reason = request.POST.get("reason", "")[:500]
        try:
            set_active(request.user, self.person, active, reason, node_path=self.node_path)
        except Invalid as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("The account is open.") if active else _("The account is closed."))
        return redirect("organisations:person", pk=pk)


def unit_choices(reader: Any, chosen: int | None) -> list[dict[str, Any]]:
    """Units to narrow the list by; none where there are too many, or only one."""
    kept = Node.objects.filter(reach_of(reader).where(Power.PEOPLE)).standing().units().in_order()
    found = list(kept.values_list("pk", "name")[: LISTED_UNITS + 1])
    if not 1 < len(found) <= LISTED_UNITS:
        return []
    return [{"value": pk, "label": name, "current": pk == chosen} for pk, name in found]


def sole_committee(reader: Any) -> Node | None:
    """The one work committee where the reader keeps people; with several, the way leads over its own page."""
    kept = Node.objects.filter(reach_of(reader).where(Power.PEOPLE), kind=Kind.COMMITTEE).standing()
    found = list(kept.in_order()[:2])
    return found[0] if len(found) == 1 else None


def back_url(reader: Any, person: User) -> str:
    """Where the slip's reader goes on: the person's page, or for a contact person the people of the unit."""
    if reader.has_perm("accounts.create_person"):
        return reverse("organisations:person", args=[person.pk])
    return reverse("organisations:my-people")


@sensitive_variables()
def slip(request: HttpRequest, person: User, password: str, offices: Iterable[Appointment]) -> HttpResponse:
    """The page that shows a one-time password once, to be printed; it is kept nowhere and in no address."""
    context = {
        "person": person,
        "password": password,
        "offices": offices,
        "back_url": back_url(request.user, person),
        "address": request.build_absolute_uri("/"),
        "made_at": timezone.localtime(),
    }
    response = render(request, "organisations/slip.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
