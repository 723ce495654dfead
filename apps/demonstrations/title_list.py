"""Who holds the titles of a programme? Filters, a page of rows, how they spread over zones and units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.asked import whole
from apps.core.paging import Page, page_by_key
from apps.core.sorting import address
from apps.demonstrations.choices import TitleStatus
from apps.demonstrations.models import Programme, Title
from apps.demonstrations.models.titles import TitleQuerySet
from apps.demonstrations.title_state import Standing, standing_of

PAGE = 50
HOLDS, OVER = "holds", "over"
FACTS = (
    *("candidate__zone", "candidate__zone__name", "candidate__zone__sequence"),
    *("candidate__unit", "candidate__unit__name", "candidate__unit__order_path", "named_on", "until", "status"),
)


@dataclass(frozen=True)
class Asked:
    """What an address asks of the list; unknown values count as not asked."""

    zone: int | None
    unit: int | None
    year: int | None
    state: str

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        zone, unit, year = (whole(query.get(name)) for name in ("zone", "unit", "year"))
        year = year if year and MINYEAR < year < MAXYEAR else None
        state = query.get("state", "")
        return cls(zone, unit, year, state if state in {HOLDS, OVER} else "")

    @property
    def kept(self) -> dict[str, Any]:
        """The question as an address carries it on."""
        return {name: getattr(self, name) for name in ("zone", "unit", "year", "state") if getattr(self, name)}

    def narrowed(self, rows: TitleQuerySet) -> TitleQuerySet:
        """The titles that are asked for."""
        wanted = {"candidate__zone": self.zone, "candidate__unit": self.unit, "named_on__year": self.year}
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        if not self.state:
            return rows
        over = Q(status=TitleStatus.WITHDRAWN) | Q(until__lt=timezone.localdate())
        return rows.filter(over) if self.state == OVER else rows.exclude(over)


@dataclass(frozen=True)
class Place:
    """Where one title is held, and whether it holds; what the picture and the filters are made of."""

    zone: int
    zone_name: str
    zone_order: int
    unit: int
    unit_name: str
    unit_order: str
    year: int
    holds: bool


@dataclass(frozen=True)
class Row:
    """A title in a list, and how it stands."""

    title: Title
    standing: Standing


def titles_of(programme: Programme) -> TitleQuerySet:
    """Every title of a programme."""
    return Title.objects.filter(conferral__batch__programme=programme)


def titles_for(person: Any, programme: Programme) -> TitleQuerySet:
    """Those that a person sees: all for who compares candidates or where the list is public, else the own ones."""
    rows = titles_of(programme)
    sees_all = programme.is_listed or person.has_perm("demonstrations.compare", programme)
    return rows if sees_all else rows.visible_to(person)


def with_words(rows: TitleQuerySet) -> TitleQuerySet:
    """Titles with what their words and their standing are read from."""
    told = "candidate__zone", "candidate__unit", "conferral__batch__programme__committee"
    return rows.select_related(*told).prefetch_related("steps")


def places_of(rows: TitleQuerySet) -> list[Place]:
    """One query over all of them."""
    today = timezone.localdate()
    return [
        Place(
            zone=zone or 0,
            zone_name=zone_name or _("no zone"),
            zone_order=order or 0,
            unit=unit,
            unit_name=unit_name,
            unit_order=unit_order,
            year=named_on.year,
            holds=status != TitleStatus.WITHDRAWN and (until is None or until >= today),
        )
        for zone, zone_name, order, unit, unit_name, unit_order, named_on, until, status in rows.values_list(*FACTS)
    ]


def page_of(rows: TitleQuerySet, query: Mapping[str, str]) -> Page:
    """One page of rows in the order of their numbers."""
    found = page_by_key(with_words(rows), "number", after=query.get("after"), before=query.get("before"), size=PAGE)
    return Page([Row(title, standing_of(title)) for title in found.rows], found.after, found.before)


def menus(places: Sequence[Place], asked: Asked) -> list[dict[str, Any]]:
    """The filters, each with what there is to choose; none where there is only one."""
    zones = {place.zone: place.zone_name for place in sorted(places, key=lambda one: one.zone_order) if place.zone}
    units = {place.unit: place.unit_name for place in sorted(places, key=lambda one: one.unit_order)}
    years = {place.year: str(place.year) for place in sorted(places, key=lambda one: -one.year)}
    states = {HOLDS: _("valid"), OVER: _("not any more")}
    found = [
        (_("Zone:"), "zone", zones),
        (_("Unit:"), "unit", units),
        (_("Year:"), "year", years),
        (_("State:"), "state", states),
    ]
    return [
        {
            "label": label,
            "name": name,
            "options": [{"value": v, "label": text, "current": v == getattr(asked, name)} for v, text in given.items()],
        }
        for label, name, given in found
        if len(given) > 1
    ]


def spread(places: Iterable[Place], url: str) -> list[dict[str, Any]]:
    """The zones in order, each with its dots, units and sums; `url` is the list that a zone's picture leads to."""
    zones: dict[int, list[Place]] = {}
    for place in sorted(places, key=lambda one: (one.zone_order, one.unit_order)):
        zones.setdefault(place.zone, []).append(place)
    return [
        {
            "name": f"{held[0].zone_name} {sum(place.holds for place in held)}",
            "title": held[0].zone_name,
            "href": url + address({"zone": zone}) if zone else "",
            "dots": sorted(0 if place.holds else 1 for place in held),
            "units": units_of(held),
            **sums(held),
        }
        for zone, held in zones.items()
    ]


def units_of(places: Sequence[Place]) -> list[dict[str, Any]]:
    """The units of one zone with their sums."""
    units: dict[int, list[Place]] = {}
    for place in places:
        units.setdefault(place.unit, []).append(place)
    return [{"pk": unit, "name": held[0].unit_name, **sums(held)} for unit, held in units.items()]


def sums(places: Sequence[Place]) -> dict[str, int]:
    """How many titles hold, and how many do not any more."""
    holding = sum(place.holds for place in places)
    return {"holding": holding, "over": len(places) - holding}


def levels() -> list[dict[str, Any]]:
    """What the dots of the picture are."""
    return [{"name": _("valid"), "rated": True}, {"name": _("not any more"), "rated": False}]
