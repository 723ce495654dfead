"""One-time passwords: given, run out, spent by choosing one's own."""

import secrets
from datetime import timedelta

from allauth.account.signals import password_changed
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.accounts.hashers import OneTimePasswordHasher
from apps.accounts.models import User
from apps.accounts.selectors import last_reset
from apps.accounts.services.tokens import drop_token
from apps.audit.services import record
from apps.core.errors import Refused
from apps.core.permissions import authorise

# No letters or digits that are mistaken for one another on a printed slip.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """Twelve random signs in groups of four: about 59 bits."""
    signs = [secrets.choice(ALPHABET) for _number in range(12)]
    return "-".join("".join(signs[i : i + 4]) for i in (0, 4, 8))


def give_password(person: User, *, runs_out: bool = True) -> str:
    """Put a fresh one-time password onto an account that the caller saves; told to the caller, kept as a hash only."""
    password = one_time_password()
    person.password = make_password(password, hasher=OneTimePasswordHasher.algorithm)
    person.must_change_password = True
    days = timedelta(days=settings.ONE_TIME_PASSWORD_DAYS)
    person.password_expires_at = timezone.now() + days if runs_out else None
    return password


@transaction.atomic
def reset_password(actor: User, person: User, *, node_path: str = "") -> str:
    """A new one-time password for `person`, never for oneself: the own password is changed by knowing it."""
    refuse_self(actor, person)
    authorise(actor, "accounts.reset_password", person)
    password = give_password(person)
    person.save(update_fields=["password", "must_change_password", "password_expires_at"])
    drop_token(person)
    record(actor, "person.password-reset", person, node_path=node_path)
    return password


def refuse_self(actor: User, person: User) -> None:
    if actor == person:
        raise Refused(_("Somebody else does this to your account, not you."), code="own-account")


@receiver(password_changed)
def note_password_changed(sender, request, user, **kwargs) -> None:
    """allauth tells when a person has chosen a password of their own: the one-time password is spent.

    Who got a new one from somebody reads from whom, so that nobody takes an account over unseen.
    """
    reset = last_reset(user) if user.must_change_password else None
    if reset is not None:
        at = date_format(timezone.localtime(reset.at), _("j M Y H:i"))
        words = {"who": reset.actor_name, "at": at}
        messages.info(request, _("Your one-time password was given by %(who)s on %(at)s.") % words)
    User.objects.filter(pk=user.pk).update(must_change_password=False, password_expires_at=None)
    drop_token(user)
    record(user, "person.password-changed", user)
