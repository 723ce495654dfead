"""The hall screen itself and the ordinary page of its figures: without sign-in, session or cookie."""

import hashlib
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import override

from apps.core.limits import is_too_often
from apps.evaluations.noticing import standing_notice
from apps.evaluations.views.public import FRESH, PublicView
from apps.reports.models import Screen
from apps.reports.screens import hall_of
from apps.reports.services.screens import token_of

# Walls of one house ask through one address; each asks once a minute.
MOST_QUESTIONS = 600


class SecretView(PublicView):
    """A door behind a secret address; an unknown one, one that was withdrawn and one that is over look alike."""

    def is_too_often(self, request: HttpRequest) -> bool:
        return is_too_often(request, "screens", MOST_QUESTIONS)

    @cached_property
    def screen(self) -> Screen:
        rows = Screen.objects.standing().select_related("campaign__committee")
        return get_object_or_404(rows, token=token_of(self.kwargs["token"]))


class ScreenPage(SecretView):
    """The page that a wall opens once; from then on it asks for fresh figures by itself."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        with override(self.screen.language):
            sheet = sheet_of(self.screen, request)
            context = {
                "screen": self.screen,
                "sheet": sheet,
                "tag": tag_of(sheet),
                "sheet_url": reverse("reports:screen-sheet", args=[token]),
            }
            return kept_nowhere(render(request, "reports/screen.html", context))


class ScreenSheet(SecretView):
    """What stands on the wall now; 304 where that is what it shows."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        with override(self.screen.language):
            sheet = sheet_of(self.screen, request)
        tag = tag_of(sheet)
        answer = get_conditional_response(request, etag=tag) or HttpResponse(sheet)
        answer["ETag"] = tag
        return kept_nowhere(answer)


class FiguresPage(PublicView):
    """The same figures as tables, for whoever reads the address on the wall."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        screen = get_object_or_404(Screen.objects.standing().select_related("campaign__committee"), key=key)
        answer = render(request, "public/figures.html", hall_of(screen))
        patch_cache_control(answer, public=True, max_age=FRESH)
        answer["X-Robots-Tag"] = "noindex"
        return answer


def sheet_of(screen: Screen, request: HttpRequest) -> str:
    """The pages as HTML, made at most once a minute; what was published or withdrawn counts at once."""
    notice = standing_notice(screen.campaign)
    issued = f"{notice.pk}-{notice.status}" if notice else ""
    script, host = static("js/hall.js"), request.get_host()
    stamp = f"{screen.changed_at.timestamp()} {timezone.localdate()} {issued} {script} {request.scheme} {host}"
    key = f"screen:{screen.pk}:{hashlib.sha256(stamp.encode()).hexdigest()}"
    return cache.get_or_set(key, lambda: made(screen, request, script), FRESH)


def made(screen: Screen, request: HttpRequest, script: str) -> str:
    hall: dict[str, Any] = hall_of(screen)
    address = request.build_absolute_uri(hall["address"])
    return render_to_string("reports/screen_sheet.html", hall | {"script": script, "address": address})


def tag_of(sheet: str) -> str:
    """The mark by which a wall knows whether it shows the same."""
    return f'"{hashlib.sha256(sheet.encode()).hexdigest()[:32]}"'


def kept_nowhere(answer: HttpResponse) -> HttpResponse:
    """No browser, proxy or search engine keeps a copy."""
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
