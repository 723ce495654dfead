"""Is a thing told of today? On set working days before its end, and on set working days after it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from apps.workflow.choices import DeliveryKind
from apps.workflow.items import last_day
from apps.workflow.models import Reminding


def working_days_left(due_at: datetime, today: date, is_working: Callable[[date], bool]) -> int:
    """Working days after today until the last day; 0 where none is left, negative for each one since then."""
    last = last_day(due_at)
    if last >= today:
        return worked(today, last, is_working)
    return -worked(last, today, is_working)


def worked(after: date, until: date, is_working: Callable[[date], bool]) -> int:
    """Working days after one day until another, which counts."""
    return sum(is_working(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))


def mark_of(due_at: datetime, now: datetime, today: date, setting: Reminding, is_working: Callable) -> str:
    """Why something due then is told of today: due soon, late, or not at all."""
    left = working_days_left(due_at, today, is_working)
    if due_at <= now:
        return DeliveryKind.LATE if -left in setting.days_late else ""
    return DeliveryKind.DUE_SOON if left in setting.days_before else ""
