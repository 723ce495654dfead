"""People whose accounts one keeps: the list, a person's page, one-time passwords, opening and closing accounts."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.organisations.people_list import STATES, PeopleQuestion, people_page
from apps.organisations.rules import is_administrator
from apps.organisations.selectors import people_for


class PeopleDoor(SignedInPage):
    """Only for who keeps people somewhere."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            authorise(request.user, "accounts.create_person")
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
            "states": [{"value": value, "label": label, "current": value == asked.state} for value, label in STATES],
            "total": asked.narrowed(people, reader).count(),
        }


class PersonPage(PersonDoor):
    """Account and offices of one person."""

    template_name = "organisations/person.html"

    def page(self) -> dict[str, Any]:
        reader, today = self.request.user, timezone.localdate()
        can_manage = reader != self.person and reader.has_perm("accounts.reset_password", self.person)
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
        return {"office": office, "can_end": can_end, "is_future": office.since > timezone.localdate()}


class PersonReset(PersonDoor):
    """A new one-time password, shown on the page that answers and nowhere else."""

    http_method_names = ["post"]

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


@sensitive_variables()
def slip(request: HttpRequest, person: User, password: str, offices: Iterable[Appointment]) -> HttpResponse:
    """The page that shows a one-time password once, to be printed; it is kept nowhere and in no address."""
    context = {
        "person": person,
        "password": password,
        "offices": offices,
        "address": request.build_absolute_uri("/"),
        "made_at": timezone.localtime(),
    }
    response = render(request, "organisations/slip.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
