"""Rows of stars as inline SVG: which stars a branch lit, in the rulebook's order, with the same said in a sentence."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core import stars as geometry
from apps.core.stars import number

register = template.Library()

Star = Mapping[str, Any]
LARGE = 30
STATES = {"lit": "s-lit", "unrated": "s-unrated", "locked": "s-off s-locked"}


@register.simple_tag
def star_defs() -> SafeString:
    """The star's shapes and the 19 clip paths of partial stars; once in every document that shows stars."""
    clips = ((step, number(geometry.fill_top(step))) for step in range(1, geometry.FILLS + 1))
    return format_html(
        '<svg class="defs" width="0" height="0" aria-hidden="true"><defs><path id="star" d="{star}"/>'
        '<g id="star-required"><path d="{star}{hole}" fill-rule="evenodd" stroke="none"/>'
        '<path d="{star}" fill="none"/></g>{clips}</defs></svg>',
        star=geometry.star_path(),
        hole=geometry.hole_path(),
        clips=format_html_join(
            "", '<clipPath id="star-fill-{}"><rect width="24" height="24" y="{}"/></clipPath>', clips
        ),
    )


@register.simple_tag
def star_row(stars: Sequence[Star], size: int = 18, named: bool = False) -> SafeString:
    """A branch's stars in the rulebook's order.

    Each star: `title`, `letter`, `state` (lit, part, off, unrated, locked), `required`, `fill` (0–19 steps of 5 %),
    optional `gap` (points to its line, as text) and `href`. Large stars link to sections; named rows have letters.
    Nothing where there is no star.
    """
    if not stars:
        return SafeString()
    if named or (size >= LARGE and any(star.get("href") for star in stars)):
        return _large_row(stars, size, named)
    return _row(stars, size, stars_sentence(stars))


@register.simple_tag
def star_count(n: int, of: int = 5, size: int = 15) -> SafeString:
    """A level as so many stars filled from the left; only where a level is meant, beside its name."""
    return _row([{"state": "lit" if index < n else "off"} for index in range(of)], size)


@register.filter
def stars_sentence(stars: Sequence[Star]) -> str:
    """The row in words: how many are lit, which, and what the others lack where that is known."""
    lit = [str(star["title"]) for star in stars if star["state"] in ("lit", "unrated")]
    gaps = [_("%(title)s lacks %(gap)s points") % star for star in stars if star.get("gap") and star["state"] != "lit"]
    first = _("No star lit")
    if lit:
        first = ngettext("%(count)s star lit: %(names)s", "%(count)s stars lit: %(names)s", len(lit))
        first %= {"count": len(lit), "names": _listed(lit)}
    return _("%(first)s; %(rest)s") % {"first": first, "rest": _listed(gaps)} if gaps else first


def _listed(words: Sequence[str]) -> str:
    return reduce(lambda first, rest: _("%(first)s, %(rest)s") % {"first": first, "rest": rest}, words)


def _row(stars: Sequence[Star], size: int, said: str = "") -> SafeString:
    gap = 6 if size >= LARGE else 3
    pitch = geometry.BOX * (size + gap) / size
    reader = 'role="img" aria-label="{said}"' if said else 'aria-hidden="true"'
    return format_html(
        '<svg class="stars" ' + reader + ' width="{width}" height="{size}" viewBox="0 0 {view} 24">{stars}</svg>',
        said=said,
        width=(size + gap) * len(stars) - gap,
        size=size,
        view=number(pitch * (len(stars) - 1) + geometry.BOX),
        stars=format_html_join("", "{}", ((_shape(star, pitch * index),) for index, star in enumerate(stars))),
    )


def _shape(star: Star, x: float = 0) -> SafeString:
    state, fill = star["state"], star.get("fill")
    if state == "part" and fill:
        return format_html(
            '<g transform="translate({})"><use href="#star" class="s-part" clip-path="url(#star-fill-{})"/>'
            '<use href="#star" class="s-off"/></g>',
            number(x),
            fill,
        )
    shape = "star-required" if state == "lit" and star.get("required") else "star"
    fresh = " s-new" if star.get("new") else ""
    return format_html('<use href="#{}" class="{}{}" x="{}"/>', shape, STATES.get(state, "s-off"), fresh, number(x))


def _large_row(stars: Sequence[Star], size: int, named: bool) -> SafeString:
    return format_html(
        '<span class="named-stars" role="{}" aria-label="{}">{}</span>',
        "group" if any(star.get("href") for star in stars) else "img",
        stars_sentence(stars),
        format_html_join("", "{}", ((_large_star(star, size, named),) for star in stars)),
    )


def _large_star(star: Star, size: int, named: bool) -> SafeString:
    kind = "named-star lit" if star["state"] == "lit" else "named-star"
    drawn = format_html(
        '<svg class="stars" width="{}" height="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>{}',
        size,
        size,
        _shape(star),
        format_html("<span>{}</span>", star["letter"]) if named else "",
    )
    if not star.get("href"):
        return format_html('<span class="{}">{}</span>', kind, drawn)
    return format_html('<a class="{}" href="{}" aria-label="{}">{}</a>', kind, star["href"], star["title"], drawn)
