"""Trends as charts: options for the library as plain JSON, colours as token names; lines break where the method did."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.evaluations.totals import STEPS
from apps.reports.trends.years import Trends, Year

MOST_LINES = 5
MOST_SPREADS = 3
# Solid, 7 3, solid, 2 3, 9 3 2 3: lines are told apart without their colours, too.
DASHES: tuple[Any, ...] = ("solid", [7, 3], "solid", [2, 3], [9, 3, 2, 3])


def slots(years: Sequence[Year]) -> list[Year | None]:
    """The years in order, with an empty place wherever the method changed."""
    found: list[Year | None] = []
    for year in years:
        found += [None, year] if year.is_new_method else [year]
    return found


def across(name: str, steps: Sequence[str]) -> dict[str, Any]:
    """The axis at the foot, with its name beneath."""
    return {"type": "category", "name": name, "nameLocation": "middle", "nameGap": 28, "data": steps}


def upwards(name: str) -> dict[str, Any]:
    """The axis of shares, with its name on top."""
    return {
        "type": "value",
        "name": name,
        "nameTextStyle": {"align": "left"},
        "nameGap": 12,
        "axisLabel": {"formatter": "{value}%"},
    }


def lines(
    years: Sequence[Year], series: Sequence[tuple[str, dict[int, int]]], label: str, shares: str
) -> dict[str, Any]:
    """Shares in tenths of a per cent by year, each a line that is cut at a change of method; `shares` says of what.

    series: name and figures by year, at most five beside a first one in ink.
    """
    places = slots(years)
    drawn = [line(number, name, figures, places) for number, (name, figures) in enumerate(series)]
    if drawn:
        drawn[0]["markLine"] = cuts(places)
    return {
        "aria": {"enabled": True, "label": {"description": label}},
        "grid": {"left": 8, "right": 96, "top": 32, "bottom": 28, "containLabel": True},
        "tooltip": {"trigger": "item", "formatter": "{a}\n{b}: {c}%"},
        "xAxis": across(_("Year"), [str(year.number) if year else "" for year in places]),
        "yAxis": upwards(shares) | {"scale": True},
        "series": drawn,
    }


def line(number: int, name: str, figures: dict[int, int], places: Sequence[Year | None]) -> dict[str, Any]:
    colour = "--ink" if not number else f"--series-{number}"
    return {
        "name": name,
        "type": "line",
        "data": [figures[year.number] / 10 if year and year.number in figures else None for year in places],
        "connectNulls": False,
        "itemStyle": {"color": colour},
        "lineStyle": {"color": colour, "type": "solid" if not number else DASHES[number - 1]},
        "endLabel": {"show": True, "formatter": "{a}", "color": "--ink-2", "width": 88, "overflow": "truncate"},
        "labelLayout": {"moveOverlap": "shiftY"},
    }


def cuts(places: Sequence[Year | None]) -> dict[str, Any]:
    """A dashed rule at each change of method, with its words once."""
    words = _("New rules: not comparable before and after")
    at = [number for number, year in enumerate(places) if year is None]
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"color": "--ctl", "type": "dashed", "width": 1},
        "label": {"color": "--ink-2", "position": "end", "fontSize": 12},
        "data": [
            {"xAxis": place, "label": {"show": not number, "formatter": words}} for number, place in enumerate(at)
        ],
    }


def means_chart(trends: Trends, label: str) -> dict[str, Any]:
    """The mean total and the means of up to five sections, each as a share of its full marks."""
    years = [year for year in trends.years if year.totals]
    series = [(_("Total"), {year.number: total_share(year) for year in years})]
    names: dict[str, dict[int, int]] = {}
    for year in reversed(years):
        for position, section in year.show.counted():
            share = section_share(year, position)
            if share is not None:
                names.setdefault(section.title.get(year.show.language), {})[year.number] = share
    return lines(years, [*series, *list(names.items())[:MOST_LINES]], label, _("Share of full marks"))


def total_share(year: Year) -> int:
    """Tenths of a per cent of full marks, half up."""
    return share_of(year.totals["total"], year.totals["full"])


def section_share(year: Year, position: int) -> int | None:
    """The same of one section; None where nobody's type has it or it has no maximum of its own."""
    section = year.show.rules.sections[position]
    held = year.totals["held"][position]
    full = held * (section.base or section.maximum) * 10**year.show.rules.decimals // 100
    if section.is_against or section.is_bonus or not full:
        return None
    return share_of(year.totals["sections"][position], full)


def share_of(part: int, full: int) -> int:
    """Tenths of a per cent, half up."""
    return (part * 2000 + full) // (2 * full) if full else 0


def spread_chart(years: Sequence[Year], label: str) -> dict[str, Any]:
    """How totals spread in the last years of one method: the last as bars, those before as lines."""
    shown = [year for year in years if year.totals.get("spread")][-MOST_SPREADS:]
    first, last = ends_of(shown)
    series: list[dict[str, Any]] = []
    for number, year in enumerate(reversed(shown)):
        whole = sum(year.totals["spread"])
        shares = [share_of(count, whole) / 10 for count in year.totals["spread"][first:last]]
        colour = f"--series-{(2, 1, 3)[number]}"
        shape = {"itemStyle": {"color": colour}, "name": str(year.number), "data": shares}
        dash = {"lineStyle": {"color": colour, "type": DASHES[number]}}
        series.append(shape | ({"type": "line"} | dash if number else {"type": "bar", "z": 1}))
    return {
        "aria": {"enabled": True, "label": {"description": label}},
        "grid": {"left": 8, "right": 16, "top": 56, "bottom": 28, "containLabel": True},
        "legend": {"top": 0, "right": 0},
        "tooltip": {"trigger": "item", "formatter": "{a}\n{b}: {c}%"},
        "xAxis": across(_("Total"), [step_name(shown[-1], step) for step in range(first, last)]),
        "yAxis": upwards(_("Share of branches")),
        "series": series,
    }


def ends_of(years: Sequence[Year]) -> tuple[int, int]:
    """The first step that anybody stands in, and the one after the last."""
    held = [step for year in years for step, count in enumerate(year.totals["spread"]) if count]
    return (min(held), max(held) + 1) if held else (0, STEPS)


def step_name(year: Year, step: int) -> str:
    """One step in points: from which to below which; the last to full marks."""
    full = year.show.rules.full_marks() // 100
    return f"{full * step // STEPS}–{full * (step + 1) // STEPS}"


def zones_chart(trends: Trends, rows: Sequence[dict[str, Any]], label: str) -> dict[str, Any]:
    """The share of each of the first five zones on the level asked for, beside everybody's."""
    series = [(row["name"], row["tenths"]) for row in rows[: MOST_LINES + 1]]
    return lines(trends.years, series, label, _("Share of branches"))
