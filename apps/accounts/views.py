"""A person's own page, and their choice of theme and language."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from apps.accounts.choices import Theme
from apps.accounts.middleware import LANGUAGE_COOKIE
from apps.accounts.services import save_preferences
from apps.core.doors import SignedInPage

A_YEAR = 365 * 24 * 3600


class Me(SignedInPage):
    """Name, offices, password, second factor, language, theme."""

    template_name = "accounts/me.html"

    def page(self) -> dict:
        person = self.request.user
        held = person.appointments.on(timezone.localdate()).select_related("node", "zone")
        return {"person": person, "offices": held, "has_second_factor": is_mfa_enabled(person)}


class Preferences(View):
    """Keeps theme and language: on the account for a person, on the device for everybody."""

    def post(self, request: HttpRequest) -> HttpResponse:
        theme, language = request.POST.get("theme"), request.POST.get("language")
        theme = theme if theme in Theme.values else None
        language = language if language in dict(settings.LANGUAGES) else None
        if request.user.is_authenticated:
            save_preferences(request.user, theme=theme, language=language)
        back = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
            back = "/"
        response = HttpResponseRedirect(back)
        if language:
            response.set_cookie(LANGUAGE_COOKIE, language, max_age=A_YEAR, samesite="Lax", httponly=True)
        return response
