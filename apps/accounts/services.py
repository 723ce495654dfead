"""Accounts are given, reset and taken by people; each act is recorded."""

import secrets

from allauth.account.signals import password_changed
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from apps.accounts.models import User, plain_mobile
from apps.audit.services import record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.permissions import authorise

# No letters or digits that are mistaken for one another on a printed slip.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
# Days that a token for programs serves.
TOKEN_LIFE = 30


def one_time_password() -> str:
    """Twelve random signs in groups of four: about 59 bits."""
    signs = [secrets.choice(ALPHABET) for _number in range(12)]
    return "-".join("".join(signs[i : i + 4]) for i in (0, 4, 8))


@transaction.atomic
def create_person(
    actor: User | None, *, username: str, name: str, mobile: str | None = None, email: str = "", node_path: str = ""
) -> tuple[User, str]:
    """A new account with a one-time password, which is given once and kept nowhere; no actor means the system.

    `node_path` is where the record of the act is read: the path of the node that the person will serve.
    """
    if actor is not None:
        authorise(actor, "accounts.create_person")
    password = one_time_password()
    person = User(username=username.strip(), name=name.strip(), email=email, must_change_password=True)
    person.mobile = plain_mobile(mobile) or mobile if mobile else None
    person.set_password(password)
    refuse_faults(person)
    person.save()
    after = {"username": person.username, "name": person.name}
    record(actor, "person.created", person, node_path=node_path, after=after)
    return person, password


def refuse_faults(person: User) -> None:
    """Refuse what cannot be an account: names and numbers that are taken or misshapen, each by its field."""
    try:
        person.full_clean(exclude=["password", "last_login"])
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), code="account", details=error.message_dict) from error


@transaction.atomic
def reset_password(actor: User, person: User, *, node_path: str = "") -> str:
    """A new one-time password for `person`, never for oneself: the own password is changed by knowing it."""
    refuse_self(actor, person)
    authorise(actor, "accounts.reset_password", person)
    password = one_time_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    drop_token(person)
    record(actor, "person.password-reset", person, node_path=node_path)
    return password


@transaction.atomic
def set_active(actor: User, person: User, active: bool, reason: str = "", *, node_path: str = "") -> None:
    """Open or close an account, never one's own; closing needs a reason. What the person did stays."""
    refuse_self(actor, person)
    authorise(actor, "accounts.set_active", person)
    reason = reason.strip()
    if not active and not reason:
        raise Invalid(_("Give the reason for closing the account."), details={"reason": [""]})
    record(actor, "person.opened" if active else "person.closed", person, node_path=node_path, reason=reason)
    User.objects.filter(pk=person.pk).update(is_active=active)
    drop_token(person)


def refuse_self(actor: User, person: User) -> None:
    if actor == person:
        raise Refused(_("Somebody else does this to your account, not you."), code="own-account")


def save_preferences(person: User, *, theme: str | None = None, language: str | None = None) -> None:
    """Theme and language of the person's pages."""
    if theme is not None:
        person.theme = theme
    if language is not None:
        person.language = language
    person.save(update_fields=["theme", "language"])


@receiver(password_changed)
def note_password_changed(sender, request, user, **kwargs) -> None:
    """allauth tells when a person has chosen a password of their own: the one-time password is spent."""
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    drop_token(user)
    record(user, "person.password-changed", user)


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
