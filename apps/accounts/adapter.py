"""allauth's rules here: nobody signs up alone, accounts are given by the organisation above."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        """Attempts are counted by the lockout (axes), once."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"
