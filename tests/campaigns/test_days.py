"""Working days: by the table, by what ships, by the weekday."""

from datetime import date

import pytest

from apps.audit.models import Record
from apps.campaigns.day_files import days_workbook, read_days
from apps.campaigns.days import (
    add_working_days,
    decreed,
    is_working,
    undecreed,
    working_days_between,
    years_table,
)
from apps.campaigns.models import Day
from apps.campaigns.services import fill_year, remove_day, set_day, write_days
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-10-01", False),
        ("2025-09-28", True),
        ("2025-10-11", True),
        ("2025-10-10", True),
        ("2025-10-12", False),
        ("2031-10-01", True),
        ("2031-10-04", False),
    ],
)
def test_is_working_follows_what_is_decreed_and_else_the_weekday(day, works):
    assert is_working(date.fromisoformat(day)) == works


def test_is_working_follows_the_table_where_it_holds_the_year():
    Day.objects.create(on=date(2025, 10, 9), is_working=False, name="演练")

    assert not is_working(date(2025, 10, 9))
    assert is_working(date(2025, 10, 1))


@pytest.mark.parametrize(
    ("start", "n", "last"),
    [
        ("2025-11-24", 5, "2025-11-28"),
        ("2025-11-22", 5, "2025-11-28"),
        ("2025-09-29", 3, "2025-10-09"),
        ("2025-12-30", 3, "2026-01-04"),
    ],
)
def test_add_working_days_counts_the_first_day_if_it_is_worked(start, n, last):
    found = add_working_days(date.fromisoformat(start), n)

    assert found == date.fromisoformat(last)
    assert working_days_between(date.fromisoformat(start), found) == n


def test_add_working_days_counts_from_one():
    with pytest.raises(ValueError, match="number 1"):
        add_working_days(date(2025, 11, 24), 0)


def test_working_days_between_days_in_the_wrong_order_are_none():
    assert working_days_between(date(2026, 1, 5), date(2025, 12, 30)) == 0


def test_undecreed_names_the_years_that_nobody_knows():
    Day.objects.create(on=date(2031, 10, 1), is_working=False, name="国庆节")

    assert undecreed([2025, 2030, 2031]) == [2030]


def keeper():
    return factories.make_person(role=Role.ADMINISTRATOR, node=factories.make_committee())


def test_fill_year_writes_what_is_decreed_and_records_it():
    person = keeper()

    written = fill_year(person, 2025)

    assert Day.objects.count() == len(written) == len(decreed(2025))
    assert Record.objects.get(act="days.filled").after == {"year": 2025, "days": len(written)}
    with pytest.raises(Refused):
        fill_year(person, 2031)


def test_set_day_in_a_year_without_rows_keeps_what_is_decreed():
    set_day(keeper(), date(2025, 11, 24), is_working=False, name="演练")

    assert (is_working(date(2025, 11, 24)), is_working(date(2025, 10, 1))) == (False, False)
    assert is_working(date(2025, 9, 28))


def test_remove_day_lets_it_follow_its_weekday():
    person = keeper()

    remove_day(person, date(2025, 10, 1))

    assert is_working(date(2025, 10, 1))
    with pytest.raises(Refused):
        remove_day(person, date(2025, 10, 1))


def test_write_days_from_a_file_replaces_its_years():
    person = keeper()
    fill_year(person, 2025)
    content = "日期,班休,名称\n2025/10/1,休,国庆节\n2025年10月11日,班,调休\n".encode()

    write_days(person, read_days(content, "days.csv"))

    assert list(Day.objects.values_list("on", "is_working")) == [(date(2025, 10, 1), False), (date(2025, 10, 11), True)]


def test_days_workbook_comes_back_as_it_went_out():
    table = years_table(2026)

    back = read_days(days_workbook(table), "days.xlsx")

    assert [(day.on, day.is_working, day.name) for day in back] == [(d.on, d.is_working, str(d.name)) for d in table]


@pytest.mark.parametrize("text", ["2025-10-01,也许,x\n", "2025-10-01,休,x\n明天,休,x\n"])
def test_read_days_names_the_row_that_it_cannot_read(text):
    with pytest.raises(Invalid) as refusal:
        read_days(text.encode(), "days.csv")

    assert refusal.value.code == "row"


def test_days_are_changed_by_who_keeps_the_calendar():
    leader = factories.make_person(role=Role.LEADER, node=factories.make_committee())

    with pytest.raises(Forbidden):
        set_day(leader, date(2025, 11, 24), is_working=False)
