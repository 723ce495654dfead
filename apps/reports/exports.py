"""Result tables as workbooks."""

from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.core.errors import Refused
from apps.core.tables import write_xlsx
from apps.evaluations.models import Result
from apps.rating.points import show_points
from apps.reports.league import Question
from apps.reports.present import Presenter

MOST_ROWS = 50_000


def league_workbook(show: Presenter, rows: QuerySet[Result], asked: Question) -> bytes:
    """The rows asked for with level, stars, sections, total and all four places; formulas are never written.

    Refuses more rows than a spreadsheet program opens with ease.
    """
    if rows.count() > MOST_ROWS:
        raise Refused(
            _("More than %(n)s rows: narrow the table to a zone or unit first.") % {"n": MOST_ROWS}, code="too-many"
        )
    sections = [section.title.get(show.language) for section in show.rules.sections]
    places = [_("Place"), _("Place in the zone"), _("Place in the unit"), _("Place in the type")]
    facts = [_("Branch"), _("Unit"), _("Zone"), _("Branch type"), _("Level"), _("Stars"), _("Stars lit")]
    headings = [places[0], *facts, *sections, _("Total"), *places[1:], _("Next star"), _("Lacks")]
    title = asked.group if asked.scope == "type" and asked.group else _("League table")
    return write_xlsx(headings, (line(row, show) for row in rows.select_related("zone", "unit").iterator()), title)


def line(row: Result, show: Presenter) -> list:
    """One result as cells; points as exact numbers."""
    star, gap = show.next_star(row)
    lit = [s.code for number, s in enumerate(show.rules.stars) if row.lit >> number & 1]
    return [
        row.rank,
        row.name,
        row.unit.name,
        row.zone.name if row.zone else "",
        row.branch_type,
        show.level(row.level)["name"],
        row.stars,
        " ".join(lit),
        *(cell(value) for value in row.sections),
        cell(row.total),
        row.rank_zone,
        row.rank_unit,
        row.rank_type,
        star,
        Decimal(gap) if gap else "",
    ]


def cell(hundredths: int) -> Decimal:
    return Decimal(show_points(hundredths))
