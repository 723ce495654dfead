"""Who moved, who is nearest to the next star, what is late: three short lists, each leading on."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.evaluations.models import Result
from apps.evaluations.selectors import near_gap
from apps.reports.campaign_cells import late_chip
from apps.reports.dashboard.frame import Frame
from apps.reports.movement import Move, moves
from apps.workflow.late import late_work

SHOWN = 7
# How wide each list is drawn, by how many of them have something to say.
SPANS = {0: "", 1: "", 2: "span-6", 3: "span-4"}


def lists(frame: Frame) -> dict[str, Any]:
    """All that have something to say, and how wide each is."""
    found = movers(frame) | nearest(frame) | late(frame)
    return found | {"list_span": SPANS[sum(bool(found.get(name)) for name in ("movers", "near", "late"))]}


def movers(frame: Frame) -> dict[str, Any]:
    """Who rose and fell most, and against what; nothing while there is only one run."""
    before = frame.before
    if before is None:
        return {}
    found = moves(frame.run, before)
    chosen = [*found.risen, *found.fallen]
    rows = {r.assessment_id: r for r in frame.results.filter(assessment_id__in=[m.assessment for m in chosen])}
    against = _("places of %(year)s") % {"year": before.campaign.year}
    if before.campaign_id == frame.campaign.pk:
        against = _("places of evaluation %(number)s") % {"number": before.number}
    shown = [mover(frame, move, rows[move.assessment]) for move in chosen if move.assessment in rows]
    years_apart = before.campaign_id != frame.campaign.pk
    url = reverse("reports:moves", args=[frame.campaign.slug]) if years_apart else ""
    return {"movers": shown, "movers_against": against, "movers_url": url}


def mover(frame: Frame, move: Move, row: Result) -> dict[str, Any]:
    return {
        "name": row.name,
        "url": branch_url(frame, row),
        "standing": frame.show.standing(row),
        "place": row.rank,
        "by": move.by,
    }


def nearest(frame: Frame) -> dict[str, Any]:
    """Branches whose next star lacks least."""
    if not frame.show.has_gaps:
        return {}
    counts = frame.run.counts
    if "nearest" in counts:
        found = {row.assessment_id: row for row in frame.results.filter(assessment_id__in=counts["nearest"])}
        rows, count = [found[pk] for pk in counts["nearest"] if pk in found][:SHOWN], counts["near"]
    else:
        near = frame.results.filter(gap__lte=near_gap(frame.show.rules))
        rows, count = list(near.order_by("gap", "position")[:SHOWN]), near.count()
    shown = [near_row(frame, row) for row in rows]
    return {"near": shown, "near_count": count, "near_url": frame.league(near=1)}


def near_row(frame: Frame, row: Result) -> dict[str, Any]:
    star, gap = frame.show.next_star(row)
    return {"name": row.name, "url": branch_url(frame, row), "star": star, "gap": gap}


def branch_url(frame: Frame, row: Result) -> str:
    """The explanation of one result."""
    return reverse("reports:branch", args=[frame.campaign.slug, row.assessment_id])


def late(frame: Frame) -> dict[str, Any]:
    """What is late, longest first, by unit; nothing where all is in time."""
    slug = frame.campaign.slug
    rows, sheets = late_work(frame.campaign), reverse("assessments:sheet-list", args=[slug])
    shown = [
        {
            "unit": row.unit,
            "title": row.title,
            "count": row.count,
            "chip": late_chip(row),
            "url": f"{sheets}?unit={row.unit_id}",
        }
        for row in rows[:SHOWN]
    ]
    return {"late": shown, "late_count": len(rows), "late_url": reverse("reports:campaign", args=[slug])}
