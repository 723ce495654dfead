"""Moments and people for reminders: working days by the calendar, a person with an address and a number."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.campaigns.days import add_working_days, is_working
from apps.campaigns.models import Campaign
from apps.workflow.models import Delivery

TODAY = timezone.localdate()
MOBILES = iter(range(13800000000, 13900000000))


def workday(n: int = 0) -> date:
    """A Tuesday after which two more working days follow and before which one lies; n working days further."""
    day = TODAY + timedelta(days=14)
    while day.weekday() != 1 or not all(is_working(day + timedelta(days=step)) for step in (-1, 0, 1, 2)):
        day += timedelta(days=1)
    return add_working_days(day, n + 1)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=hour, minute=minute)))


def ends_on(campaign: Campaign, kind: str, day: date) -> datetime:
    """The stage ends at 18:00 of a day; it has been open for a long time."""
    end = at(day, 18)
    campaign.stages.filter(kind=kind).update(opens_at=end - timedelta(days=90), closes_at=end)
    return end


def reachable(person: Any) -> User:
    """The person with an address and a number."""
    person = User.objects.get(pk=person.pk)
    person.email, person.mobile = f"{person.username}@example.gov.cn", str(next(MOBILES))
    person.save()
    return person


def made() -> list[tuple[str, str, str]]:
    """Every message: whose, by which way, why."""
    rows = Delivery.objects.order_by("person__pk", "way").values_list("person__name", "way", "kind")
    return list(rows)
