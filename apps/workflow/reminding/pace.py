"""Is there room for another message this minute? One count for every worker, kept in the shared cache."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

from apps.workflow.choices import Way

MINUTE = 60


def most(way: str) -> int:
    """How many messages go by a way in one minute of the clock."""
    return settings.GATEWAY.per_minute if way == Way.GATEWAY else settings.MAIL_PER_MINUTE


def take_room(way: str, now: datetime) -> bool:
    """Take one of this minute's places; False once they are gone."""
    key = f"workflow:pace:{way}:{int(now.timestamp()) // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    return cache.incr(key) <= most(way)
