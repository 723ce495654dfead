"""Which days are working days, and how many lie between two days?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from operator import itemgetter

import chinese_calendar
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.campaigns.models.days import Day

SATURDAY = 5
ONE = timedelta(days=1)
# What the package of decreed days calls them.
NAMES = {
    "New Year's Day": _("New Year's Day"),
    "Spring Festival": _("Spring Festival"),
    "Tomb-sweeping Day": _("Tomb-sweeping Day"),
    "Labour Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "National Day": _("National Day"),
    "Mid-autumn Festival": _("Mid-autumn Festival"),
    "Anti-Fascist 70th Day": _("Victory Day"),
}


@dataclass(frozen=True)
class Departure:
    """A day that departs from its weekday; `name` says why, in the reader's language."""

    on: date
    is_working: bool
    name: str | Promise


def is_working(day: date) -> bool:
    """Whether offices work on the day: by the table, else by the decreed days that ship, else by its weekday."""
    return _works(day, _departures({day.year}))


def add_working_days(start: date, n: int) -> date:
    """The n-th working day from `start` on, which itself counts if it is worked; n is 1 or more."""
    if n < 1:
        raise ValueError("The first working day is number 1.")
    for day in _worked_from(start):
        n -= 1
        if n == 0:
            return day
    raise ValueError("The calendar ends before that day.")


def working_days_between(first: date, last: date) -> int:
    """How many working days lie from `first` to `last`, both counted; 0 where `last` comes before `first`."""
    departures = _departures(set(range(first.year, last.year + 1)))
    days = ((first + ONE * n) for n in range((last - first).days + 1))
    return sum(_works(day, departures) for day in days)


def free_days(first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both counted, on which offices do not work; one query."""
    departures = _departures(set(range(first.year, last.year + 1)))
    days = (first + ONE * n for n in range((last - first).days + 1))
    return [day for day in days if not _works(day, departures)]


def undecreed(years: Iterable[int]) -> list[int]:
    """The years whose holidays nobody knows yet: their weekends alone are counted as free."""
    wanted = set(years)
    kept = set(Day.objects.filter(on__year__in=wanted).values_list("on__year", flat=True).order_by().distinct())
    return sorted(year for year in wanted - kept if not decreed(year))


def years_table(year: int) -> list[Departure]:
    """The days of a year that depart from their weekday, as they count now; whether staff keep them or they ship."""
    kept = [Departure(day.on, day.is_working, day.name) for day in Day.objects.filter(on__year=year)]
    return kept or list(decreed(year))


@cache
def decreed(year: int) -> tuple[Departure, ...]:
    """What the State Council decreed for a year, as the package ships it; nothing for a year that it lacks.

    Holidays at weekends stand in it as well, so that the list can be held against the decree.
    """
    free = ((day, False, name) for day, name in chinese_calendar.holidays.items() if day.year == year)
    worked = ((day, True, name) for day, name in chinese_calendar.workdays.items() if day.year == year)
    return tuple(
        Departure(day, works, NAMES.get(name, name)) for day, works, name in sorted([*free, *worked], key=itemgetter(0))
    )


def _works(day: date, departures: dict[date, bool]) -> bool:
    return departures.get(day, day.weekday() < SATURDAY)


def _departures(years: set[int]) -> dict[date, bool]:
    """Day → whether it is worked, for all days of these years that depart from their weekday."""
    found = dict(Day.objects.filter(on__year__in=years).order_by().values_list("on", "is_working"))
    kept = {day.year for day in found}
    for year in years - kept:
        found |= {day.on: day.is_working for day in decreed(year)}
    return found


def _worked_from(start: date) -> Iterator[date]:
    """Working days one after another; the table is read a year at a time."""
    day, departures, known = start, {}, None
    while day < date.max:
        if day.year != known:
            departures, known = _departures({day.year}), day.year
        if _works(day, departures):
            yield day
        day += ONE
