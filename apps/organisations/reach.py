"""How far a person's offices reach: which nodes each power covers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from apps.organisations.choices import GRANTS

SEGMENT = 4
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def segment(number: int) -> str:
    """A child's slot as four digits to the base 36, so that paths sort as numbers do in every collation."""
    text = ""
    for _ in range(SEGMENT):
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text


def end_of(path: str) -> str:
    """The first path after the subtree of `path`."""
    return path[:-SEGMENT] + segment(int(path[-SEGMENT:], 36) + 1)


def below(path: str, field: str = "path") -> Q:
    """At or below `path`, as a range that a plain index serves on every database."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": end_of(path)})


@dataclass(frozen=True)
class Office:
    """One appointment, as far as rights need it: a role over a subtree, or over one zone of it."""

    role: str
    path: str
    zone_id: int | None = None

    def covers(self, path: str, zone_id: int | None = None) -> bool:
        """Whether a node at `path` in zone `zone_id` lies under this office."""
        return path.startswith(self.path) and (self.zone_id is None or self.zone_id == zone_id)


class Reach:
    """All offices that a person holds today; a superuser reaches everything."""

    def __init__(self, offices: Iterable[Office], is_everything: bool = False) -> None:
        self.offices = tuple(offices)
        self.is_everything = is_everything

    def holding(self, power: str) -> list[Office]:
        """The offices that include `power`."""
        return [office for office in self.offices if power in GRANTS[office.role]]

    def has(self, power: str) -> bool:
        """Whether any office includes `power`."""
        return self.is_everything or bool(self.holding(power))

    def covers(self, power: str, path: str, zone_id: int | None = None) -> bool:
        """Whether `power` covers the node at `path`."""
        return self.is_everything or any(office.covers(path, zone_id) for office in self.holding(power))

    def where(self, power: str, path_field: str = "path", zone_field: str = "zone_id") -> Q:
        """The same question as a filter on rows that keep a node's path and zone."""
        if self.is_everything:
            return Q()
        match = Q(pk__in=[])
        for office in self.holding(power):
            here = below(office.path, path_field)
            match |= here if office.zone_id is None else here & Q(**{zone_field: office.zone_id})
        return match

    def paths(self, power: str) -> list[str]:
        """The paths that `power` covers whole (offices over a single zone left out); the root path is ''."""
        return [""] if self.is_everything else [o.path for o in self.holding(power) if o.zone_id is None]
