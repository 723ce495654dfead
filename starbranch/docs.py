"""The browser of the REST description at /api/docs/: for people who have signed in, from files of this house alone."""

from django.contrib.auth.mixins import LoginRequiredMixin
from drf_spectacular.views import SpectacularSwaggerSplitView


class ApiBrowser(LoginRequiredMixin, SpectacularSwaggerSplitView):
    """Swagger UI in two requests, page and script, because the content policy forbids inline script and style."""

    url_name = "schema"
    template_name = "api/docs.html"
