"""Who asks over REST: a person's token, or the browser's session. A one-time password opens neither."""

from datetime import timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication as DjangoSession
from rest_framework.authentication import TokenAuthentication
from rest_framework.authtoken.models import Token
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from apps.accounts.services import TOKEN_LIFE, require_own_password


class SessionAuthentication(DjangoSession):
    """The browser's session; writes need the CSRF token."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        found = super().authenticate(request)
        if found:
            require_own_password(found[0])
        return found

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise PermissionDenied(str(error.detail), code="csrf") from error


class PersonTokenAuthentication(TokenAuthentication):
    """`Authorization: Token …`, one token a person, for 30 days; answers speak the person's language."""

    def authenticate_credentials(self, key: str) -> tuple[Any, Token]:
        person, token = super().authenticate_credentials(key)
        if token.created + timedelta(days=TOKEN_LIFE) < timezone.now():
            raise AuthenticationFailed(_("This token has expired. Ask for a new one."), code="token_expired")
        require_own_password(person)
        if person.language:
            # PersonalLanguage puts the former language back once the answer is made.
            translation.activate(person.language)
        return person, token
