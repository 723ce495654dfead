"""Where a person is signed in, ended one by one or all but this."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from apps.accounts.models import User
from apps.accounts.services.tokens import revoke_token
from apps.audit.services import record


@transaction.atomic
def end_session(person: User, session: UserSession) -> None:
    """Sign the person out where `session` is; the caller has looked it up among the person's own."""
    session.end()
    record(person, "session.ended", person)


@transaction.atomic
def end_other_sessions(person: User, kept_key: str | None) -> int:
    """Sign the person out everywhere but where `kept_key` is; their token for programs serves no more either.

    Gives the number of sessions that ended.
    """
    others = list(UserSession.objects.filter(user=person).exclude(session_key=kept_key or ""))
    for session in others:
        session.end()
    revoke_token(person)
    record(person, "sessions.ended", person, after={"sessions": len(others)})
    return len(others)
