"""People over REST: the accounts that one keeps."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import User
from apps.accounts.services import create_person, reset_password, set_active
from apps.core.doors import seen
from apps.core.errors import Forbidden
from apps.core.permissions import authorise
from apps.core.rest.doors import NO_STORE, Door, ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.organisations.filters import PersonFilter
from apps.organisations.models import Appointment
from apps.organisations.rules import is_administrator
from apps.organisations.selectors import people_for, people_given_passwords_by
from apps.organisations.serializers import (
    NewPersonSerializer,
    OneTimePasswordSerializer,
    PersonSerializer,
)
from apps.organisations.services import appoint_new_person


class PersonRows(Door):
    serializer_class = PersonSerializer
    permission = "accounts.create_person"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Only for who keeps people somewhere."""
        super().initial(request, *args, **kwargs)
        authorise(request.user, self.permission)

    def get_queryset(self) -> QuerySet[User]:
        offices = Appointment.objects.visible_to(self.request.user).select_related("node", "zone")
        return people_for(self.request.user).prefetch_related(
            Prefetch("appointments", queryset=offices, to_attr="seen_appointments")
        )

    def other(self) -> User:
        """The person that the address names; 404 for unknown people and those that one does not keep."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])


class PersonList(PersonRows, ListDoor):
    """People who hold or held an office where one keeps people; administrators also see those without any."""

    filterset_class = PersonFilter

    @extend_schema(request=NewPersonSerializer, responses={201: OneTimePasswordSerializer})
    def post(self, request: Request) -> Response:
        """Make an account with its first office, or neither. The one-time password stands in this answer only."""
        given = self.given(NewPersonSerializer)
        office = given.pop("office", None)
        if office:
            person, password = appoint_new_person(request.user, **given, **office)
        elif is_administrator(request.user):
            person, password = create_person(request.user, **given)
        else:
            raise Forbidden(_("Only an administrator makes an account without an office."), code="office-needed")
        body = {"person": person, "one_time_password": password}
        return self.made(OneTimePasswordSerializer, body, reverse("api:person", args=[person.pk]), **NO_STORE)


class PersonDetail(PersonRows):
    """One account."""

    def get(self, request: Request, pk: int) -> Response:
        """One account that one keeps."""
        return self.answer(PersonSerializer, self.other())


class PersonReset(PersonRows):
    """A forgotten password; the contact person of a unit gives a new one, too."""

    permission = "organisations.give_passwords"

    def get_queryset(self) -> QuerySet[User]:
        return people_given_passwords_by(self.request.user)

    @extend_schema(request=None, responses=OneTimePasswordSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Give a new one-time password, told in this answer only; the person's token serves no more."""
        person = self.other()
        body = {"person": person, "one_time_password": reset_password(request.user, person)}
        return self.answer(OneTimePasswordSerializer, body, headers=NO_STORE)


class PersonClose(PersonRows):
    """The end of an account."""

    @extend_schema(request=ReasonSerializer, responses=PersonSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Close an account; what the person did stays."""
        set_active(request.user, self.other(), False, **self.given(ReasonSerializer))
        return self.answer(PersonSerializer, self.other())


class PersonOpen(PersonRows):
    """A closed account again."""

    @extend_schema(request=ReasonSerializer, responses=PersonSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Open a closed account again."""
        set_active(request.user, self.other(), True, **self.given(ReasonSerializer))
        return self.answer(PersonSerializer, self.other())
