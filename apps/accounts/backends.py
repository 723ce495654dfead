"""Sign-in by account name or mobile number."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from apps.accounts.models import User, plain_mobile


def attempted_name(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """Whose sign-in is tried, for the lockout: one count a person, whether they are told by name or by mobile number.

    Else blanks typed into the number would open a new count each time.
    """
    given = credentials or {}
    # The lockout's own door names it "login", Django's "username"; a sign-in by REST has neither in request.POST.
    login = given.get("username") or given.get("login") or (request.POST.get("login", "") if request else "")
    person = NameOrMobileBackend().find(login.strip())
    return person.username if person else login.strip()


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
        if not person.check_password(password):
            if person.must_change_password:
                # Its own hash is quick: without this a wrong answer would come sooner than for everybody else.
                User().set_password(password)
            return None
        return person if self.user_can_authenticate(person) else None

    def find(self, login: str) -> User | None:
        """The person of an account name or a mobile number."""
        person = User.objects.filter(username=login).first()
        mobile = plain_mobile(login)
        if person is None and mobile:
            person = User.objects.filter(mobile=mobile).first()
        return person
