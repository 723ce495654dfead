"""Is the process alive; are the database and the broker there?"""

import logging

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse

log = logging.getLogger(__name__)


def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """Database and cache answer; 503 names the one that does not."""
    checks = {"database": database_answers, "cache": cache_answers}
    found = {name: "ok" if answers(check) else "down" for name, check in checks.items()}
    healthy = set(found.values()) == {"ok"}
    return JsonResponse({"status": "ok" if healthy else "down", **found}, status=200 if healthy else 503)


def database_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def cache_answers() -> None:
    cache.get("health")


def answers(check) -> bool:
    try:
        check()
    except Exception:
        log.exception("health check failed")
        return False
    return True
