"""A person's own page, where they are signed in, and their choice of theme and language."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from apps.accounts.choices import Theme
from apps.accounts.middleware import LANGUAGE_COOKIE
from apps.accounts.selectors import last_reset, open_sessions
from apps.accounts.services import end_other_sessions, end_session, save_preferences
from apps.core.doors import SignedInPage, SignedInView, seen

A_YEAR = 365 * 24 * 3600


class Me(SignedInPage):
    """Name, offices, password, second factor, language, theme."""

    template_name = "accounts/me.html"

    def page(self) -> dict:
        person = self.request.user
        held = person.appointments.on(timezone.localdate()).select_related("node", "zone")
        return {
            "person": person,
            "offices": held,
            "has_second_factor": is_mfa_enabled(person),
            "reset": last_reset(person),
        }


class Sessions(SignedInPage):
    """Where the person is signed in: device, address, last use."""

    template_name = "usersessions/usersession_list.html"

    def page(self) -> dict[str, Any]:
        sessions = open_sessions(self.request, self.request.user)
        return {"sessions": sessions, "others": sum(not one.is_this for one in sessions)}


class SessionEnd(SignedInView):
    """Sign out one place; where it is this one, the way leads to the door."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        session = seen(UserSession.objects.filter(user=request.user), pk=pk)
        is_this = session.session_key == request.session.session_key
        end_session(request.user, session)
        if is_this:
            logout(request)
            return redirect("account_login")
        messages.success(request, _("Signed out there."))
        return redirect("accounts:sessions")


class SessionsEnd(SignedInView):
    """Sign out everywhere but here; the token for programs goes, too."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        end_other_sessions(request.user, request.session.session_key)
        messages.success(request, _("You are signed in here only."))
        return redirect("accounts:sessions")


class Preferences(View):
    """Keeps theme, language and letter keys: on the account for a person, on the device for everybody."""

    def post(self, request: HttpRequest) -> HttpResponse:
        theme, language = request.POST.get("theme"), request.POST.get("language")
        theme = theme if theme in Theme.values else None
        language = language if language in dict(settings.LANGUAGES) else None
        if request.user.is_authenticated:
            keys = {"on": True, "off": False}.get(request.POST.get("letter_keys", ""))
            save_preferences(request.user, theme=theme, language=language, letter_keys=keys)
        back = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
            back = "/"
        response = HttpResponseRedirect(back)
        if language:
            response.set_cookie(LANGUAGE_COOKIE, language, max_age=A_YEAR, samesite="Lax", httponly=True)
        return response
