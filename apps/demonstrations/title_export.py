"""The list of titles as a workbook."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from apps.core.tables import write_xlsx
from apps.demonstrations.models import Title
from apps.demonstrations.title_state import Standing, standing_of

WIDTHS = [16, 18, 34, 18, 24, 16, 14, 14, 14, 14, 30, 26]


def titles_workbook(rows: Iterable[Title], stands: Callable[[Title], Standing] = standing_of) -> bytes:
    """One title a row, in the order given; `stands` says how each is told to stand."""
    headings = [
        *(_("Plaque number"), _("Title conferred"), _("Holder"), _("Brand"), _("Unit"), _("Zone")),
        *(_("Named on"), _("Valid until"), _("State"), _("Since"), _("Why"), _("Document")),
    ]
    return write_xlsx(headings, lines(rows, stands), _("Titles"), widths=WIDTHS)


def lines(rows: Iterable[Title], stands: Callable[[Title], Standing]) -> Iterator[list[Any]]:
    """The cells of each row."""
    for row in rows:
        standing, candidate = stands(row), row.candidate
        yield [
            row.number,
            row.word,
            row.holder,
            row.brand,
            candidate.unit.name,
            candidate.zone.name if candidate.zone else "",
            row.named_on,
            row.until,
            standing.label,
            standing.on,
            standing.reason,
            row.conferral.number,
        ]
