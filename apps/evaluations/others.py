"""Everybody beside one branch, as a run kept their places: asked row by row, so that a million cost what ten do."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet, Subquery

from apps.evaluations.figures_of_run import figures_in
from apps.evaluations.models import Result, Run
from apps.evaluations.spans import PLACED
from apps.evaluations.standings import TIES
from apps.rating.reasons import Held
from apps.rating.rulebook import Rulebook

PROBES = 200


class KeptPlaces:
    """The places of one branch of a run, and the place that other keys would take in it.

    `position` follows the campaign's places, whoever is not rated behind all others: who stands before a branch in any
    group has a smaller position, and those who are equal follow each other.
    """

    def __init__(self, run: Run, rules: Rulebook, own: Result) -> None:
        self.run, self.own = run, own
        self.rows: QuerySet[Result] = run.results.order_by("position")
        self.scopes = scopes_of(rules, own)

    def places(self) -> list[Held]:
        """Of who is rated."""
        above, found = self.above(), []
        for scope, (column, group) in self.scopes.items():
            rows, better = self.rows.filter(**group), above[scope]
            told = None if better is None else (getattr(better, column), better.keys)
            place = getattr(self.own, column)
            found.append(Held(scope, place, self.placed(scope, rows), self.equal(scope, rows), told))
        return found

    def above(self) -> dict[str, Result | None]:
        """By scope somebody who holds the next better place."""
        before = self.rows.filter(position__lt=self.own.rank).order_by("-position")
        asked = [Subquery(before.filter(**group).values("pk")[:1]) for _column, group in self.scopes.values()]
        [keys] = self.rows.filter(pk=self.own.pk).values_list(*asked)
        rows = Result.objects.in_bulk(set(filter(None, keys)))
        return {scope: rows.get(key) for scope, key in zip(self.scopes, keys, strict=True)}

    def placed(self, scope: str, rows: QuerySet[Result]) -> int:
        """How many of the group are rated; counted now for a run that did not count it."""
        if scope == "campaign":
            return int(self.run.counts["rated"])
        figures = figures_in(self.run, scope, group_key(scope, self.own))
        return int(figures[PLACED]) if PLACED in figures else rows.filter(rank__isnull=False).count()

    def equal(self, scope: str, rows: QuerySet[Result]) -> int:
        """How many of the group share the place."""
        own = self.own
        if own.ties is not None and not own.ties & TIES["" if scope == "campaign" else scope]:
            return 1
        return rows.filter(position__gte=own.rank, position__lt=self.end, rank=own.rank).count()

    @property
    def end(self) -> int:
        """The position of the first who stands behind everybody equal."""
        later = self.rows.filter(position__gt=self.own.position).exclude(rank=self.own.rank)
        found = later.values_list("position", flat=True).first()
        return self.run.branches + 1 if found is None else found

    def ahead(self, asked: Sequence[Sequence[int]]) -> list[int]:
        """How many who are rated have larger keys, for each of `asked`: their positions are narrowed down together."""
        wanted = [list(keys) for keys in asked]
        low, high = [0] * len(wanted), [int(self.run.counts["rated"])] * len(wanted)
        while any(first < last for first, last in zip(low, high, strict=True)):
            probes = [probed(first, last) for first, last in zip(low, high, strict=True)]
            asked_for = {position for each in probes for position in each}
            keys = dict(self.rows.filter(position__in=asked_for).values_list("position", "keys"))
            for number, own in enumerate(wanted):
                better = [position for position in probes[number] if keys[position] > own]
                behind = [position for position in probes[number] if keys[position] <= own]
                low[number] = max(better, default=low[number])
                high[number] = min(behind, default=high[number] + 1) - 1
        return low


def probed(low: int, high: int) -> range:
    """Positions after `low` and up to `high`, evenly apart and no more than are asked at once."""
    return range(low + 1, high + 1, max(1, -(-(high - low) // PROBES)))


def scopes_of(rules: Rulebook, own: Result) -> dict[str, tuple[str, dict[str, Any]]]:
    """By scope the column of its places, and what the rows of the branch's own group have in common."""
    zone = {"zone": own.zone_id} if own.zone_id else {"zone__isnull": True}
    found: dict[str, tuple[str, dict[str, Any]]] = {
        "campaign": ("rank", {}),
        "zone": ("rank_zone", zone),
        "unit": ("rank_unit", {"unit": own.unit_id}),
        "type": ("rank_type", {"branch_type": own.branch_type}),
    }
    return found | ({"size": ("rank_size", {"size_band": own.size_band})} if rules.size_bands else {})


def group_key(scope: str, own: Result) -> str:
    """The branch's own group as figures of a run name it."""
    keys = {"zone": own.zone_id, "unit": own.unit_id, "type": own.branch_type, "size": own.size_band}
    return "" if keys[scope] is None else str(keys[scope])
