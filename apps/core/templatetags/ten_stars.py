"""Rows of ten stars: five base stars with their demands as squares, the gate, five feature stars with their points."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core import stars as geometry
from apps.core.stars import number
from apps.core.templatetags.stars import STATES, stars_sentence

register = template.Library()

Star = Mapping[str, Any]


@register.simple_tag
def ten_star_row(base: Sequence[Star], features: Sequence[Star], gate_open: bool) -> SafeString:
    """Base stars, gate, feature stars; on a phone the second half stands beneath the first.

    Each star: `title`, `state` (lit, off, locked) and `short`, the words beneath; base stars also `demands`, a list of
    true (met), false and None (blank). A shut gate draws every feature star locked.
    """
    later = [star if gate_open else {**star, "state": "locked"} for star in features]
    gate = _("the gate is open") if gate_open else _("the gate is shut")
    return format_html(
        '<span class="ten-stars" role="img" aria-label="{said}">{base}{features}</span>',
        said=_("%(stars)s; %(gate)s") % {"stars": stars_sentence([*base, *later]), "gate": gate},
        base=_half(base, geometry.GATE_WIDTH, _gate(len(base), gate_open)),
        features=_half(later),
    )


@register.simple_tag
def demand_squares(demands: Sequence[bool | None]) -> SafeString:
    """The squares of one base star alone, in a row of their own."""
    return format_html(
        '<svg class="squares" width="{width}" height="{size}" viewBox="0 0 {width} {size}" aria-hidden="true">{}</svg>',
        format_html_join("", "{}", ((_square(geometry.SQUARE_PITCH * i, met, 0),) for i, met in enumerate(demands))),
        width=geometry.SQUARE_PITCH * (len(demands) - 1) + geometry.SQUARE,
        size=geometry.SQUARE,
    )


def _half(stars: Sequence[Star], beside: int = 0, more: SafeString | str = "") -> SafeString:
    return format_html(
        '<svg class="stars" width="{width}" height="{height}" viewBox="0 0 {width} {height}" aria-hidden="true">{}{}'
        "</svg>",
        format_html_join("", "{}", ((_star(star, index),) for index, star in enumerate(stars))),
        more,
        width=geometry.TEN_PITCH * len(stars) + beside,
        height=geometry.SQUARES_HEIGHT if any(star.get("demands") for star in stars) else geometry.LABELS_HEIGHT,
    )


def _star(star: Star, index: int) -> SafeString:
    squares = star.get("demands", [])
    return format_html(
        '<svg x="{x}" width="{size}" height="{size}" viewBox="0 0 24 24"><use href="#star" class="{kind}"/></svg>'
        '{squares}<text x="{middle}" y="{baseline}">{words}</text>',
        x=number(geometry.ten_place(index)),
        size=geometry.TEN_STAR,
        kind=STATES.get(star["state"], "s-off"),
        squares=_squares(squares, index),
        middle=number(geometry.TEN_PITCH * (index + 0.5)),
        baseline=geometry.LABEL_BASELINE if squares else geometry.SQUARE_TOP + geometry.SQUARE,
        words=star["short"],
    )


def _squares(demands: Sequence[bool | None], index: int) -> SafeString:
    places = geometry.squares(len(demands), index)
    return format_html_join("", "{}", ((_square(x, met),) for x, met in zip(places, demands, strict=True)))


def _square(x: float, met: bool | None, top: float = geometry.SQUARE_TOP) -> SafeString:
    """A filled square, or an outline inside the same measure: ochre for what failed, grey for what is blank."""
    inset = 0 if met else 1
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{size}" height="{size}"/>',
        "passed-square" if met else "blank-square" if met is None else "failed-square",
        number(x + inset),
        number(top + inset),
        size=geometry.SQUARE - 2 * inset,
    )


def _gate(stars: int, gate_open: bool) -> SafeString:
    return format_html(
        '<g transform="translate({} {})"><circle class="gate{}" r="{}"/><path class="gate-sign" d="{}"/></g>',
        number(geometry.TEN_PITCH * stars + geometry.GATE_WIDTH / 2),
        number(geometry.TEN_STAR / 2),
        "" if gate_open else " is-shut",
        geometry.GATE_RADIUS,
        geometry.TICK if gate_open else geometry.LOCK,
    )
