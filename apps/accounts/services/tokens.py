"""A person's token for programs: issued, revoked, forgotten whenever the way in changes."""

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from apps.accounts.models import User
from apps.audit.services import record
from apps.core.errors import Forbidden

# Days that a token for programs serves.
TOKEN_LIFE = 30


def require_own_password(person: User) -> None:
    """Refuse everything over REST to who still has a one-time password."""
    if person.must_change_password:
        message = _("Sign in with the browser and choose a password of your own first.")
        raise Forbidden(message, code="password-change-first")


@transaction.atomic
def issue_token(person: User) -> Token:
    """A new token for programs, shown once; it takes the place of the one before."""
    require_own_password(person)
    drop_token(person)
    token = Token.objects.create(user=person)
    record(person, "token.issued", person)
    return token


@transaction.atomic
def revoke_token(person: User) -> None:
    """The person's token serves no more."""
    if drop_token(person):
        record(person, "token.revoked", person)


def drop_token(person: User) -> int:
    """Forget the person's token, if there is one; gives how many that were."""
    return Token.objects.filter(user=person).delete()[0]
