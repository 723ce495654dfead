"""Which requests leave no line anywhere? Those of voters, of walls, and of who looks a certificate, a plaque or a
public branch up: no count by view, no line, no note of a session.

A line with a moment and an address, beside the table of who has voted, would tell who voted when; the pages of proof
say that nobody keeps who looked; and the address of a wall is its only key, so no log may hold it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django_prometheus.middleware import PrometheusAfterMiddleware, PrometheusBeforeMiddleware
from django_structlog.middlewares import RequestMiddleware

from apps.accounts.middleware import LastSeen

UNWATCHED = ("/v/", "/proof/", "/plaques/", "/public/", "/screen/", "/figures/")


def is_unwatched(request: HttpRequest) -> bool:
    """Whether a voter asks, who looks at a proof, or a wall."""
    return request.path.startswith(UNWATCHED)


class _Hooks:
    """A middleware whose every hook passes them by."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if is_unwatched(request) else super().__call__(request)

    def process_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        return None if is_unwatched(request) else super().process_view(request, *args, **kwargs)

    def process_template_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return response if is_unwatched(request) else super().process_template_response(request, response)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return None if is_unwatched(request) else super().process_exception(request, exception)


class MetricsBefore(PrometheusBeforeMiddleware):
    """Counts requests."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if is_unwatched(request) else super().__call__(request)


class MetricsAfter(_Hooks, PrometheusAfterMiddleware):
    """Counts requests by view, status and time taken."""


class RequestLines(RequestMiddleware):
    """Writes a line at the beginning and the end of each request."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if is_unwatched(request) else super().__call__(request)

    def process_got_request_exception(self, sender: type[Any], request: HttpRequest, **kwargs: Any) -> None:
        """A page of theirs that fails is told by Django itself; a voter's answers are marked sensitive by its views."""
        if not is_unwatched(request):
            super().process_got_request_exception(sender, request, **kwargs)


class Seen(LastSeen):
    """Notes when a session was last used."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if is_unwatched(request) else super().__call__(request)
