"""How do the levels lie by zone, by type and by unit? Every count leads to its branches."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.evaluations.figures_of_run import groups_in, number_of
from apps.organisations.models import Node
from apps.reports.dashboard.frame import Frame
from apps.reports.league import NO_ZONE
from apps.reports.present import percent

ZONE, TYPE, UNIT = SCOPES = ("zone", "type", "unit")
WEAKEST = 20
PAGE = 100
# A unit's key and its branches by outcome.
Unit = tuple[str, list[int]]


def labels() -> dict[str, str]:
    """What the groups are called."""
    return {ZONE: _("Zone"), TYPE: _("Type"), UNIT: _("Unit")}


def scopes_of(frame: Frame) -> list[str]:
    """Those by which the branches fall into more than one group, in order."""
    return [scope for scope in SCOPES if number_of(frame.run, scope) > 1]


def chosen(frame: Frame, asked: str) -> str:
    """The scope asked for, else the first that there is; the types where all branches are of one group."""
    found = scopes_of(frame)
    return asked if asked in found else found[0] if found else TYPE


def rows(frame: Frame, scope: str) -> list[dict[str, Any]]:
    """All zones in their order, all types the largest first; the weakest units alone."""
    if scope == ZONE:
        return zone_rows(frame)
    return type_rows(frame) if scope == TYPE else unit_rows(frame, weakest_units(frame)[:WEAKEST])


def star_map(frame: Frame) -> list[dict[str, Any]]:
    """The zones of the map: how many branches of each level stand in each."""
    counts = frame.run.counts["zone"]
    zones = [
        {"name": zone.name, "href": frame.league(scope=ZONE, zone=zone.pk), "counts": counts[str(zone.pk)]}
        for zone in frame.zones
        if str(zone.pk) in counts
    ]
    if "" in counts:
        name = _("no zone") if zones else ""
        zones.append({"name": name, "href": frame.league(scope=ZONE, zone=NO_ZONE), "counts": counts[""]})
    return zones


def zone_rows(frame: Frame) -> list[dict[str, Any]]:
    """A row a zone, those without one last."""
    counts = frame.run.counts["zone"]
    below = Node.objects.below(frame.campaign.committee.path).units().standing().order_by()
    units = dict(below.values_list("zone").annotate(n=Count("pk")))
    found = [
        row(frame, zone.name, counts[str(zone.pk)], scope=ZONE, zone=zone.pk)
        | {"units": units.get(zone.pk, 0), "url": page_of(frame, ZONE, zone.pk)}
        for zone in frame.zones
        if str(zone.pk) in counts
    ]
    if "" in counts:
        last = row(frame, _("no zone"), counts[""], scope=ZONE, zone=NO_ZONE)
        found.append(last | {"units": units.get(None, 0)})
    return found


def type_rows(frame: Frame) -> list[dict[str, Any]]:
    """A row a type, the largest first."""
    groups = sorted(frame.run.counts["type"].items(), key=lambda item: -sum(item[1]))
    return [row(frame, name or _("no type"), counts, scope=TYPE, type=name) for name, counts in groups]


def weakest_units(frame: Frame) -> list[Unit]:
    """Every unit, the smallest share at the upper levels first; of equal ones that with more at the lowest."""

    def strength(unit: Unit) -> tuple[float, float, int]:
        key, counts = unit
        whole = sum(counts)
        return sum(counts[: frame.upper]) / whole, -counts[-1] / whole, int(key)

    return sorted(groups_in(frame.run, UNIT).items(), key=strength)


def unit_rows(frame: Frame, units: Sequence[Unit]) -> list[dict[str, Any]]:
    """A row for each of these units, in their order."""
    names = dict(Node.objects.filter(pk__in=[key for key, _counts in units]).values_list("pk", "name"))
    return [
        row(frame, names.get(int(key), key), counts, scope=UNIT, unit=key) | {"url": page_of(frame, UNIT, int(key))}
        for key, counts in units
    ]


def page_of(frame: Frame, scope: str, key: int) -> str:
    """The page of one zone or unit."""
    return reverse(f"reports:{scope}", args=[frame.campaign.slug, key])


def row(frame: Frame, name: str, counts: Sequence[int], **query: Any) -> dict[str, Any]:
    """One group: its name and each of its counts lead to its branches."""
    whole = sum(counts)
    return {
        "name": name,
        "url": frame.league(**query),
        "branches": whole,
        "counts": [{"n": n, "url": frame.league(level=index, **query)} for index, n in enumerate(counts)],
        "bar": counts,
        "share": percent(sum(counts[: frame.upper]), whole),
    }


def total_row(frame: Frame) -> dict[str, Any]:
    """All branches, and the title of the last column."""
    level = frame.show.level_name(frame.show.rules.levels[frame.upper - 1])
    found = row(frame, _("All"), frame.run.counts["levels"])
    title = level if frame.upper == 1 else _("%(level)s and up") % {"level": level}
    return found | {"units": number_of(frame.run, UNIT), "share_title": title}


def segments(frame: Frame, current: str, page: str, mark: str = "") -> list[dict[str, Any]]:
    """The scopes to choose from; none where there is but one."""
    found, names = scopes_of(frame), labels()
    if len(found) < 2:
        return []
    return [{"label": names[one], "url": f"{page}?by={one}{mark}", "current": one == current} for one in found]


def cell(frame: Frame, asked: str) -> dict[str, Any]:
    """The table under the map with its segments."""
    scope, base = chosen(frame, asked), reverse("reports:dashboard", args=[frame.campaign.slug])
    units = number_of(frame.run, UNIT)
    return {
        "group_rows": rows(frame, scope),
        "group_title": labels()[scope],
        "group_scope": scope,
        "group_segments": segments(frame, scope, base, "#groups"),
        "group_all": units if scope == UNIT and units > WEAKEST else 0,
        "group_all_url": f"{reverse('reports:groups', args=[frame.campaign.slug])}?by={UNIT}",
        "total_row": total_row(frame),
    }
