"""Give somebody new an account and an office, give one more office, end one."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from apps.core.doors import FormPage, seen
from apps.core.permissions import authorise
from apps.organisations.forms import EndForm, HandOverForm, NewPersonForm, OfficeForm
from apps.organisations.models import Appointment, Node
from apps.organisations.services import (
    appoint,
    appoint_new_person,
    end_appointment,
    hand_over,
    person_or_newcomer,
)
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


class OfficeDoor(FormPage):
    """A form about one office, for who gives and takes offices there."""

    template_name = "organisations/node_form.html"

    @cached_property
    def held(self) -> Appointment:
        rows = Appointment.objects.visible_to(self.request.user).select_related("node", "zone", "person")
        return seen(rows, pk=self.kwargs["pk"])

    def permit(self) -> None:
        authorise(self.request.user, "organisations.appoint", self.held.node)


class AppointmentEnd(OfficeDoor):
    """The last day of an office."""

    form_class = EndForm

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
        day = date_format(self.held.until, _("j M Y"))
        messages.success(self.request, _("The appointment ends on its last day, %(day)s.") % {"day": day})
        return redirect("organisations:person", pk=self.held.person_id)


class AppointmentHandOver(OfficeDoor):
    """An office to the next person from a day on; a new account's slip is shown at once."""

    form_class = HandOverForm

    def page(self) -> dict[str, Any]:
        day = date_format(self.held.since, _("j M Y"))
        note = _("Held since %(day)s. Until the day before the change nothing changes for anybody.") % {"day": day}
        return {
            "title": _("Hand over an office"),
            "sub": _("%(person)s: %(role)s, %(node)s") % words_of(self.held),
            "note": note,
            "button": _("Hand over"),
            "back_url": reverse("organisations:person", args=[self.held.person_id]),
        }

    @method_decorator(sensitive_variables())
    def act(self, form: HandOverForm) -> HttpResponse:
        given = form.cleaned_data
        told = {name: given.pop(name) for name in ("name", "mobile", "username")}
        to = person_or_newcomer(self.request.user, **told)
        new, password = hand_over(self.request.user, appointment=self.held, to=to, **given)
        day = date_format(new.since, _("j M Y"))
        words = words_of(new) | {"day": day}
        messages.success(self.request, _("%(person)s is %(role)s, %(node)s, from %(day)s on.") % words)
        if password:
            return slip(self.request, new.person, password, [new])
        return redirect("organisations:person", pk=new.person_id)


def words_of(held: Appointment) -> dict[str, str]:
    """An office in words."""
    return {"person": str(held.person), "role": str(held.get_role_display()), "node": held.node.name}
