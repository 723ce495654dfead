"""Who asks over REST: the browser's session, or a person's token."""

from rest_framework.authentication import SessionAuthentication as DjangoSession
from rest_framework.authentication import TokenAuthentication


class SessionAuthentication(DjangoSession):
    """The browser's session; writes need the CSRF token."""


class PersonTokenAuthentication(TokenAuthentication):
    """`Authorization: Token …`, one token a person."""
