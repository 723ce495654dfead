"""Oneself over REST: offices and powers, theme and language, where one is signed in."""

from allauth.usersessions.models import UserSession
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import User
from apps.accounts.selectors import open_sessions
from apps.accounts.services import end_other_sessions, end_session, save_preferences
from apps.core.doors import seen
from apps.core.rest.doors import Door
from apps.organisations.choices import GRANTS, Power
from apps.organisations.models import reach_of
from apps.organisations.serializers import MeSerializer, PreferencesSerializer, SessionSerializer


class Me(Door):
    """Oneself."""

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Who asks: the own account, today's offices and what they include."""
        return self.answer(MeSerializer, self.oneself())

    @extend_schema(request=PreferencesSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Choose theme and language of the own pages; an empty one follows the device and the house."""
        save_preferences(request.user, **self.given(PreferencesSerializer))
        return self.answer(MeSerializer, self.oneself())

    def oneself(self) -> User:
        person = self.request.user
        held = person.appointments.on(timezone.localdate()).select_related("node", "zone")
        person.offices, person.powers = list(held), powers_of(person)
        return person


def powers_of(person: User) -> list[str]:
    """What any of the person's offices of today includes, in the order of the list of powers."""
    reach = reach_of(person)
    held = set(Power.values) if reach.is_everything else set().union(*(GRANTS[o.role] for o in reach.offices))
    return [power for power in Power.values if power in held]


class SessionList(Door):
    """Where one is signed in with a browser."""

    queryset = UserSession.objects.none()
    pagination_class = None

    @extend_schema(responses=SessionSerializer(many=True), operation_id="session_list")
    def get(self, request: Request) -> Response:
        """Places where one is signed in: device, address, last use."""
        return Response(SessionSerializer(open_sessions(request._request, request.user), many=True).data)


class SessionDetail(Door):
    """One place where one is signed in."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Sign out there."""
        end_session(request.user, seen(UserSession.objects.filter(user=request.user), pk=pk))
        return Response(status=204)


class SignOutEverywhere(Door):
    """All places at once."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        """Sign out everywhere but in the browser that asks; the token for programs serves no more either."""
        end_other_sessions(request.user, request._request.session.session_key)
        return Response(status=204)
