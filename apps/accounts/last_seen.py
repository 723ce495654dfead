"""When was a session last used? Kept in the cache, so that looking at a page writes nothing to the database."""

import logging
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

log = logging.getLogger(__name__)


def key_of(session_key: str) -> str:
    return f"last-seen:{session_key}"


def note_seen(session_key: str) -> None:
    """Now. A cache that is away for a moment stops no page."""
    try:
        cache.set(key_of(session_key), timezone.now(), settings.SESSION_COOKIE_AGE)
    except Exception:
        log.debug("the cache is away: when a session was last seen is not noted")


def seen_at(session_keys: Collection[str]) -> dict[str, datetime]:
    """When each session was last used, as far as it is known."""
    try:
        found = cache.get_many([key_of(key) for key in session_keys])
    except Exception:
        return {}
    return {key: found[key_of(key)] for key in session_keys if key_of(key) in found}
