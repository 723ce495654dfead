"""Error pages: not-found and forbidden share one text; a failure shows its number."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone

log = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "400.html", {"reason": reason}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor session: either may be what failed."""
    number = secrets.token_hex(4).upper()
    log.error("page failed, number %s, path %s", number, request.path)
    context = {"request_id": f"{number[:4]}-{number[4:]}", "now": timezone.localtime()}
    return HttpResponse(loader.get_template("500.html").render(context), status=500)
