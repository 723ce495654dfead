"""The REST description and its browser at /api/docs/, for who has signed in, from files of this house alone."""

from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request

# What was written once, by language and form; it changes only with the program.
WRITTEN: dict[tuple[str | None, str], bytes] = {}


class Description(SpectacularAPIView):
    """Writing it takes seconds, so a server does it once for each language and form."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("lang")
        renderer = request.accepted_renderer
        form = (asked if asked in dict(settings.LANGUAGES) else get_language(), renderer.media_type)
        if form not in WRITTEN:
            data = super().get(request, *args, **kwargs).data
            WRITTEN[form] = renderer.render(data, renderer.media_type, {"request": request})
        headers = {"Content-Disposition": f'inline; filename="{self._get_filename(request, None)}"'}
        return HttpResponse(WRITTEN[form], content_type=renderer.media_type, headers=headers)


class ApiBrowser(LoginRequiredMixin, SpectacularSwaggerSplitView):
    """Swagger UI in two requests, page and script, because the content policy forbids inline script and style."""

    url_name = "schema"
    template_name = "api/docs.html"
