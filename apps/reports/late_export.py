"""Late work as a workbook."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.tables import write_xlsx
from apps.workflow.late import Late


def late_workbook(rows: Iterable[Late]) -> bytes:
    """The rows of the late table: unit, what, how many, who, when due, days by the calendar."""
    headings = [_("Unit"), _("What"), _("How many"), _("Responsible"), _("Due"), _("Days late")]
    lines = ([row.unit, row.title, row.count, row.who, timezone.localtime(row.due_at).date(), row.days] for row in rows)
    return write_xlsx(headings, lines, _("Late"), widths=[24, 26, 8, 20, 12, 8])
