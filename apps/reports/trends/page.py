"""Trends in words and tables: levels by year, means, zones, and how totals spread; every chart stands on a table."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.evaluations.figures_of_run import groups_in
from apps.organisations.models import Zone
from apps.reports.heat import mean_text
from apps.reports.league import NO_ZONE
from apps.reports.present import percent
from apps.reports.trends.charts import (
    MOST_SPREADS,
    ends_of,
    means_chart,
    share_of,
    spread_chart,
    step_name,
    zones_chart,
)
from apps.reports.trends.years import Trends, Year

FEWEST_YEARS = 2


class TrendsPresenter:
    """One committee's years in the reader's words."""

    def __init__(self, trends: Trends) -> None:
        self.trends, self.asked, self.years = trends, trends.asked, trends.years
        self.last = self.years[-1]

    def level_name(self) -> str:
        level = next(each for each in self.last.show.rules.levels if each.name == self.trends.level)
        return self.last.show.level_name(level)

    def or_better(self) -> str:
        """The level that shares count from, as words."""
        is_best = self.trends.level == self.last.words()[0]
        return self.level_name() if is_best else _("%(level)s and better") % {"level": self.level_name()}

    def head(self) -> str:
        """How the share on the level asked for went since the first year that compares."""
        stretch = self.trends.stretches[-1]
        first, words = stretch[0], {"level": self.or_better(), "now": self.last.number, "share": self.share(self.last)}
        if len(stretch) < FEWEST_YEARS:
            return _("%(level)s: %(share)s in %(now)s") % words
        words |= {"then": first.number, "before": self.share(first)}
        return _("%(level)s: %(before)s in %(then)s, %(share)s in %(now)s") % words

    def share(self, year: Year) -> str:
        found = self.trends.place_of_level(year)
        return "–" if found is None else percent(year.reaching(year.counts, found[0]), year.branches)

    def sub(self) -> str:
        words = {"name": self.trends.committee.name, "n": len(self.years)}
        return ngettext("%(name)s · %(n)s year", "%(name)s · %(n)s years", len(self.years)) % words

    def few(self) -> str:
        """That there is too little to compare; empty where there is enough."""
        if len(self.years) < FEWEST_YEARS:
            return _("Only one year has been rated so far: a trend begins with the second.")
        if len(self.trends.stretches[-1]) < FEWEST_YEARS:
            return _("The rules changed before the last year: nothing compares with it yet.")
        return ""

    def levels(self) -> list[dict[str, Any]]:
        """A table for each stretch of years whose levels have the same words."""
        return [
            {
                "levels": [stretch[0].show.level(place) for place in range(len(stretch[0].words()))],
                "heads": [stretch[0].show.level_name(level) for level in stretch[0].show.rules.levels],
                "rules": stretch[-1].show.rules.title.get(stretch[-1].show.language),
                "is_cut": number > 0,
                "rows": [self.level_row(year) for year in stretch],
            }
            for number, stretch in enumerate(self.trends.stretches)
        ]

    def level_row(self, year: Year) -> dict[str, Any]:
        counts = list(year.counts[: len(year.words())])
        return {
            "year": year.number,
            "url": self.trends.league_url(year),
            "branches": year.branches,
            "counts": counts,
            "cells": [
                {
                    "count": count,
                    "share": percent(count, year.branches),
                    "url": self.trends.league_url(year, place) if count else "",
                }
                for place, count in enumerate(counts)
            ],
            "moves_url": self.moves_url(year),
        }

    def moves_url(self, year: Year) -> str:
        """Who came from which level to which since the year before; nothing for the first year."""
        if year is self.years[0]:
            return ""
        return reverse("reports:moves", args=[year.run.campaign.slug])

    def means(self) -> dict[str, Any] | None:
        """Mean totals and section means, with their chart; None where no total is known."""
        years = [year for year in self.years if year.totals]
        if not years:
            return None
        label = _("Mean totals: %(figures)s") % {"figures": "; ".join(f"{y.number}: {self.mean(y)}" for y in years)}
        tables = [
            {
                "heads": [section.title.get(stretch[0].show.language) for _n, section in stretch[0].show.counted()],
                "rows": [self.mean_row(year) for year in stretch if year.totals],
                "is_cut": number > 0,
            }
            for number, stretch in enumerate(self.trends.stretches)
        ]
        options = means_chart(self.trends, label)
        return {"chart": {"id": "means", "options": options, "label": label}, "tables": tables}

    def mean(self, year: Year) -> str:
        return mean_text(in_hundredths(year, year.totals["total"]), year.totals["n"])

    def mean_row(self, year: Year) -> dict[str, Any]:
        held, sums = year.totals["held"], year.totals["sections"]
        return {
            "year": year.number,
            "url": self.trends.league_url(year),
            "total": self.mean(year),
            "maximum": year.show.maximum,
            "branches": year.totals["n"],
            "sections": [mean_text(in_hundredths(year, sums[n]), held[n]) for n, _section in year.show.counted()],
        }

    def zones(self) -> dict[str, Any] | None:
        """Every zone's share on the level asked for, by year; None where a part was asked for or there are no zones."""
        if self.asked.scope:
            return None
        zones = list(Zone.objects.filter(committee=self.trends.committee))
        groups = {year.number: groups_in(year.run, "zone") for year in self.years}
        rows = [self.zone_row(_("All"), "", {year.number: year.counts for year in self.years})]
        for zone in zones:
            counts = {number: found[str(zone.pk)] for number, found in groups.items() if str(zone.pk) in found}
            rows += [self.zone_row(zone.name, str(zone.pk), counts)] if counts else []
        without = {number: found[""] for number, found in groups.items() if any(found.get("", []))}
        if len(rows) < FEWEST_YEARS:
            return None
        rows += [self.zone_row(_("no zone"), NO_ZONE, without)] if without else []
        best = max(rows[1:], key=lambda row: row["tenths"].get(self.last.number, -1))
        label = _("Highest in %(year)s: %(zone)s, %(share)s") % {
            "year": self.last.number,
            "zone": best["name"],
            "share": best["cells"][-1]["share"],
        }
        return {
            "chart": {"id": "zones", "options": zones_chart(self.trends, rows, label), "label": label},
            "rows": rows,
            "heads": [{"number": year.number, "is_cut": year.is_new_method} for year in self.years],
        }

    def zone_row(self, name: str, zone: str, counts: dict[int, Sequence[int]]) -> dict[str, Any]:
        """One zone's share by year, and how it changed over the years that compare."""
        cells, tenths = [], {}
        for year in self.years:
            found, held = self.trends.place_of_level(year), counts.get(year.number)
            if found is None or not held or not sum(held):
                cells.append({"share": "–", "url": "", "read": False})
                continue
            reached = year.reaching(held, found[0])
            tenths[year.number] = share_of(reached, sum(held))
            url = self.trends.league_url(year, zone=zone)
            cells.append({"share": percent(reached, sum(held)), "url": url, "read": found[1]})
        is_there = zone not in ("", NO_ZONE) and self.last.number in counts
        page = reverse("reports:zone", args=[self.last.run.campaign.slug, zone]) if is_there else ""
        return {"name": name, "url": page, "cells": cells, "tenths": tenths}

    def spread(self) -> dict[str, Any] | None:
        """How totals spread in the last years of one method; None where no spread is known, as inside a unit."""
        years = [year for year in self.trends.stretches[-1] if year.totals.get("spread")][-MOST_SPREADS:]
        if not years:
            return None
        first, last = ends_of(years)
        most = max(range(first, last), key=lambda step: years[-1].totals["spread"][step])
        words = {"year": years[-1].number, "step": step_name(years[-1], most)}
        label = _("Most totals of %(year)s lie at %(step)s") % words
        rows = [
            {
                "step": step_name(years[-1], step),
                "cells": [
                    {
                        "count": year.totals["spread"][step],
                        "share": percent(year.totals["spread"][step], sum(year.totals["spread"])),
                    }
                    for year in years
                ],
            }
            for step in range(first, last)
        ]
        options = spread_chart(years, label)
        chart = {"id": "spread", "options": options, "label": label}
        return {"chart": chart, "rows": rows, "heads": [year.number for year in years]}


def in_hundredths(year: Year, figure: int) -> int:
    """A sum in units of 10**-decimals as hundredths."""
    return figure * 100 // 10**year.show.rules.decimals
