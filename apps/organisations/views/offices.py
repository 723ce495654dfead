"""Give somebody new an account and an office, give one more office, end one."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from apps.core.doors import FormPage, seen
from apps.core.permissions import authorise
from apps.organisations.forms import EndForm, NewPersonForm, OfficeForm
from apps.organisations.models import Appointment, Node
from apps.organisations.services import appoint, appoint_new_person, end_appointment
from apps.organisations.views.people import PeopleDoor, PersonDoor, slip


class OfficeAct(FormPage, PeopleDoor):
    """A form about an office; an organisation named in the address is chosen beforehand."""

    def node_asked(self) -> Node | None:
        text = self.request.GET.get("node", "")
        return Node.objects.visible_to(self.request.user).filter(pk=text).first() if text.isdecimal() else None

    def arguments(self) -> dict[str, Any]:
        return {"keeper": self.request.user, "node": self.node_asked()}


class PersonCreate(OfficeAct):
    """Account and first office at once; the answer is the slip with the one-time password."""

    template_name = "organisations/person_form.html"
    form_class = NewPersonForm

    def page(self) -> dict[str, Any]:
        return {"back_url": reverse("organisations:person-list")}

    @method_decorator(sensitive_variables())
    def act(self, form: NewPersonForm) -> HttpResponse:
        person, password = appoint_new_person(self.request.user, **form.account(), **form.office())
        return slip(self.request, person, password, person.appointments.select_related("node", "zone"))


class AppointmentCreate(OfficeAct, PersonDoor):
    """One more office for somebody who has an account."""

    template_name = "organisations/appointment_form.html"
    form_class = OfficeForm

    def page(self) -> dict[str, Any]:
        return {"person": self.person, "back_url": reverse("organisations:person", args=[self.person.pk])}

    def act(self, form: OfficeForm) -> HttpResponse:
        held = appoint(self.request.user, person=self.person, **form.office())
        messages.success(self.request, _("%(person)s is appointed: %(role)s, %(node)s.") % words_of(held))
        return redirect("organisations:person", pk=self.person.pk)


class AppointmentEnd(FormPage):
    """The last day of an office."""

    template_name = "organisations/node_form.html"
    form_class = EndForm

    @cached_property
    def held(self) -> Appointment:
        rows = Appointment.objects.visible_to(self.request.user).select_related("node", "zone", "person")
        return seen(rows, pk=self.kwargs["pk"])

    def permit(self) -> None:
        authorise(self.request.user, "organisations.appoint", self.held.node)

    def page(self) -> dict[str, Any]:
        return {
            "title": _("End an appointment"),
            "sub": _("%(person)s: %(role)s, %(node)s") % words_of(self.held),
            "note": _("The office is kept as history; the account stays open."),
            "button": _("End it"),
            "back_url": reverse("organisations:person", args=[self.held.person_id]),
        }

    def act(self, form: EndForm) -> HttpResponse:
        end_appointment(self.request.user, appointment=self.held, **form.cleaned_data)
        messages.success(self.request, _("The appointment ends on its last day, %(day)s.") % {"day": self.held.until})
        return redirect("organisations:person", pk=self.held.person_id)


def words_of(held: Appointment) -> dict[str, str]:
    """An office in words."""
    return {"person": str(held.person), "role": str(held.get_role_display()), "node": held.node.name}
