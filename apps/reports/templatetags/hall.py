"""The hall screen's drawings: star maps from counts alone, all to one scale; and an address as it is typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.core import stars as geometry
from apps.core.stars import number

register = template.Library()

Level = Mapping[str, Any]
Group = Mapping[str, Any]
STEP = 10
DOT = SafeString("<i>&nbsp;· </i>")


@register.simple_tag
def hall_maps(groups: Sequence[Group], levels: Sequence[Level], scale: int = 1) -> SafeString:
    """A figure for each group: its dots, name and words.

    Each group: `name`, `counts` by level, `words` about them. Pictures share one box, so that a larger group is a
    larger map; how large the box is, the stylesheet says.
    """
    dots = [dots_of(group["counts"], scale) for group in groups]
    half = max(geometry.map_radius(len(held), STEP) for held in dots)
    return format_html_join(
        "",
        '<figure class="hall-map">{}<figcaption>{}<span class="hall-line">{}</span></figcaption></figure>',
        (
            (
                drawn(held, levels, half),
                format_html("<h3>{}</h3>", group["name"]) if group["name"] else "",
                format_html_join(DOT, "<span>{}</span>", ((words,) for words in group["words"])),
            )
            for group, held in zip(groups, dots, strict=True)
        ),
    )


def dots_of(counts: Sequence[int], scale: int) -> list[int]:
    """Level index of each dot, the best first; a level that somebody holds keeps one dot at least."""
    return [level for level, n in enumerate(counts) for _dot in range(max(1, (n + scale // 2) // scale) if n else 0)]


def drawn(dots: Sequence[int], levels: Sequence[Level], half: float) -> SafeString:
    """The map; the figures stand beneath it, so it is hidden from readers."""
    rated = [bool(level["rated"]) for level in levels]
    paths = geometry.map_paths(dots, rated, STEP)
    return format_html(
        '<svg viewBox="{start} {start} {size} {size}" aria-hidden="true">{paths}</svg>',
        start=number(-half),
        size=number(2 * half),
        paths=format_html_join(
            "", '<path class="{}" stroke-width="{}" d="{}"/>', ((*dot(i, rated), path) for i, path in paths.items())
        ),
    )


def dot(level: int, rated: Sequence[bool]) -> tuple[str, str]:
    """Class and stroke of one level's dots: stars, dots, and hollow ones."""
    if not rated[level]:
        return "hollow", number(STEP / 12)
    shade = f"tone-{geometry.tone(level, rated)}"
    if level == 0:
        return shade, "0"
    return f"dots {shade}", number(2 * geometry.dot_radius(level, sum(rated), STEP))


@register.filter
def without_scheme(address: str) -> str:
    """An address as it is typed."""
    return address.removeprefix("https://").removeprefix("http://")
