"""Drawn figures about criteria and groups: what each criterion decides, which go together, shares with intervals."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.core.stars import number

register = template.Library()

COLUMNS_WIDTH, COLUMNS_HEIGHT, FOOT, HEAD, SCALE = 640, 290, 20, 8, 40
# Two figures of the scale stand at least so far apart.
LEAST_STEP = 14
# With more columns than this their codes would touch; on a phone they touch sooner.
MOST_CODES, MOST_LARGE_CODES = 32, 26
# Where the steps of the matrix begin, in hundredths of correlation; the last is what repeats another.
MATRIX_STEPS = (20, 40, 60, 80)
CLASSES = ("like-0", "step-4", "step-5", "step-6", "step-1")
MATRIX_WIDTH = 400
WHISKER_HEIGHT = 18


@register.simple_tag
def weight_columns(rows: Sequence[Mapping[str, Any]], said: str) -> SafeString:
    """A column a criterion, as high as its share (`share`, thousandths) of the differences between totals; `code`, and
    `is_weak` for one that hardly goes with its section. The dashed line is an even share for each; it and the highest
    column stand on the scale at the left. `said`: the finding.
    """
    if not rows:
        return SafeString()
    most = max(1, max(row["share"] for row in rows))
    pitch, top = COLUMNS_WIDTH / len(rows), COLUMNS_HEIGHT - FOOT - HEAD
    foot = COLUMNS_HEIGHT - FOOT
    even = foot - top * min(1, 1000 / len(rows) / most)
    scale = [(foot, 0), (even, 1000 / len(rows))] + [(HEAD, most)] * (even - HEAD >= LEAST_STEP)
    drawn = []
    for place, row in enumerate(rows):
        high = top * max(0, row["share"]) / most
        shape = " weak" if row["is_weak"] else ""
        drawn.append(
            (shape, number(place * pitch + pitch * 0.18), number(foot - high), number(pitch * 0.64), number(high))
        )
    codes = [(number(place * pitch + pitch / 2), COLUMNS_HEIGHT - 6, row["code"]) for place, row in enumerate(rows)]
    return format_html(
        '<svg class="weight-columns{many}" role="img" aria-label="{said}" viewBox="-{left} 0 {whole} {height}" '
        'width="100%">{bars}<path class="even" d="M0 {even}H{width}"/><path class="base" d="M0 {foot}H{width}"/>{scale}'
        "{codes}</svg>",
        many=" many" if len(rows) > MOST_LARGE_CODES else "",
        said=said,
        left=SCALE,
        whole=COLUMNS_WIDTH + SCALE,
        scale=format_html_join(
            "",
            '<text class="scale" x="-6" y="{}">{}%</text>',
            [(number(at + 4), f"{share / 10:.1f}" if share else 0) for at, share in scale],
        ),
        width=COLUMNS_WIDTH,
        height=COLUMNS_HEIGHT,
        even=number(even),
        foot=foot,
        bars=format_html_join("", '<rect class="column{}" x="{}" y="{}" width="{}" height="{}"/>', drawn),
        codes=format_html_join("", '<text x="{}" y="{}">{}</text>', codes if len(codes) <= MOST_CODES else []),
    )


@register.simple_tag
def likeness_matrix(codes: Sequence[str], values: Mapping[tuple[int, int], int], said: str) -> SafeString:
    """Half a square of all pairs of criteria: the darker, the more their ranks go together. `values`: correlations in
    hundredths by the places of both, the earlier first; pairs without one stay empty. `said`: the finding.
    """
    if len(codes) < 2:
        return SafeString()
    side = MATRIX_WIDTH / len(codes)
    gap = min(1.0, side / 10)
    paths: list[list[str]] = [[] for _class in CLASSES]
    for (first, second), value in values.items():
        step = sum(value >= start for start in MATRIX_STEPS)
        square = number(side - gap)
        paths[step].append(f"M{number(first * side)} {number(second * side)}h{square}v{square}h-{square}z")
    drawn = [(name, "".join(path)) for name, path in zip(CLASSES, paths, strict=True) if path]
    labels = [
        (number(place * side + side / 2 + 4), number(place * side + side / 2 + 4), code)
        for place, code in enumerate(codes)
    ]
    return format_html(
        '<svg class="likeness" role="img" aria-label="{said}" viewBox="0 0 {width} {height}" width="100%">{cells}'
        "{codes}</svg>",
        said=said,
        width=MATRIX_WIDTH + 24,
        height=MATRIX_WIDTH,
        cells=format_html_join("", '<path class="{}" d="{}"/>', drawn),
        codes=format_html_join("", '<text x="{}" y="{}">{}</text>', labels if len(labels) <= MOST_CODES else []),
    )


@register.simple_tag
def whisker(low: int, share: int, high: int, rest: int, apart: int) -> SafeString:
    """A share with its interval on a line from nothing to all, in thousandths; the tick is the share of all others.
    The figures stand beside it, so readers skip it."""
    tone = " above" if apart > 0 else " below" if apart < 0 else ""
    middle = WHISKER_HEIGHT // 2
    return format_html(
        '<svg class="whisker{tone}" width="100%" height="{height}" aria-hidden="true"><rect class="track" y="{line}" '
        'width="100%" height="1"/><rect class="tick" x="{rest}%" width="1.5" height="{height}"/><rect '
        'class="span" x="{low}%" width="{width}%" y="{thick}" height="5" rx="2.5"/><circle cx="{share}%" cy="{middle}" '
        'r="4.5"/></svg>',
        tone=tone,
        height=WHISKER_HEIGHT,
        line=middle,
        thick=middle - 2,
        middle=middle + 0.5,
        rest=number(rest / 10),
        low=number(low / 10),
        width=number((high - low) / 10),
        share=number(share / 10),
    )
