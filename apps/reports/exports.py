"""Tables of a criterion as workbooks, and how many rows a file may have."""

from django.utils.translation import gettext as _

from apps.assessments.exports import points
from apps.core.errors import Refused
from apps.core.tables import write_xlsx
from apps.rating.rulebook import Criterion
from apps.reports.criterion import CriterionRows
from apps.reports.present import Presenter

MOST_ROWS = 50_000


def criterion_workbook(show: Presenter, criterion: Criterion, listed: CriterionRows) -> bytes:
    """The branches asked for by their mark on one criterion, weakest first, with the self-mark beside."""
    refuse_more(len(listed.rows))
    title = f"{criterion.code} {criterion.title.get(show.language)}"
    facts = [_("Branch"), _("Unit"), _("Zone"), _("Branch type"), title, _("Self-mark"), _("Level"), _("Place")]
    rows = (
        [
            result.name,
            result.unit.name,
            result.zone.name if result.zone else "",
            result.branch_type,
            points(row.mark),
            points(own),
            show.level(result.level)["name"],
            result.rank,
        ]
        for row, result, own in listed.everything()
    )
    return write_xlsx(facts, rows, title)


def refuse_more(rows: int) -> None:
    """Refuse a file of too many rows."""
    if rows > MOST_ROWS:
        raise Refused(
            _("More than %(n)s rows: narrow the table to a zone or unit first.") % {"n": MOST_ROWS}, code="too-many"
        )
