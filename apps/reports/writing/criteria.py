"""How do criteria stand in a report: weakest first in all, by group as a heat table, a group beside everybody?"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from apps.evaluations.columns import criterion_columns
from apps.evaluations.criteria import criteria_counts, line_of
from apps.evaluations.some_rows import rows_of
from apps.organisations.models import Zone
from apps.rating.points import show_points
from apps.reports.heat import Heat, mean_text, step_of
from apps.reports.present import percent
from apps.reports.writing.basis import Basis
from apps.reports.writing.sentences import grouped

WEAKEST = 6


def weak_rows(basis: Basis, most: int = WEAKEST) -> list[dict[str, Any]]:
    """The criteria on which most branches are below the line, from the run's own counts."""
    counts = criteria_counts(basis.run)
    if counts is None:
        return []
    figures, found = counts["all"], []
    columns = zip(basis.show.rules.criteria, figures["sum"], figures["marked"], figures["below"], strict=True)
    for criterion, total, marked, below in columns:
        if below and marked:
            found.append(weak_row(basis, criterion, total, marked, below))
    return sorted(found, key=lambda row: -row["count"])[:most]


def weak_row(basis: Basis, criterion: Any, total: int, marked: int, below: int) -> dict[str, Any]:
    line = line_of(basis.show.rules, criterion)
    return {
        "code": criterion.code,
        "title": criterion.title.get(basis.show.language),
        "mean": mean_text(total, marked),
        "line": show_points(line or 0),
        "below": grouped(below),
        "count": below,
        "share": percent(below, marked),
    }


def heat_of(basis: Basis) -> tuple[list[str], list[dict[str, Any]]]:
    """Short heads and rows of means by zone; nothing for a run that counted no criteria."""
    if criteria_counts(basis.run) is None or not basis.show.rules.criteria:
        return [], []
    zones = list(Zone.objects.filter(committee=basis.campaign.committee_id))
    heat = Heat(basis.show, basis.run, basis.campaign.slug, zones)
    return [criterion.code for criterion in basis.show.rules.criteria], heat.rows()


def beside_all(basis: Basis, assessments: Sequence[int]) -> list[dict[str, Any]]:
    """Each criterion's mean among some branches beside everybody's; those farthest beneath come first.

    Criteria that are not given in points, or not marked, are left out.
    """
    counts = criteria_counts(basis.run)
    if counts is None:
        return []
    rules, inputs = basis.show.rules, rows_of(basis.run, assessments)
    here, given = inputs.marks, inputs.marked
    found = []
    for at, criterion in enumerate(rules.criteria):
        marks, marked = criterion_columns(rules, criterion.code, here, given)
        own, whole = int(marked.sum()), counts["all"]["marked"][at]
        if criterion.kind != "points" or not own or not whole:
            continue
        total, everybody = int(marks[marked].sum()), counts["all"]["sum"][at]
        line = line_of(rules, criterion)
        found.append(
            {
                "code": criterion.code,
                "title": criterion.title.get(basis.show.language),
                "mean": mean_text(total, own),
                "all": mean_text(everybody, whole),
                "maximum": show_points(criterion.maximum),
                "below": grouped(int((marked & (marks < line)).sum())) if line is not None else "",
                "step": step_of(criterion, line, total, own),
                "behind": total * whole - everybody * own,
                "scale": own * whole,
            }
        )
    return sorted(found, key=lambda row: Fraction(row["behind"], row["scale"]))
