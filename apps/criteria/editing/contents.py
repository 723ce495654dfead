"""What stands in the contents of a rulebook: sections with their criteria, then its parts, each with what it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.criteria.editing.checks import Findings
from apps.criteria.editing.documents import criteria_of, names_in, sections_of, title_of
from apps.criteria.editing.kinds import kind_of, range_of
from apps.criteria.editing.parts import PART_OF, Part, standing


@dataclass(frozen=True)
class Line:
    """One line of the contents; `faults` are counted with all that lies below it."""

    place: str
    code: str
    title: str
    note: str
    faults: int = 0
    star: str = ""
    lines: tuple["Line", ...] = ()
    is_open: bool = False


def section_lines(book: Mapping[str, Any], findings: Findings, chosen: str) -> list[Line]:
    """The sections with their criteria; the one that holds `chosen` is open."""
    language, lit, required = get_language() or "", starred(book), demanded(book)
    lines = []
    for code, section in sections_of(book).items():
        place = f"sections/{code}"
        criteria = [
            Line(
                f"{place}/criteria/{each}",
                each,
                title_of(thing, "", language),
                range_of(thing) or kind_of(thing),
                len(findings.at(f"{place}/criteria/{each}")),
            )
            for each, thing in criteria_of(section).items()
        ]
        star = "" if code not in lit else "required" if code in required else "lit"
        lines.append(
            Line(
                place,
                code,
                title_of(section, code, language),
                worth(section),
                len(findings.at(place)),
                star,
                tuple(criteria),
                chosen == place or chosen.startswith(f"{place}/"),
            )
        )
    return lines


def part_lines(book: Mapping[str, Any], findings: Findings) -> list[Line]:
    """The parts beside the sections."""
    lines = []
    for part in standing(book):
        keys = [key.name for key in part.keys]
        faults = sum(len(findings.at(key)) for key in keys)
        lines.append(Line(part.key, "", str(part.label), size(part, book), faults))
    return lines


def place_in_contents(place: str) -> str:
    """The line of the contents for a place: a key stands in its part."""
    return place if place.startswith("sections/") else PART_OF.get(place.split("/")[0], place)


def worth(section: Mapping[str, Any]) -> str:
    """How many criteria, and what they add up to where plain numbers say it."""
    criteria = criteria_of(section)
    count = ngettext("%(n)s criterion", "%(n)s criteria", len(criteria)) % {"n": len(criteria)}
    maxima = [maximum(thing) for thing in criteria.values()]
    if not maxima or None in maxima or not sum(maxima):
        return count
    return _("%(criteria)s · %(points)s points") % {"criteria": count, "points": f"{sum(maxima):f}"}


def maximum(thing: Any) -> Decimal | None:
    """The most a criterion is worth where a plain number says it."""
    key = kind_of(thing)
    most = thing.get("points" if key in ("share", "reads", "best") else key) if isinstance(thing, Mapping) else thing
    if key == "each" and isinstance(thing, Mapping):
        most = thing.get("at-most")
    return Decimal(most) if isinstance(most, int | Decimal) else None


def whole_worth(book: Mapping[str, Any]) -> str:
    """How many criteria all sections have, and what they add up to."""
    return worth(
        {
            "criteria": {
                f"{s}.{c}": thing
                for s, content in sections_of(book).items()
                for c, thing in criteria_of(content).items()
            }
        }
    )


def starred(book: Mapping[str, Any]) -> set[str]:
    """Sections that light a star."""
    stars = book.get("stars")
    named = [star.get("for") for star in stars if isinstance(star, dict)] if isinstance(stars, list) else []
    return {str(code) for name in named for code in (name if isinstance(name, list) else [name])}


def demanded(book: Mapping[str, Any]) -> set[str]:
    """Stars that some level demands by name."""
    levels = book.get("levels")
    entries = (
        [level for each in levels if isinstance(each, dict) for level in each.values()]
        if isinstance(levels, list)
        else []
    )
    return {str(code) for level in entries if isinstance(level, dict) for code in names_in(level.get("with"))}


def size(part: Part, book: Mapping[str, Any]) -> str:
    """How many entries a part has, where it is a list."""
    if len(part.keys) > 1 and part.key != "order":
        return ""
    value = book.get(part.keys[0].name)
    return str(len(value)) if isinstance(value, dict | list) else ""
