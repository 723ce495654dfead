"""Accounts are given, reset and taken by people; each act is recorded."""

import secrets

from allauth.account.signals import password_changed
from django.db import transaction
from django.dispatch import receiver

from apps.accounts.models import User
from apps.audit.services import record
from apps.core.permissions import authorise

# No letters or digits that are mistaken for one another on a printed slip.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """Twelve random signs in groups of four: about 59 bits."""
    signs = [secrets.choice(ALPHABET) for _ in range(12)]
    return "-".join("".join(signs[i : i + 4]) for i in (0, 4, 8))


@transaction.atomic
def create_person(
    actor: User | None, *, username: str, name: str, mobile: str | None = None, email: str = ""
) -> tuple[User, str]:
    """A new account with a one-time password, which is given once and kept nowhere; no actor means the system."""
    if actor is not None:
        authorise(actor, "accounts.create_person")
    password = one_time_password()
    person = User(username=username, name=name, mobile=mobile or None, email=email, must_change_password=True)
    person.set_password(password)
    person.full_clean(exclude=["password", "last_login"])
    person.save()
    record(actor, "person.created", person, after={"username": username, "name": name})
    return person, password


@transaction.atomic
def reset_password(actor: User, person: User) -> str:
    """A new one-time password for `person`."""
    authorise(actor, "accounts.reset_password", person)
    password = one_time_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    record(actor, "person.password-reset", person)
    return password


@transaction.atomic
def set_active(actor: User, person: User, active: bool, reason: str = "") -> None:
    """Open or close an account; what the person did stays."""
    authorise(actor, "accounts.set_active", person)
    record(actor, "person.opened" if active else "person.closed", person, reason=reason)
    User.objects.filter(pk=person.pk).update(is_active=active)


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
    record(user, "person.password-changed", user)
