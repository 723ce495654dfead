"""The table of working days as a file: read from a workbook or CSV, and written."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from apps.campaigns.days import Departure
from apps.core.errors import Invalid
from apps.core.tables import Cell, read_table, text_of, write_xlsx

MOST_BYTES = 2 * 2**20
FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
# Day 0 of a workbook's calendar, for every day since March 1900.
WORKBOOK_EPOCH = date(1899, 12, 30)
WORKED = {"班", "上班", "工作日", "是", "work", "yes", "1"}
FREE = {"休", "放假", "休息", "节假日", "否", "free", "no", "0"}


def read_days(content: bytes, name: str) -> list[Departure]:
    """The days of a file's first sheet: day, worked or free, why; refuses with the first row that cannot be read.

    Rows before the first day are headings.
    """
    rows, days = read_table(content, name).sheets[0].rows, []
    for number, row in enumerate(rows, 1):
        cells = [*row, "", "", ""]
        on, said = day_of(cells[0]), text_of(cells[1]).lower()
        if on is None and (not days or not any(text_of(cell) for cell in row)):
            continue
        if on is None or said not in WORKED | FREE:
            message = _("Row %(n)s: a day, then 班 or 休, then its name.") % {"n": number}
            raise Invalid(message, code="row", details={"file": [str(number)]})
        days.append(Departure(on, said in WORKED, text_of(cells[2])))
    return days


def day_of(cell: Cell) -> date | None:
    """The day that a cell names, as text or as a workbook counts days; None where it names none."""
    if not isinstance(cell, str):
        return WORKBOOK_EPOCH + timedelta(days=int(cell)) if 1 <= cell < 80_000 else None
    for form in FORMS:
        try:
            return datetime.strptime(text_of(cell), form).date()
        except ValueError:
            continue
    return None


def days_workbook(days: Iterable[Departure]) -> bytes:
    """The same table, to be changed and brought back."""
    rows = [[day.on.isoformat(), "班" if day.is_working else "休", str(day.name)] for day in days]
    return write_xlsx([_("Day"), _("Worked or free"), _("Occasion")], rows, _("Calendar of working days"))
