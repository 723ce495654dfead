"""A dot row of a comparison: one line, a tick at what lights the star, a shape for each branch."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.core.stars import number

register = template.Library()

# Shapes around (0, 0) by the branch's place: circle, square, triangle, diamond, triangle on its tip.
SHAPES = (
    "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0Z",
    "M-4.75 -4.75H4.75V4.75H-4.75Z",
    "M0 -5.5L5.5 4.5H-5.5Z",
    "M0 -6L6 0L0 6L-6 0Z",
    "M0 5.5L5.5 -4.5H-5.5Z",
)


@register.simple_tag
def dot_shape(place: int) -> SafeString:
    """The shape of one branch, for the head of its column."""
    shape = (
        '<svg class="dot dot-{}" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true"><path d="{}"/></svg>'
    )
    return format_html(shape, place, SHAPES[place])


@register.simple_tag
def dot_row(shares: Sequence[int | None], tick: int | None = None) -> SafeString:
    """Where the branches stand on one line, in thousandths; the first one's circle lies on top.

    The figures stand beside it, so readers skip it.
    """
    dots = [(place, number(share / 10), SHAPES[place]) for place, share in enumerate(shares) if share is not None]
    mark = (
        ""
        if tick is None
        else format_html('<rect class="dot-tick" x="{}%" y="3" width="1.5" height="16"/>', number(tick / 10))
    )
    shape = '<svg class="dot dot-{}" x="{}%" y="11" overflow="visible"><path d="{}"/></svg>'
    return format_html(
        '<svg class="dots-row" width="100%" height="22" overflow="visible" aria-hidden="true">'
        '<rect class="dot-track" y="10" width="100%" height="2"/>{}{}</svg>',
        mark,
        format_html_join("", shape, reversed(dots)),
    )
