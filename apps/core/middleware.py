"""Turns a refused act into an answer: a notice on the page it came from, or an error page."""

from urllib.parse import unquote_plus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from apps.core.errors import DomainError, Forbidden


class DomainErrors:
    """HTML answers for `DomainError`; REST has its own handler."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        if isinstance(error, Forbidden):
            return render(request, "403.html", status=403)
        if request.htmx:
            return render(request, "parts/notice_error.html", {"error": error}, status=error.status)
        messages.error(request, error.message)
        came_from = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
            came_from = "/"
        return redirect(came_from)


class PlainText:
    """Refuses NUL characters in addresses and forms: nobody types them, and no text column takes them."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if not request.path.startswith("/api/") and (
            "\0" in unquote_plus(request.META["QUERY_STRING"]) or in_form(request)
        ):
            raise BadRequest


def in_form(request: HttpRequest) -> bool:
    """Whether a posted form holds a NUL."""
    return any("\0" in text for _name, texts in request.POST.lists() for text in texts)
