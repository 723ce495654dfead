"""Every change of the table of working days: fill a year, bring in a file, enter and take out single days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.days import Departure, decreed
from apps.campaigns.models import Day
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.organisations.choices import Power
from apps.organisations.models import reach_of

YEARS = range(2000, 2101)
LONGEST_NAME = 40


@transaction.atomic
def fill_year(actor: Any, year: int) -> list[Day]:
    """Write the year as it is decreed over whatever stands; refuses a year that nobody has decreed yet."""
    authorise(actor, "campaigns.change_days")
    days = decreed(year)
    if not days:
        message = _("%(year)s is not decreed yet. Enter its days by hand once the notice is out.")
        raise Refused(message % {"year": year}, code="not-decreed")
    written = replace_years(days)
    note(actor, "days.filled", written[0], after={"year": year, "days": len(written)})
    return written


@transaction.atomic
def write_days(actor: Any, days: Sequence[Departure]) -> list[Day]:
    """Write these days over the years that they lie in; refuses none at all, one twice, and other centuries."""
    authorise(actor, "campaigns.change_days")
    if not days:
        raise Invalid(_("No day stands in it."), details={"file": [""]})
    for day in days:
        require_century(day.on)
    if len({day.on for day in days}) < len(days):
        raise Invalid(_("A day stands in it twice."), details={"file": [""]})
    written = replace_years(days)
    years = sorted({day.on.year for day in days})
    note(actor, "days.imported", written[0], after={"years": years, "days": len(written)})
    return written


def replace_years(days: Sequence[Departure]) -> list[Day]:
    """The rows of these days, and of no others in their years."""
    Day.objects.filter(on__year__in={day.on.year for day in days}).delete()
    return Day.objects.bulk_create(
        Day(on=day.on, is_working=day.is_working, name=str(day.name)[:LONGEST_NAME]) for day in days
    )


@transaction.atomic
def set_day(actor: Any, on: date, *, is_working: bool, name: str = "") -> Day:
    """Enter or change one day; a year that has no rows is filled first with what is decreed."""
    authorise(actor, "campaigns.change_days")
    require_century(on)
    keep_decreed(on.year)
    before = Day.objects.filter(on=on).values("is_working", "name").first()
    fields = {"is_working": is_working, "name": name.strip()[:LONGEST_NAME]}
    day, _made = Day.objects.update_or_create(on=on, defaults=fields)
    note(actor, "day.set", day, before=before, after=fields)
    return day


@transaction.atomic
def remove_day(actor: Any, on: date) -> None:
    """Let a day follow its weekday again; refuses one that is not entered."""
    authorise(actor, "campaigns.change_days")
    keep_decreed(on.year)
    day = Day.objects.filter(on=on).first()
    if day is None:
        raise Refused(_("This day is not in the table."), code="not-entered")
    note(actor, "day.removed", day, before={"is_working": day.is_working, "name": day.name})
    day.delete()


def keep_decreed(year: int) -> None:
    """Write down what counts for a year that has no rows yet, before a single day of it is changed."""
    if decreed(year) and not Day.objects.filter(on__year=year).exists():
        replace_years(decreed(year))


def require_century(on: date) -> None:
    if on.year not in YEARS:
        raise Invalid(_("A year from 2000 to 2100."), details={"on": [""]})


def note(actor: Any, act: str, day: Day, **values: Any) -> None:
    """The record, where those who keep the table look it up."""
    paths = reach_of(actor).paths(Power.OPERATE)
    record(actor, act, day, node_path=paths[0] if paths else "", **values)
