"""Drawn results: a movement of places, a spread over the six steps of the heat table."""

from collections.abc import Sequence
from itertools import pairwise

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core.stars import number
from apps.reports.history import Year

register = template.Library()

CHART_TOP, CHART_FOOT = 40, 100
CHART_HEIGHT = 172


@register.simple_tag
def movement(by: int) -> SafeString:
    """How many places a branch rose or fell: the shape says it as well as the colour, and the word for readers."""
    if not by:
        return format_html('<span class="move">—<span class="hidden-text">{}</span></span>', _("unchanged"))
    kind, said = ("up", _("up")) if by > 0 else ("down", _("down"))
    words = '<span class="move {}"><span class="hidden-text">{} </span>{}</span>'
    return format_html(words, kind, said, abs(by))


@register.simple_tag
def heat_bar(counts: Sequence[int], height: int = 10) -> SafeString:
    """How marks spread over the six steps, weak to strong; the figures stand beside it, so readers skip it."""
    whole, start, drawn = sum(counts), 0, []
    for step, count in enumerate(counts, start=1):
        if count:
            place, width = number(100 * start / whole), number(100 * count / whole)
            drawn.append((step, place, width, height))
            start += count
    rects = format_html_join("", '<rect class="step-{}" x="{}%" width="{}%" height="{}"/>', drawn)
    return format_html('<svg class="heat-bar" width="100%" height="{}" aria-hidden="true">{}</svg>', height, rects)


@register.simple_tag
def years_chart(years: Sequence[Year]) -> SafeString:
    """Totals through the years: the line breaks where rules changed, a hollow point was not rated.

    Places are shares of the width, so that it fits every screen with letters of one size.
    """
    points = [(50 * (2 * i + 1) / len(years), height(year, years), year) for i, year in enumerate(years)]
    pairs = list(pairwise(points))
    lines = [(number(x), y, number(to_x), to_y) for (x, y, _y), (to_x, to_y, year) in pairs if not year.is_new_rules]
    breaks = [(number((x + to_x) / 2),) * 2 for (x, _h, _y), (to_x, _t, year) in pairs if year.is_new_rules]
    line = '<line class="years-line" x1="{}%" y1="{}" x2="{}%" y2="{}"/>'
    cut = '<line class="years-cut" x1="{}%" x2="{}%" y1="8" y2="116"/>'
    return format_html(
        '<svg class="years" role="img" aria-label="{}" width="100%" height="{}">{}{}{}{}</svg>',
        "; ".join(f"{year.year}: {year.total_text}, {year.level}" for year in years),
        CHART_HEIGHT,
        format_html_join("", cut, breaks),
        cut_words([x for x, _same in breaks]),
        format_html_join("", line, lines),
        format_html_join("", "{}", ((year_point(number(x), y, year),) for x, y, year in points)),
    )


def height(year: Year, years: Sequence[Year]) -> int:
    """How high a total stands between the lowest and the highest."""
    low, high = min(each.total for each in years), max(each.total for each in years)
    return CHART_FOOT - (CHART_FOOT - CHART_TOP) * (year.total - low) // max(1, high - low)


def cut_words(places: Sequence[str]) -> SafeString:
    """What a break means, once, beside the first."""
    if not places:
        return SafeString()
    words = _("New rules: not comparable before and after")
    return format_html('<text class="years-note" x="{}%" dx="6" y="18">{}</text>', places[0], words)


def year_point(x: str, y: int, year: Year) -> SafeString:
    """One year's point with its total above, year, level and place beneath."""
    shape = "years-point" if year.is_rated else "years-point hollow"
    return format_html(
        '<circle class="{shape}" cx="{x}%" cy="{y}" r="5"/><text x="{x}%" y="{above}">{total}</text>'
        '<text x="{x}%" y="136">{year}</text>'
        '<text class="years-note desk-only" x="{x}%" y="156">{level} · {place}</text>'
        '<text class="years-note phone-only" x="{x}%" y="152">{level}</text>'
        '<text class="years-note phone-only" x="{x}%" y="168">{place}</text>',
        shape=shape,
        x=x,
        y=y,
        above=y - 13,
        total=year.total_text,
        year=year.year,
        level=year.level,
        place=year.place,
    )
