"""Sign-in by account name or mobile number."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from apps.accounts.models import User, plain_mobile


class NameOrMobileBackend(ModelBackend):
    """An account name is tried first; what reads as a mobile number is looked up as one."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ):
        if username is None or password is None:
            return None
        person = self.find(username.strip())
        if person is None:
            User().set_password(password)
            return None
        return person if person.check_password(password) and self.user_can_authenticate(person) else None

    def find(self, login: str) -> User | None:
        """The person of an account name or a mobile number."""
        person = User.objects.filter(username=login).first()
        mobile = plain_mobile(login)
        if person is None and mobile:
            person = User.objects.filter(mobile=mobile).first()
        return person
