"""One thing on a to-do list: what, why, where it comes from, until when, and the one act that does it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from apps.workflow.late import days_late

SOON_DAYS = 7
LATE, TODAY, SOON, LATER = "late", "today", "soon", "later"
GROUPS = (LATE, TODAY, SOON, LATER)


@dataclass(frozen=True)
class Item:
    """`url` is a page, or, where `is_post`, the address of the act; `note` is the row of what a person wrote down."""

    key: str
    icon: str
    title: str
    why: str = ""
    source: str = ""
    url: str = ""
    label: str = ""
    is_post: bool = False
    due_at: datetime | None = None
    note: Any = None

    @property
    def due_on(self) -> date | None:
        """The last day on which it is in time."""
        return last_day(self.due_at) if self.due_at else None

    def days(self, now: datetime) -> int:
        """Calendar days past its last day; 0 on that day, and where there is none."""
        return max(0, days_late(self.due_at, now)) if self.due_at else 0

    def is_late(self, now: datetime) -> bool:
        """Whether its moment is over."""
        return self.due_at is not None and self.due_at <= now

    def group(self, now: datetime) -> str:
        """Late, today, within a week, or later; what has no day is later."""
        if self.due_at is None:
            return LATER
        if self.is_late(now):
            return LATE
        ahead = -days_late(self.due_at, now)
        return TODAY if ahead == 0 else SOON if ahead < SOON_DAYS else LATER


@dataclass(frozen=True)
class Waiting:
    """What somebody else owes: what, who, until when; `topic`, `campaign`, `unit` where people are reminded of it."""

    title: str
    who: str
    due_at: datetime | None = None
    url: str = ""
    topic: str = ""
    campaign: Any = None
    unit: int | None = None

    due_on = Item.due_on
    days = Item.days
    is_late = Item.is_late


def last_day(due_at: datetime) -> date:
    """The day of the last second before `due_at`: what ends at midnight is due the day before."""
    return timezone.localtime(due_at - timedelta(seconds=1)).date()


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def in_order(items: Iterable[Item], now: datetime) -> list[Item]:
    """Late first, then by moment, then what has no day; equal ones as they came."""
    far = now + timedelta(days=36500)
    return sorted(items, key=lambda item: (GROUPS.index(item.group(now)), item.due_at or far))
