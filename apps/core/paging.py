"""Pages by key: the next page starts after the last row's key, so page 500 costs what page 1 costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Page:
    """Rows in order, and the keys that lead on and back (None where there is nothing)."""

    rows: Sequence[Any]
    after: Any
    before: Any


def page_by_key(queryset: QuerySet, field: str, *, after: Any = None, before: Any = None, size: int = 50) -> Page:
    """At most `size` rows of `queryset` in ascending, unique `field`, after or before a key."""
    if before is not None:
        rows = list(queryset.filter(**{f"{field}__lt": before}).order_by(f"-{field}")[: size + 1])
        has_earlier, rows = len(rows) > size, rows[:size][::-1]
        return Page(rows, _key(rows, -1, field), _key(rows, 0, field) if has_earlier else None)
    if after is not None:
        queryset = queryset.filter(**{f"{field}__gt": after})
    rows = list(queryset.order_by(field)[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    return Page(rows, _key(rows, -1, field) if has_more else None, _key(rows, 0, field) if after is not None else None)


def _key(rows: Sequence[Any], index: int, field: str) -> Any:
    return getattr(rows[index], field) if rows else None
