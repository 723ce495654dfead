"""Visits as their pages show them: the list, a day with its stops, who can be chosen for another."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.choices import StopStatus
from apps.assessments.models import Assessment, Stop, Visit
from apps.assessments.visiting import is_on_team, lines_at, team_names
from apps.campaigns.models import Campaign
from apps.core.asked import whole

MOST_CHOICES = 120
TONES = {StopStatus.SIGNED: "ok", StopStatus.STARTED: "info", StopStatus.SKIPPED: "warn", StopStatus.PLANNED: ""}


@dataclass(frozen=True)
class Line:
    """One visit of the list."""

    visit: Visit
    team: str
    stops: int
    done: int
    state: str
    tone: str


def visit_lines(person: Any, campaign: Campaign) -> list[Line]:
    """What the person sees of the campaign's visits: today's first, then those ahead, then those that are over."""
    rows = Visit.objects.visible_to(person).filter(campaign=campaign).prefetch_related("team__person", "stops")
    today = timezone.localdate()
    rows = sorted(rows, key=lambda row: (row.cancelled_at is not None, row.on < today, abs((row.on - today).days)))
    return [line_of(row) for row in rows]


def line_of(visit: Visit) -> Line:
    """A visit with how far it is."""
    stops = list(visit.stops.all())
    over = {StopStatus.SIGNED, StopStatus.SKIPPED}
    done = sum(stop.status in over for stop in stops)
    state, tone = state_of(visit, stops, done)
    return Line(visit, team_names(visit), len(stops), done, state, tone)


def state_of(visit: Visit, stops: list[Stop], done: int) -> tuple[str, str]:
    """Where a day stands, and the tone of its chip."""
    if visit.cancelled_at:
        return _("cancelled"), ""
    if stops and done == len(stops):
        return _("finished"), "ok"
    if any(stop.status != StopStatus.PLANNED for stop in stops):
        return _("under way"), "info"
    return (_("today"), "info") if visit.on == timezone.localdate() else (_("planned"), "")


def headline(lines: Iterable[Line]) -> str:
    """What the list says at its head."""
    standing = [line for line in lines if line.visit.cancelled_at is None]
    if not standing:
        return _("No visit is planned yet")
    stops, done = sum(line.stops for line in standing), sum(line.done for line in standing)
    words = {"n": len(standing), "stops": stops, "done": done}
    return (
        ngettext(
            "%(n)s visit: %(done)s of %(stops)s branches done",
            "%(n)s visits: %(done)s of %(stops)s branches done",
            len(standing),
        )
        % words
    )


def headline_of_branches(stops: Iterable[Stop]) -> str:
    """What the list says to those to whom teams come: whether they have to sign, else how many visits there are."""
    listed = list(stops)
    n, waiting = len(listed), sum(stop.waits_for_branch for stop in listed)
    if waiting:
        return ngettext("%(n)s visit waits for your signature", "%(n)s visits wait for your signature", waiting) % {
            "n": waiting
        }
    return ngettext("%(n)s visit at your branches", "%(n)s visits at your branches", n) % {"n": n}


def stops_with_progress(visit: Visit) -> list[dict[str, Any]]:
    """The stops of a day in their order, each with how many of its criteria were looked at."""
    facts = ("assessment__unit", "assessment__round__rulebook_version", "assessment__campaign")
    rows = visit.stops.select_related(*facts).prefetch_related("checks").order_by("position", "pk")
    found = []
    for stop in rows:
        stop.visit = visit
        lines = lines_at(stop)
        checked = {check.criterion for check in stop.checks.all() if check.mark is not None or check.seen}
        found.append({"stop": stop, "n": len(lines), "done": len(checked), "tone": TONES[StopStatus(stop.status)]})
    return found


def visit_page(person: Any, visit: Visit) -> dict[str, Any]:
    """One day: what anybody who sees it reads, and what staff may change."""
    rows = stops_with_progress(visit)
    line = line_of(visit)
    plans = person.has_perm("assessments.plan_visit", visit.campaign)
    first = next((row["stop"] for row in rows if row["stop"].status in (StopStatus.STARTED, StopStatus.PLANNED)), None)
    is_begun = any(row["stop"].status in (StopStatus.STARTED, StopStatus.SIGNED) for row in rows)
    return {
        "visit": visit,
        "campaign": visit.campaign,
        "line": line,
        "rows": rows,
        "on_team": is_on_team(person, visit),
        "plans": plans and visit.cancelled_at is None,
        "may_cancel": plans and visit.cancelled_at is None and not is_begun,
        "next_stop": first,
    }


def choice(campaign: Campaign, asked: QueryDict, kept: Iterable[int]) -> dict[str, Any]:
    """The branches to choose from: narrowed by unit, zone, last year's level and whether a team was there yet.

    Those that are `kept` (chosen already) always stand on top.
    """
    everybody = Assessment.objects.of(campaign).select_related("unit", "zone").in_order()
    rows = narrowed(everybody, campaign, asked)
    chosen = list(everybody.filter(pk__in=kept))
    others = list(rows.exclude(pk__in=kept)[: MOST_CHOICES + 1])
    levels = everybody.order_by().exclude(previous_level="").values_list("previous_level", flat=True).distinct()
    names = everybody.order_by("unit__order_path").values_list("unit_id", "unit__name").distinct()
    zones = everybody.order_by("zone_id").exclude(zone=None).values_list("zone_id", "zone__name").distinct()
    return {
        "chosen": chosen,
        "others": others[:MOST_CHOICES],
        "has_more": len(others) > MOST_CHOICES,
        "units": list(names),
        "zones": list(zones),
        "levels": sorted(levels),
        "asked": {
            "unit": whole(asked.get("unit")),
            "zone": whole(asked.get("zone")),
            "level": asked.get("level", ""),
            "unvisited": bool(asked.get("unvisited")),
        },
    }


def narrowed(rows: QuerySet[Assessment], campaign: Campaign, asked: QueryDict) -> QuerySet[Assessment]:
    """As the filters say."""
    if unit := whole(asked.get("unit")):
        rows = rows.filter(unit=unit)
    if zone := whole(asked.get("zone")):
        rows = rows.filter(zone=zone)
    if level := asked.get("level"):
        rows = rows.filter(previous_level=level)
    if asked.get("unvisited"):
        stops = Stop.objects.filter(assessment=OuterRef("pk"), visit__cancelled_at=None)
        rows = rows.exclude(Exists(stops.exclude(status=StopStatus.SKIPPED)))
    return rows
