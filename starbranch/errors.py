"""Errors outside every view: pages for people, where not-found and forbidden share one text, and REST's shape."""

import logging
import secrets
import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.utils.translation import gettext as _
from redis.exceptions import ConnectionError as BrokerAway

from starbranch import rest

log = logging.getLogger(__name__)
# What passes by itself when database or broker answer again, and after how many seconds a page asks anew.
AWAY = (OperationalError, InterfaceError, BrokerAway)
ASK_AGAIN = 20


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if rest.is_rest(request):
        return rest.plain_answer(404, "not-found", _("Not found."))
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if rest.is_rest(request):
        return rest.plain_answer(403, "permission-denied", _("Not permitted."))
    return render(request, "403.html", status=403)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that breaks the rules of its transport, such as one with thousands of fields or of many megabytes."""
    is_large = isinstance(exception, RequestDataTooBig)
    status = 413 if is_large else 400
    if rest.is_rest(request):
        return rest.plain_answer(400, "malformed", _("This request cannot be read."))
    return render(request, "400.html", {"is_large": is_large, "is_unreadable": True}, status=status)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "400.html", {"reason": reason}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor session: either may be what failed. What passes by itself is asked for again."""
    is_away = isinstance(sys.exc_info()[1], AWAY)
    number = secrets.token_hex(4).upper()
    log.error("page failed, number %s, path %s", number, request.path)
    shown = f"{number[:4]}-{number[4:]}"
    if rest.is_rest(request):
        message = _("Something unexpected happened. Its number is %(number)s.") % {"number": shown}
        return rest.plain_answer(500, "failed", message, {"number": shown})
    context = {"request_id": shown, "now": timezone.localtime()}
    if not is_away:
        return HttpResponse(loader.get_template("500.html").render(context), status=500)
    context["seconds"] = ASK_AGAIN if request.method == "GET" else None
    page = loader.get_template("503.html").render(context)
    return HttpResponse(page, status=503, headers={"Retry-After": str(ASK_AGAIN)})
