"""Server-made charts without style attributes: the star glyph, the star map, bars of levels and of shares."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core import stars as geometry
from apps.core.stars import number

register = template.Library()

Arm = Mapping[str, Any]
Zone = Mapping[str, Any]
Level = Mapping[str, Any]

GLYPH_RADIUS = 96
LABEL_LINE = 17
LABEL_LETTER = 13
LABEL_GAP = 8


@register.simple_tag
def star_glyph(arms: Sequence[Arm], label: str = "") -> SafeString:
    """The sections as a star of three to ten arms, the lit line dashed, the exact figure at every tip.

    Each arm: `title`, `value_text`, `share` (thousandths of the section's maximum), `lit`, `line_share` (thousandths,
    None where nothing is lit by a line: then there is no dashed outline). Nothing without arms.
    """
    if not arms:
        return SafeString()
    sides = len(arms)
    half = GLYPH_RADIUS + LABEL_GAP + max(_width(arm["title"]) for arm in arms)
    foot = max(_baseline(360 / sides * index) for index in range(sides)) + LABEL_LINE + LABEL_GAP
    head = GLYPH_RADIUS + 2 * LABEL_GAP + LABEL_LINE
    return format_html(
        '<svg class="glyph" role="img" aria-label="{label}" width="{width}" height="{height}" '
        'viewBox="{left} {top} {width} {height}">{arms}{line}{labels}</svg>',
        label=label or " · ".join(f"{arm['title']} {arm['value_text']}" for arm in arms),
        width=number(2 * half),
        height=number(head + foot),
        left=number(-half),
        top=-head,
        arms=format_html_join("", '<path class="arm{}" d="{}"/>', (_arm(arm, i, sides) for i, arm in enumerate(arms))),
        line=_lit_line([arm["line_share"] for arm in arms]),
        labels=format_html_join("", "{}", ((_label(arm, 360 / sides * i),) for i, arm in enumerate(arms))),
    )


def _lit_line(shares: Sequence[int | None]) -> SafeString | str:
    known = [share for share in shares if share is not None]
    if len(known) < len(shares):
        return ""
    return format_html('<path class="lit-line" d="{}"/>', geometry.line_path(known, GLYPH_RADIUS))


def _arm(arm: Arm, index: int, sides: int) -> tuple[str, str]:
    return " lit" if arm["lit"] else "", geometry.kite(index, sides, arm["share"], GLYPH_RADIUS)


def _width(text: str) -> float:
    """About how wide a label is: Chinese characters are square, Latin letters about half."""
    return sum(LABEL_LETTER if ord(letter) > 0x2E80 else LABEL_LETTER * 0.56 for letter in str(text))


def _baseline(degrees: float) -> float:
    return geometry.around((0, 0), degrees, GLYPH_RADIUS + LABEL_GAP)[1] + geometry.label_offset(degrees)


def _label(arm: Arm, degrees: float) -> SafeString:
    x, _y = geometry.around((0, 0), degrees, GLYPH_RADIUS + LABEL_GAP)
    first = _baseline(degrees)
    return format_html(
        '<text class="arm-title" x="{x}" y="{first}" text-anchor="{side}">{title}</text>'
        '<text class="arm-value" x="{x}" y="{second}" text-anchor="{side}">{value}</text>',
        x=number(x),
        first=number(first),
        second=number(first + LABEL_LINE),
        side="middle" if abs(x) < GLYPH_RADIUS / 5 else "start" if x > 0 else "end",
        title=arm["title"],
        value=arm["value_text"],
    )


@register.simple_tag
def star_map(zones: Sequence[Zone], levels: Sequence[Level], step: float = geometry.MAP_STEP) -> SafeString:
    """One dot a branch, the best in the middle; one tab stop a zone.

    Each zone: `name`, optional `href`, and `dots` (level index of each branch, best first) or, where the better level
    is always the better place, `counts` by level. `levels`: `name` and `rated`, best first, or rows that hold them
    under `level`. Above 1,500 branches one dot stands for ten, a hundred and so on, and a line beneath says so.
    """
    branches = sum(sum(zone["counts"]) if "counts" in zone else len(zone["dots"]) for zone in zones)
    note, worth = "", geometry.dot_worth(branches)
    if worth > 1:
        note = format_html('<p class="note">{}</p>', dot_words(worth))
    drawn = format_html_join("", "{}", ((_zone(zone, levels, branches, step),) for zone in zones))
    return format_html('<div class="star-map">{}</div>{}', drawn, note)


def dot_words(worth: int) -> str:
    """What one dot stands for."""
    if worth == geometry.TEN:
        return _("One dot stands for ten branches.")
    return _("One dot stands for %(n)s branches.") % {"n": f"{worth:,}"}


def _zone(zone: Zone, levels: Sequence[Level], branches: int, step: float) -> SafeString:
    counts = zone.get("counts")
    dots = geometry.thin(zone["dots"], branches) if counts is None else geometry.spread_out(counts, branches)
    half = geometry.map_radius(len(dots), step)
    picture = format_html(
        '<svg class="zone-map" role="img" aria-label="{said}" width="{size}" height="{size}" '
        'viewBox="{start} {start} {size} {size}">{dots}</svg>',
        said=_said(zone, levels),
        size=number(2 * half),
        start=number(-half),
        dots=_dots(dots, _rated(levels), step),
    )
    name = format_html("<span>{}</span>", zone["name"]) if zone["name"] else ""
    if zone.get("href"):
        return format_html('<a class="zone" href="{}">{}{}</a>', zone["href"], picture, name)
    return format_html('<span class="zone">{}{}</span>', picture, name)


def _said(zone: Zone, levels: Sequence[Level]) -> str:
    held = zone["counts"] if "counts" in zone else [list(zone["dots"]).count(i) for i in range(len(levels))]
    counts = [f"{level['name']} {count}" for level, count in zip(_levels(levels), held, strict=False)]
    return " · ".join([*([str(zone["name"])] if zone["name"] else []), *counts])


def _dots(dots: Sequence[int], rated: Sequence[bool], step: float) -> SafeString:
    paths = geometry.map_paths(dots, rated, step)
    return format_html_join(
        "", '<path class="{}" stroke-width="{}" d="{}"/>', ((*_dot(i, rated, step), path) for i, path in paths.items())
    )


def _dot(level: int, rated: Sequence[bool], step: float) -> tuple[str, str]:
    if not rated[level]:
        return "dots-hollow", number(0.9 * (step / geometry.MAP_STEP) ** 0.5)
    shade = f"tone-{geometry.tone(level, rated)}"
    if level == 0:
        return shade, "0"
    return f"dots {shade}", number(2 * geometry.dot_radius(level, sum(rated), step))


def _rated(levels: Sequence[Level]) -> list[bool]:
    return [bool(level["rated"]) for level in _levels(levels)]


def _levels(levels: Sequence[Level]) -> list[Level]:
    """The levels themselves, also from rows that count them under `level`."""
    return [row.get("level", row) for row in levels]


@register.simple_tag
def level_bar(counts: Sequence[int], levels: Sequence[Level], height: int = 10) -> SafeString:
    """How a whole divides into levels, as one bar; the figures stand beside it, so it is hidden from readers."""
    parts = [(geometry.tone(index, _rated(levels)), count) for index, count in enumerate(counts) if count]
    whole, start, drawn = sum(counts), 0, []
    for shade, count in parts:
        place = format_html('x="{}%" height="{}"', number(100 * start / whole), height)
        width = number(100 * count / whole)
        seam = format_html('<rect class="seam" {} width="2" transform="translate(-2)"/>', place) if start else ""
        drawn.append((format_html('<rect class="tone-{}" {} width="{}%"/>{}', shade, place, width, seam),))
        start += count
    return format_html(
        '<svg class="level-bar" width="100%" height="{}" aria-hidden="true">{}</svg>',
        height,
        format_html_join("", "{}", drawn),
    )


@register.simple_tag
def level_swatch(level: int, levels: Sequence[Level]) -> SafeString:
    """The colour of one level, for the key beside a chart."""
    return format_html(
        '<svg class="swatch" width="11" height="11" aria-hidden="true">'
        '<rect class="tone-{}" x=".5" y=".5" width="10" height="10" rx="2.5"/></svg>',
        geometry.tone(level, _rated(levels)),
    )


@register.simple_tag
def gap_bar(share: int, height: int = 8) -> SafeString:
    """A signed share in thousandths as a bar to the right or left of the middle; the figure stands beside it."""
    width = number(min(abs(share), 1000) / 20)
    left = number(50 if share >= 0 else 50 - min(-share, 1000) / 20)
    return format_html(
        '<svg class="bar gap-bar" width="100%" height="{h}" aria-hidden="true"><rect class="track" width="100%" '
        'height="{h}"/><rect class="fill{under}" x="{left}%" width="{width}%" height="{h}"/>'
        '<rect class="tick" x="50%" width="1" height="{h}"/></svg>',
        h=height,
        under=" under" if share < 0 else "",
        left=left,
        width=width,
    )


@register.simple_tag
def bar(share: int, tick: int | None = None, height: int = 8) -> SafeString:
    """A share in thousandths as a bar, gold once past its tick; the figure stands beside it, so readers skip it."""
    reach = 3 if tick is not None else 0
    shape = format_html('height="{}" y="{}" rx="{}"', height, reach, min(4, height // 2))
    mark = ""
    if tick is not None:
        place = number(min(tick, 1000) / 10)
        mark = format_html('<rect class="tick" x="{}%" width="1.5" height="{}"/>', place, height + 2 * reach)
    return format_html(
        '<svg class="bar{}" width="100%" height="{}" aria-hidden="true"><rect class="track" width="100%" {shape}/>'
        '<rect class="fill" width="{}%" {shape}/>{}</svg>',
        " past" if tick is not None and share >= tick else "",
        height + 2 * reach,
        number(max(0, min(share, 1000)) / 10),
        mark,
        shape=shape,
    )
