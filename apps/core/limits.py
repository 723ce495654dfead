"""How often may one address ask? Counted in the cache, by the minute."""

import time

from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

MINUTE = 60


def is_too_often(request: HttpRequest, scope: str, most: int, seconds: int = MINUTE) -> bool:
    """Count this request of the address that connects, and tell whether it is past `most` in the present span."""
    span = int(time.time()) // seconds
    key = f"often:{scope}:{BaseThrottle().get_ident(request)}:{span}"
    cache.add(key, 0, seconds)
    return cache.incr(key) > most
