"""People and how they sign in: account name or mobile number; e-mail is optional."""

import re

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.choices import Theme
from apps.core.pinyin import search_key


def plain_mobile(text: str) -> str | None:
    """A mainland mobile number without blanks, hyphens and +86, or None where it is none."""
    digits = re.sub(r"[\s\-]", "", text or "").removeprefix("+86")
    return digits if re.fullmatch(r"1\d{10}", digits) else None


class PersonManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        person = self.model(username=username, **fields)
        person.search_key = search_key(person.name)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, username: str, password: str | None = None, **fields) -> "User":
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do follows from appointments, not from here."""

    username = models.CharField(
        _("account name"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[\w.@+-]+\Z", _("Letters, digits and . @ + - _ only."))],
    )
    name = models.CharField(_("name"), max_length=80)
    mobile = models.CharField(_("mobile number"), max_length=11, unique=True, null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    must_change_password = models.BooleanField(default=False)
    password_expires_at = models.DateTimeField(null=True, blank=True)
    search_key = models.CharField(max_length=300, blank=True)
    theme = models.CharField(_("theme"), max_length=5, choices=Theme.choices, default=Theme.SYSTEM, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    letter_keys = models.BooleanField(_("letters act while marking"), default=True)
    league_columns = models.CharField(_("columns of the league table"), max_length=200, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or self.username

    def clean(self) -> None:
        """An account name that reads as a mobile number would catch the sign-in of the person who has that number."""
        super().clean()
        faults = {}
        if plain_mobile(self.username):
            faults["username"] = _("An account name is not a mobile number.")
        if self.mobile and plain_mobile(self.mobile) is None:
            faults["mobile"] = _("A mobile number has 11 digits and begins with 1.")
        if faults:
            raise ValidationError(faults)

    @property
    def has_lapsed_password(self) -> bool:
        """Whether a one-time password was not used in its days."""
        expires_at = self.password_expires_at
        return self.must_change_password and expires_at is not None and expires_at < timezone.now()

    @property
    def masked_mobile(self) -> str:
        """For readers outside the person's own node: 138****2607."""
        return f"{self.mobile[:3]}****{self.mobile[-4:]}" if self.mobile else ""
