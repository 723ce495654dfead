"""Tokens for programs: asked for with name, password and second factor, and given back."""

from datetime import timedelta
from typing import Any

from allauth.mfa.base.forms import BaseAuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import User
from apps.accounts.serializers import SignInSerializer, TokenSerializer
from apps.accounts.services import TOKEN_LIFE, issue_token, require_own_password, revoke_token
from apps.core.errors import DomainError
from apps.core.rest.doors import NO_STORE, Door


class SignInFailed(DomainError):
    """Name, password or code are not right; which of them is not told before the password is."""

    status = 401
    code = "sign-in-failed"


class LockedOut(DomainError):
    """Too many wrong attempts; the lockout of the sign-in page holds here, too."""

    status = 429
    code = "locked-out"


class OwnToken(Door):
    """One's own token."""

    throttle_scope = "token"
    errors = {"POST": {429}, "DELETE": {429}}

    def get_authenticators(self) -> list[Any]:
        """Who asks for a token has none yet, or an old one."""
        return [] if getattr(self.request, "method", "") == "POST" else super().get_authenticators()

    def get_permissions(self) -> list[Any]:
        return [AllowAny()] if self.request.method == "POST" else [IsAuthenticated()]

    @extend_schema(request=SignInSerializer, responses=TokenSerializer, auth=[], operation_id="token_issue")
    def post(self, request: Request) -> Response:
        """Get a token for thirty days. A new one takes the place of the one before.

        401 `sign-in-failed` for a wrong name, password or code, 401 `second-factor` where a code is needed, 403
        `password-change-first` for a one-time password, 429 after too many attempts.
        """
        given = self.given(SignInSerializer)
        person = recognised(request._request, given["login"], given["password"], given["code"])
        token = issue_token(person)
        body = {"token": token.key, "expires_at": token.created + timedelta(days=TOKEN_LIFE)}
        return self.answer(TokenSerializer, body, headers=NO_STORE)

    @extend_schema(request=None, responses={204: None}, operation_id="token_revoke")
    def delete(self, request: Request) -> Response:
        """Give the token back: it serves no more."""
        revoke_token(request.user)
        return Response(status=204)


def recognised(request: HttpRequest, login: str, password: str, code: str) -> User:
    """The person behind name, password and code.

    Failures count towards the lockout, wrong codes like wrong passwords.
    """
    person = authenticate(request, username=login, password=password)
    if person is None:
        refuse_locked(request)
        raise SignInFailed(_("Name or password is wrong."))
    require_own_password(person)
    if is_mfa_enabled(person):
        check_code(request, person, code)
    user_logged_in.send(sender=type(person), request=request, user=person)
    return person


def check_code(request: HttpRequest, person: User, code: str) -> None:
    """Refuse without the second factor's code, or with a wrong one."""
    if not code:
        raise SignInFailed(_("Send the code of your second factor, too."), code="second-factor")
    form = BaseAuthenticateForm(user=person, data={"code": code})
    if not form.is_valid():
        user_login_failed.send(sender=__name__, credentials={"username": person.username}, request=request)
        refuse_locked(request)
        raise SignInFailed(_("This code is not right, or no longer."))
    form.authenticator.record_usage()


def refuse_locked(request: HttpRequest) -> None:
    """Say so where the lockout holds. Its own answer would be a page, so its mark is taken off the request."""
    if getattr(request, "axes_locked_out", False):
        request.axes_locked_out = False
        raise LockedOut(_("Too many wrong attempts. Wait a quarter of an hour and try again."))
