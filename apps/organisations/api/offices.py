"""Offices over REST: who holds which role where, from when to when."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import NO_STORE, Door, ListDoor
from apps.organisations.filters import AppointmentFilter
from apps.organisations.models import Appointment, AppointmentQuerySet
from apps.organisations.serializers import (
    AppointmentEndSerializer,
    AppointmentSerializer,
    HandedOverSerializer,
    HandOverSerializer,
    NewAppointmentSerializer,
)
from apps.organisations.services import appoint, end_appointment, hand_over, person_or_newcomer


class AppointmentRows(Door):
    serializer_class = AppointmentSerializer

    def get_queryset(self) -> AppointmentQuerySet:
        return Appointment.objects.visible_to(self.request.user).select_related("person", "node", "zone")

    def appointment(self) -> Appointment:
        """The appointment that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])


class AppointmentList(AppointmentRows, ListDoor):
    """Appointments in one's own subtree, in the order in which they were made."""

    filterset_class = AppointmentFilter

    @extend_schema(request=NewAppointmentSerializer, responses={201: AppointmentSerializer})
    def post(self, request: Request) -> Response:
        """Give an office to a person whose account one keeps. Only administrators make administrators."""
        authorise(request.user, "organisations.appoint")
        held = appoint(request.user, **self.given(NewAppointmentSerializer))
        return self.made(AppointmentSerializer, held, reverse("api:appointment", args=[held.pk]))


class AppointmentDetail(AppointmentRows):
    """One appointment."""

    def get(self, request: Request, pk: int) -> Response:
        """One appointment in one's own subtree."""
        return self.answer(AppointmentSerializer, self.appointment())


class AppointmentEnd(AppointmentRows):
    """The last day of an office."""

    @extend_schema(request=AppointmentEndSerializer, responses=AppointmentSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """End an office, today unless a day is given; it is kept as history."""
        held = self.appointment()
        end_appointment(request.user, appointment=held, **self.given(AppointmentEndSerializer))
        return self.answer(AppointmentSerializer, held)


class AppointmentHandOver(AppointmentRows):
    """An office from one person to the next."""

    @extend_schema(request=HandOverSerializer, responses={201: HandedOverSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Hand an office over from a day on; whoever holds it keeps it until the day before.

        A newcomer is found by number or account name among the accounts that one keeps, else made.
        """
        held, given = self.appointment(), self.given(HandOverSerializer)
        person, newcomer = given.pop("person", None), given.pop("newcomer", None)
        authorise(request.user, "organisations.appoint", held.node)
        to = person or person_or_newcomer(request.user, **newcomer)
        new, password = hand_over(request.user, appointment=held, to=to, **given)
        body = {"ended": self.appointment(), "begun": new, "one_time_password": password}
        return self.made(HandedOverSerializer, body, reverse("api:appointment", args=[new.pk]), **NO_STORE)
