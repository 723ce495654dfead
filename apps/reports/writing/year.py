"""The committee's yearly report: levels, groups, weak criteria, movers, and an annex of every unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.evaluations.figures_of_run import counts_in, groups_in
from apps.evaluations.movers import moves
from apps.evaluations.quoted import quoted
from apps.organisations.models import Node, Zone
from apps.reports.present import percent
from apps.reports.writing.basis import Basis
from apps.reports.writing.charts import heat_table, levels_bar
from apps.reports.writing.criteria import heat_of, weak_rows
from apps.reports.writing.sentences import (
    branches,
    ends_sentence,
    grouped,
    joined,
    levels_sentence,
    method_sentence,
    move_sentence,
    weak_sentence,
)

UNITS = 300
NAMED_WEAK = 3


@dataclass(frozen=True)
class YearReport:
    """One campaign's run as its committee reports it upwards."""

    basis: Basis

    @cached_property
    def counts(self) -> Sequence[int]:
        return counts_in(self.basis.run)

    @cached_property
    def zones(self) -> list[tuple[str, Sequence[int]]]:
        """Zones in their order with their counts; those without a zone at the end."""
        return self.groups("zone", Zone.objects.filter(committee=self.basis.campaign.committee_id), _("no zone"))

    @cached_property
    def units(self) -> list[tuple[str, Sequence[int]]]:
        """Units in the official order."""
        rows = Node.objects.below(self.basis.campaign.committee.path).units().in_order()
        return self.groups("unit", rows, "")

    def groups(self, scope: str, rows: Any, without: str) -> list[tuple[str, Sequence[int]]]:
        found = groups_in(self.basis.run, scope)
        named = [(row.name, found[str(row.pk)]) for row in rows if str(row.pk) in found]
        return [*named, (without, found[""])] if without and "" in found and named else named

    @cached_property
    def types(self) -> list[tuple[str, Sequence[int]]]:
        groups = sorted(groups_in(self.basis.run, "type").items(), key=lambda each: -sum(each[1]))
        return [(name or _("no type"), counts) for name, counts in groups] if len(groups) > 1 else []

    def data(self) -> dict[str, Any]:
        """Every word and figure of the report; groups that the rulebook has not are empty."""
        basis = self.basis
        earlier = basis.earlier()
        title = _("Report on the results of “%(campaign)s”") % {"campaign": quoted(basis.campaign.name)}
        weak = weak_rows(basis)
        return basis.head(title) | {
            "branches": grouped(sum(self.counts)),
            "summary": self.summary(earlier),
            "levels": basis.level_rows(self.counts, earlier),
            "level_names": basis.level_names,
            "upper_name": basis.upper_name,
            "zones": [basis.group_row(*each) for each in self.zones],
            "zones_text": self.ends(self.zones),
            "types": [basis.group_row(*each) for each in self.types],
            "types_text": self.ends(self.types),
            "weak": [{name: value for name, value in row.items() if name != "count"} for row in weak],
            "weak_text": weak_sentence(weak[:NAMED_WEAK]),
            **self.moved(),
            "units": [basis.group_row(*each) for each in self.units[:UNITS]],
            "units_left": self.left(),
        }

    def charts(self) -> dict[str, str]:
        return {
            "levels_chart": levels_bar(self.basis.level_names, self.counts),
            "heat_chart": heat_table(*heat_of(self.basis)),
        }

    def summary(self, earlier: Any) -> list[str]:
        """How many took part by which rules, who holds what, and how that differs."""
        basis, whole = self.basis, sum(self.counts)
        units = ngettext("%(n)s unit", "%(n)s units", len(self.units)) % {"n": grouped(len(self.units))}
        words = {"issuer": basis.campaign.committee.name, "rules": basis.show.rules.title.get(basis.show.language)}
        words |= {"units": units, "branches": branches(whole), "year": basis.campaign.year}
        first = _("In %(year)s %(issuer)s rated %(branches)s of %(units)s by “%(rules)s”.") % words
        high = sum(self.counts[: basis.upper])
        told = {"n": grouped(high), "upper": basis.upper_name, "share": percent(high, whole)}
        last = _("Altogether %(n)s are %(upper)s (%(share)s).") % told if whole and basis.upper > 1 else ""
        levels = levels_sentence(basis.level_names, self.counts, earlier)
        return [part for part in (first, levels, last, method_sentence(earlier)) if part]

    def ends(self, groups: Sequence[tuple[str, Sequence[int]]]) -> str:
        upper = self.basis.upper
        return ends_sentence(self.basis.upper_name, [(name, sum(row[:upper]), sum(row)) for name, row in groups])

    def moved(self) -> dict[str, Any]:
        """Who rose and who fell most; nobody where methods differ, as places of other rules say nothing."""
        if not self.basis.is_comparable or self.basis.before is None:
            return {"risen": [], "fallen": [], "moves_text": ""}
        found = moves(self.basis.run, self.basis.before)
        pks = [move.assessment for move in (*found.risen, *found.fallen)]
        names = dict(self.basis.run.results.filter(assessment__in=pks).values_list("assessment", "name"))
        told = [
            [move_sentence(names[move.assessment], move.before, move.now) for move in part]
            for part in (found.risen, found.fallen)
        ]
        against = _("Against %(against)s:") % {"against": self.basis.against}
        text = joined([*told[0], *told[1]])
        return {"risen": told[0], "fallen": told[1], "moves_text": f"{against} {text}" if text else ""}

    def left(self) -> str:
        """How many units the annex leaves out."""
        n = len(self.units) - UNITS
        if n <= 0:
            return ""
        told = ngettext("%(n)s more unit stands in the workbook.", "%(n)s more units stand in the workbook.", n)
        return told % {"n": grouped(n)}
