"""Where is a person signed in? And who gave them their last one-time password?"""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from apps.accounts.devices import device_name, is_phone
from apps.accounts.last_seen import seen_at
from apps.accounts.models import User
from apps.audit.models import Record


@dataclass(frozen=True)
class OpenSession:
    """One place where a person is signed in; `pk` names it in addresses."""

    pk: int
    device: str
    is_phone: bool
    ip: str
    since: datetime
    last_seen_at: datetime
    is_this: bool


def open_sessions(request: HttpRequest, person: User) -> list[OpenSession]:
    """The person's sessions that still hold, this one first, then by when they were last used."""
    key = request.session.session_key
    if key and request.user == person and not UserSession.objects.filter(session_key=key).exists():
        # A session from before such a list was kept.
        UserSession.objects.create_from_request(request)
    rows = UserSession.objects.purge_and_list(person)
    seen = seen_at([row.session_key for row in rows])
    found = [
        OpenSession(
            pk=row.pk,
            device=device_name(row.user_agent),
            is_phone=is_phone(row.user_agent),
            ip=row.ip,
            since=row.created_at,
            last_seen_at=seen.get(row.session_key, row.last_seen_at),
            is_this=row.session_key == key,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.is_this, -one.last_seen_at.timestamp()))


def last_reset(person: User) -> Record | None:
    """Who gave the person a one-time password last, and when; None where nobody did since the account was made."""
    rows = Record.objects.filter(object_kind="user", object_id=str(person.pk), act="person.password-reset")
    return rows.order_by("-pk").first()
