"""The tree as a list: what was asked for, which rows that leaves, and how many branches stand below each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from apps.core.paging import Page
from apps.core.sorting import Sort, chosen, sorted_page, then
from apps.organisations.choices import Kind
from apps.organisations.models import Node, NodeQuerySet, Zone

PAGE = 50
# Longer than any path, of the last sign a path may hold: the end of every subtree, in every collation.
LAST = "z" * 80
SORTS = (
    Sort("", _("official order"), F("order_path")),
    Sort("name", _("by name"), then("name", "path")),
)


@dataclass(frozen=True)
class NodeQuestion:
    """What an address asks of the tree."""

    q: str
    kind: str
    zone: int | None
    is_closed: bool
    sort: Sort

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "NodeQuestion":
        """Unknown values count as not asked."""
        kind, zone = query.get("kind", ""), query.get("zone", "")
        return cls(
            q=query.get("q", "").strip(),
            kind=kind if kind in Kind.values else "",
            zone=int(zone) if zone.isdecimal() else None,
            is_closed=query.get("closed") == "1",
            sort=chosen(SORTS, query),
        )

    @property
    def kept(self) -> dict[str, Any]:
        """The question as an address carries it on."""
        closed = "1" if self.is_closed else ""
        return {"q": self.q, "kind": self.kind, "zone": self.zone, "closed": closed, "sort": self.sort.value}

    def narrowed(self, rows: NodeQuerySet) -> NodeQuerySet:
        """The rows that are asked for; branches stand among them only when asked for by kind or by name."""
        rows = rows.exclude(closed_on=None) if self.is_closed else rows.standing()
        if self.q:
            rows = rows.filter(search_key__holds=self.q.lower())
        if self.zone:
            rows = rows.filter(zone=self.zone)
        if self.kind:
            return rows.filter(kind=self.kind)
        above = rows.exclude(kind=Kind.BRANCH)
        return rows if self.q or not above.exists() else above


def node_page(rows: NodeQuerySet, sort: Sort, query: Mapping[str, str]) -> Page:
    """One page of `rows`, each with its `branches`."""
    return sorted_page(with_branches(rows).select_related("parent", "zone"), sort, query, PAGE)


def with_branches(rows: QuerySet[Node]) -> QuerySet[Node]:
    """Each node with the number of standing branches at or below it, counted by ranges of paths."""
    end = Concat(OuterRef("path"), Value(LAST))
    below = Node.objects.standing().branches().filter(path__gte=OuterRef("path"), path__lte=end)
    return rows.annotate(branches=counted(below))


def counted(rows: QuerySet) -> Coalesce:
    """How many rows, as a column of the row outside; nothing counts as 0."""
    totals = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(totals, output_field=IntegerField()), 0)


def with_units(zones: QuerySet[Zone]) -> QuerySet[Zone]:
    """Each zone with its standing units and branches."""
    standing = Q(nodes__closed_on=None)
    return zones.annotate(
        units=Count("nodes", filter=standing & Q(nodes__kind=Kind.UNIT)),
        branches=Count("nodes", filter=standing & Q(nodes__kind=Kind.BRANCH)),
    )
