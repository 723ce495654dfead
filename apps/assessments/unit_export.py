"""A unit's summary sheet, and all hand-overs, as workbooks."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.assessments.exports import figure
from apps.assessments.self_rating import says_level
from apps.assessments.unit_list import UnitProgress, handover_line
from apps.assessments.unit_page import UnitView
from apps.assessments.unit_summary import summary_page
from apps.assessments.unit_words import deadline_of
from apps.campaigns.models import Campaign
from apps.core.tables import write_xlsx

NAME_WIDTH = 30


def unit_workbook(view: UnitView) -> bytes:
    """One line a branch with sections and sum, then the sums of the unit."""
    page = summary_page(view)
    headings = [_("Branch"), _("Secretary"), _("Members"), *page["sections"]]
    level = [_("By its own marks")] if says_level(view.rules) else []
    headings += [_("Sum"), _("Sum of last year"), *level, _("Files of proof")]
    rows = [line_cells(view, line) for line in page["lines"]]
    levels = _(", ").join(_("%(level)s %(n)s") % {"level": level, "n": n} for level, n in page["levels"])
    blank = [None] * len(page["sections"])
    title = _("In all: %(n)s branches") % {"n": page["branches"]}
    rows.append([title, None, page["members"], *blank, None, None, *([levels] if level else []), page["proof"]])
    rows.append([_("Mean"), None, None, *blank, figure(page["mean_points"], view.rules)])
    return write_xlsx(headings, rows, _("Summary"), [NAME_WIDTH])


def line_cells(view: UnitView, line: dict[str, Any]) -> list[Any]:
    row, rules = line["numbers"], view.rules
    sections = [figure(total, rules) for total in row["sections"]]
    level = [line["level"]] if says_level(rules) else []
    figures = [figure(row["total"], rules), figure(row["last_total"], rules), *level, row["proof"]]
    return [row["name"], row["secretary"], row["members"], *sections, *figures]


def handovers_workbook(campaign: Campaign, units: Sequence[UnitProgress]) -> bytes:
    """One line a unit in the official order."""
    headings = [_("Unit"), _("Reviewer"), _("Branches"), _("Approved"), _("To check"), _("With the branches")]
    headings += [_("State"), _("Last act")]
    deadline = deadline_of(campaign)
    rows = [unit_cells(each, handover_line(each, deadline)) for each in units]
    return write_xlsx(headings, rows, _("Hand-overs"), [NAME_WIDTH])


def unit_cells(each: UnitProgress, line: dict[str, Any]) -> list[Any]:
    counts = [each.branches, each.through, each.to_check, each.with_branches]
    return [each.unit.name, line["checkers"], *counts, line["text"], line["note"]]
