"""The report on a unit or a zone: how its branches stand beside everybody, each with its place, and what is weak."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.evaluations.figures_of_run import counts_in
from apps.evaluations.models import Result
from apps.organisations.models import Node, Zone
from apps.reports.present import percent
from apps.reports.writing.basis import Basis
from apps.reports.writing.charts import levels_bar
from apps.reports.writing.criteria import beside_all
from apps.reports.writing.sentences import branches, grouped, joined, levels_sentence, method_sentence, move_sentence

LISTED = 500
MOVERS, WEAKEST, NEAREST = 5, 6, 7
NOTHING = "–"


@dataclass(frozen=True)
class GroupReport:
    """A unit or a zone in one run; `scope` is "unit" or "zone"."""

    basis: Basis
    scope: str
    group: Node | Zone

    @property
    def rows(self) -> QuerySet[Result]:
        """Its branches in the league order."""
        return self.basis.run.results.filter(**{self.scope: self.group}).in_order()

    @cached_property
    def counts(self) -> Sequence[int]:
        return counts_in(self.basis.run, self.scope, str(self.group.pk))

    @cached_property
    def listed(self) -> list[Result]:
        return list(self.rows.select_related("unit", "zone")[:LISTED])

    def data(self) -> dict[str, Any]:
        """Every word and figure of the report."""
        basis, counts = self.basis, self.counts
        words = {"group": self.group.name, "year": basis.campaign.year}
        earlier = basis.earlier(self.scope, self.group.pk)
        criteria = beside_all(basis, list(self.rows.values_list("assessment_id", flat=True)))
        return basis.head(_("%(group)s: results of the star rating %(year)s") % words) | {
            "group": self.group.name,
            "branches": grouped(sum(counts)),
            "summary": [part for part in (self.first(), levels_sentence(basis.level_names, counts, earlier)) if part]
            + [part for part in (self.beside(), method_sentence(earlier)) if part],
            "levels": basis.level_rows(counts, earlier),
            "upper_name": basis.upper_name,
            "rows": [self.row(each) for each in self.listed],
            "rows_left": self.left(),
            "weak": [strip(row) for row in criteria[:WEAKEST] if row["behind"] < 0],
            "moves": self.moves(),
            "near": self.near(),
        }

    def charts(self) -> dict[str, str]:
        return {"levels_chart": levels_bar(self.basis.level_names, self.counts)}

    def first(self) -> str:
        words = {"group": self.group.name, "branches": branches(sum(self.counts))}
        return _("%(group)s has %(branches)s in the rating.") % words

    def beside(self) -> str:
        """The share of upper levels here and in all."""
        own, every = self.counts, self.basis.run.counts["levels"]
        if not sum(own):
            return ""
        high = (percent(sum(part[: self.basis.upper]), sum(part)) for part in (own, every))
        words = dict(zip(("own", "every"), high, strict=True)) | {"upper": self.basis.upper_name}
        return _("Of its branches %(own)s are %(upper)s; in the whole campaign %(every)s are.") % words

    def row(self, result: Result) -> dict[str, str]:
        """One branch with its places and what its next star lacks."""
        show = self.basis.show
        star, gap = show.next_star(result)
        place = result.rank_unit if self.scope == "unit" else result.rank_zone
        return {
            "place": NOTHING if place is None else str(place),
            "place_all": NOTHING if result.rank is None else grouped(result.rank),
            "name": result.name,
            "unit": result.unit.name,
            "level": show.level(result.level)["name"],
            "total": show.points(result.total),
            "next": _("%(star)s lacks %(gap)s") % {"star": star, "gap": gap} if star else "",
        }

    def left(self) -> str:
        """How many branches the list leaves out."""
        n = sum(self.counts) - len(self.listed)
        if n <= 0:
            return ""
        told = ngettext("%(n)s more branch stands in the workbook.", "%(n)s more branches stand in the workbook.", n)
        return told % {"n": grouped(n)}

    def moves(self) -> str:
        """Who moved most among its branches, in one sentence; nothing where methods differ or nobody moved."""
        if not self.basis.is_comparable or self.basis.before is None:
            return ""
        ranked = Result.objects.filter(rank__isnull=False)
        now = ranked.filter(run=self.basis.run, **{self.scope: self.group}).values_list(
            "assessment__node", "name", "rank"
        )
        nodes = Result.objects.filter(run=self.basis.run, **{self.scope: self.group}).values("assessment__node")
        earlier = ranked.filter(run=self.basis.before, assessment__node__in=nodes)
        was = dict(earlier.values_list("assessment__node", "rank"))
        moved = [(was[node] - rank, name, was[node], rank) for node, name, rank in now if was.get(node, rank) != rank]
        most = sorted(moved, key=lambda each: -abs(each[0]))[:MOVERS]
        return joined([move_sentence(name, before, rank) for _by, name, before, rank in most])

    def near(self) -> list[dict[str, str]]:
        """The branches whose next star lacks least."""
        rows = self.rows.filter(gap__isnull=False).order_by("gap", "position")[:NEAREST]
        found = [(row.name, *self.basis.show.next_star(row)) for row in rows]
        return [{"name": name, "star": star, "gap": gap} for name, star, gap in found]


def strip(row: dict[str, Any]) -> dict[str, Any]:
    """A criterion's row without what only sorting needs."""
    return {name: row[name] for name in ("code", "title", "mean", "all", "maximum", "below")}
