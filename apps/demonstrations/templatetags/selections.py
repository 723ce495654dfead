"""Tags of selections: the funnel of gates, drawn by the server without style attributes, and batches by name."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core.stars import number
from apps.demonstrations import batch_words as words
from apps.demonstrations.choices import BatchStatus
from apps.demonstrations.funnel import NAMED, WAITING, Band, Funnel, Node

register = template.Library()

# Pixels: a node's width, the height of the fullest and the lowest node, the head, what parts two bands.
NODE, FULL, LEAST, HEAD, GAP, HOOK = 54, 48, 24, 26, 14, 28
LONGEST = 16
# Figures stand on gold in both themes, so their ink does not turn with them.
ON_GOLD = "#182126"


@register.filter
def batch_title(batch_number: int) -> str:
    """“Batch 3”, “第三批”."""
    told = words.batch_words(batch_number)
    return told[:1].upper() + told[1:]


@register.filter
def in_words(figure: int) -> str:
    """A small number as an official document writes it."""
    return words.numeral(figure)


@register.filter
def batch_state(status: str) -> str:
    """A batch's state in words."""
    return str(BatchStatus(status).label)


@register.simple_tag
def typed_for(typed: Mapping[str, str], name: str, candidate: int) -> str:
    """What was typed about a candidate in a form that came back."""
    return typed.get(f"{name}-{candidate}", "")


@register.simple_tag
def series_swatch(series: int) -> SafeString:
    """The colour of a batch, for the key beside the funnel."""
    return format_html(
        '<svg class="swatch" width="11" height="11" aria-hidden="true"><rect fill="var(--series-{})" x=".5" y=".5" '
        'width="10" height="10" rx="2.5"/></svg>',
        series,
    )


@register.simple_tag
def funnel_picture(funnel: Funnel) -> SafeString:
    """A band for each batch, as high as it has candidates left; its table tells the same. Widths are shares of the
    page, so that words keep their size."""
    most = max(node.count for band in funnel.bands for node in band.nodes if node)
    last, top, drawn = len(funnel.columns) - 1, HEAD, []
    for band in funnel.bands:
        drawn.append((band_picture(band, last, top, most),))
        top += FULL + (HOOK if any(node and node.lost for node in band.nodes) else GAP)
    return format_html(
        '<svg class="funnel desk-only" role="img" aria-label="{said}" width="100%" height="{height}" font-size="14" '
        'overflow="visible">{heads}{bands}</svg>',
        said=said(funnel),
        height=top,
        heads=format_html_join("", "{}", ((head(funnel, column, last),) for column in range(last + 1))),
        bands=format_html_join("", "{}", drawn),
    )


def said(funnel: Funnel) -> str:
    """The picture in a sentence."""
    sums = zip(funnel.columns, funnel.sums(), strict=True)
    return _(", ").join(f"{title} {done + waiting}" for title, (done, waiting) in sums if done + waiting)


def head(funnel: Funnel, column: int, last: int) -> SafeString:
    """A column's name and its sum over all batches."""
    done, waiting = funnel.sums()[column]
    figure = " + ".join(str(part) for part in (done, waiting) if part)
    return format_html(
        '<text x="{}" y="14" font-size="12" fill="var(--ink-2)"{}>{} <tspan font-size="15" font-weight="600" '
        'fill="var(--ink)">{}</tspan></text>',
        place(column, last),
        SafeString(' text-anchor="end"') if column == last else "",
        funnel.columns[column],
        figure,
    )


def place(column: int, last: int) -> str:
    """Where a column stands; the last one ends at the right edge."""
    return f"{number(100 * column / last)}%"


def band_picture(band: Band, last: int, top: int, most: int) -> SafeString:
    """One batch: what flows from node to node, who left, and the nodes upon it."""
    colour = f"var(--series-{band.series})"
    steps = [(step_picture(*step, last, top, most, colour),) for step in band.steps()]
    nodes = [(node_picture(node, n, last, top, most, colour),) for n, node in enumerate(band.nodes) if node]
    return format_html("{}{}", format_html_join("", "{}", steps), format_html_join("", "{}", nodes))


def height_of(count: int, most: int) -> int:
    """As high as its share of the fullest, high enough for its figure."""
    return max(LEAST, FULL * count // most) if count else LEAST


def step_picture(
    column: int, node: Node, following: int, other: Node, last: int, top: int, most: int, colour: str
) -> SafeString:
    """The band between two nodes, and a hook where somebody left."""
    high, low = height_of(node.count, most), height_of(other.count, most)
    flow = format_html(
        '<svg x="{x}" y="{y}" width="{width}%" height="{full}" viewBox="0 0 100 {full}" preserveAspectRatio="none">'
        '<path fill="{colour}" fill-opacity=".17" d="M0 0H100V{low}L25 {high}H0Z"/></svg>',
        x=place(column, last),
        y=top,
        width=number(100 * (following - column) / last),
        full=FULL,
        colour=colour,
        low=low,
        high=high,
    )
    return format_html("{}{}", flow, hook(other, following, last, top + low)) if other.lost else flow


def hook(node: Node, column: int, last: int, foot: int) -> SafeString:
    """Who left before a node, by name where it was one."""
    name = node.left[0] if len(node.left) == node.lost == 1 else ""
    return format_html(
        '<svg x="{x}" y="{y}" overflow="visible"><g transform="translate({shift})" font-size="12">'
        '<path d="M-42 5H-24A12 12 0 0 1-12 17" fill="none" stroke="var(--bad)" stroke-width="1.6"/>'
        '<text x="-20" y="21" text-anchor="end" fill="var(--bad)">−{lost} {name}</text></g></svg>',
        x=place(column, last),
        y=foot,
        shift=-NODE if column == last else 0,
        lost=node.lost,
        name=name if len(name) <= LONGEST else f"{name[:LONGEST]}…",
    )


def node_picture(node: Node, column: int, last: int, top: int, most: int, colour: str) -> SafeString:
    """A batch's figure in one column. Ink over the colour keeps the figure readable in both themes."""
    high = height_of(node.count, most)
    shape = format_html('x="{}" y="{}" width="{}" height="{}" rx="4"', place(column, last), top, NODE, high)
    if node.state == WAITING:
        box = format_html('<rect {} fill="var(--surface)" stroke="var(--ctl)" stroke-dasharray="3 3"/>', shape)
    elif node.state == NAMED:
        box = format_html('<rect {} fill="var(--gold)"/>', shape)
    else:
        box = format_html('<rect {} fill="{}"/><rect {} fill="var(--ink)" fill-opacity=".25"/>', shape, colour, shape)
    return format_html(
        '<g{}>{}<text x="{}" dx="{}" y="{}" text-anchor="middle" font-weight="600" fill="{}">{}</text></g>',
        format_html(' transform="translate({})"', -NODE) if column == last else "",
        box,
        place(column, last),
        NODE // 2,
        top + high // 2 + 5,
        {WAITING: "var(--ink)", NAMED: ON_GOLD}.get(node.state, "var(--surface)"),
        node.count,
    )
