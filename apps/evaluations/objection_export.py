"""The list of objections as a workbook, without anybody's name or telephone."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.tables import write_xlsx
from apps.evaluations.models import Objection


def objections_workbook(rows: Iterable[Objection]) -> bytes:
    """One objection a row: number, branch, about what, how and when it came, how far it is, what was found."""
    headings = [
        *(_("Number"), _("Branch"), _("About what"), _("How it came"), _("Named or not"), _("Received on")),
        *(_("State"), _("Handled by"), _("Conclusion"), _("Criterion"), _("Answer due"), _("Answered")),
    ]
    return write_xlsx(headings, lines(rows), _("Objections"), widths=[8, 28, 14, 12, 10, 12, 14, 12, 12, 10, 12, 12])


def lines(rows: Iterable[Objection]) -> Iterator[list[Any]]:
    """The cells of each row."""
    for row in rows:
        yield [
            row.number,
            row.branch,
            row.get_matter_display(),
            row.get_channel_display(),
            _("with a name") if row.is_named else _("without a name"),
            timezone.localtime(row.received_at).date(),
            row.get_status_display(),
            row.handler_name,
            row.get_finding_display() if row.finding else "",
            row.criterion,
            row.due_on,
            timezone.localtime(row.answered_at).date() if row.answered_at else None,
        ]
