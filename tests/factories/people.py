"""People for tests, with offices, and signed in."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import update_last_login
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.organisations.models import Node, Zone
from apps.organisations.services import appoint

PASSWORD = "lotus-river-48-bridge"
numbers = count(1)


def make_person(
    name: str = "",
    role: str | None = None,
    node: Node | None = None,
    zone: Zone | None = None,
    *,
    since: date | None = None,
    until: date | None = None,
    **fields: Any,
) -> User:
    """A person with PASSWORD of their own, and, where a role is given, appointed at `node` since a month ago."""
    number = next(numbers)
    fields.setdefault("username", f"person{number}")
    person = User.objects.create_user(password=PASSWORD, name=name or f"人员{number}", **fields)
    if role:
        since = since or timezone.localdate() - timedelta(days=30)
        appoint(None, person=person, role=role, node=node, zone=zone, since=since, until=until)
    return person


def sign_in(person: User | None) -> Client:
    """A browser in which `person` has signed in; nobody, where there is no person."""
    client = Client()
    if person is not None:
        open_session(client, person)
    return client


def open_session(client: Client, person: User) -> None:
    """The session and the moment that signing in leaves; what else listens to it would take as long as a page."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "apps.accounts.backends.NameOrMobileBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    update_last_login(None, person)
