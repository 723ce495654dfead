"""Each reader's language, when they were last seen, and the forced change of a one-time password."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from apps.accounts.last_seen import note_seen

LANGUAGE_COOKIE = "starbranch_language"


class PersonalLanguage:
    """The person's choice, else the choice kept on this device, else Chinese; a browser's wish does not count."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(LANGUAGE_COOKIE, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class LastSeen:
    """Notes for each session when it was last used, for the person's own list of sessions."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key:
            note_seen(request.session.session_key)
        return self.get_response(request)


class PasswordChangeFirst:
    """Who came with a one-time password sees no page before choosing their own."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request.user, "must_change_password", False) and not self.is_open(request.path):
            return redirect("account_change_password")
        return self.get_response(request)

    def is_open(self, path: str) -> bool:
        """Paths reachable before the change: the change itself, signing out, preferences, files, health.

        REST is let through, because its doors refuse in their own shape, by token as by session.
        """
        names = ("account_change_password", "account_logout", "accounts:preferences")
        open_folders = ("/static/", "/health/", "/api/v1/", "/api/schema/")
        return path.startswith(open_folders) or path in {reverse(name) for name in names}
