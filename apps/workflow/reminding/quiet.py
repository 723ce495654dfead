"""When may a person be told? Never in quiet hours, and on free days only where the person wants it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from apps.workflow.models.reminding import QUIET_FROM, QUIET_UNTIL

LONGEST_WAIT = 40


@dataclass(frozen=True)
class Hours:
    """Quiet from one hour of the day until another, over midnight where `since` is the later; equal: never quiet."""

    since: time = QUIET_FROM
    until: time = QUIET_UNTIL
    on_free_days: bool = False

    def is_quiet(self, at: time) -> bool:
        """Whether nothing comes at this hour."""
        if self.since <= self.until:
            return self.since <= at < self.until
        return at >= self.since or at < self.until


def next_permitted(moment: datetime, hours: Hours, is_working: Callable[[date], bool]) -> datetime:
    """`moment` itself, or the first minute after it at which the person may be told.

    A table without a working day for over a month holds nothing for ever: the person is told then all the same.
    """
    local = timezone.localtime(moment)
    for _day in range(LONGEST_WAIT):
        if not (hours.on_free_days or is_working(local.date())):
            local = at_time(local.date() + timedelta(days=1), time.min)
        elif hours.is_quiet(local.time()):
            over_midnight = hours.since > hours.until and local.time() >= hours.since
            local = at_time(local.date() + timedelta(days=over_midnight), hours.until)
        else:
            break
    return local


def at_time(day: date, hour: time) -> datetime:
    """A moment of a day, in local time."""
    return timezone.make_aware(datetime.combine(day, hour))
