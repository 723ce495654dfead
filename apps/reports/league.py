"""The league table as one asks for it: scope, filters, and which rows to show together."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict

from apps.core.asked import whole
from apps.evaluations.models import Result
from apps.evaluations.selectors import NEAR
from apps.rating.rulebook import Rulebook

PAGE = 50
HEAD = 6
AROUND_CUT = 2
AROUND_OWN = 3
FOLD_FROM = 60
NO_ZONE = "none"
RANKS = {"zone": "rank_zone", "unit": "rank_unit", "type": "rank_type"}


@dataclass(frozen=True)
class Question:
    """What the address asks: a scope, filters, and where the page begins."""

    scope: str = ""
    group: str = ""
    level: int | None = None
    branch_type: str = ""
    missing: str = ""
    is_near: bool = False
    q: str = ""
    place: int | None = None
    after: int | None = None
    before: int | None = None
    is_open: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> "Question":
        """Read an address; what cannot be read is left out."""
        scope = query.get("scope", "")
        return cls(
            scope=scope if scope in RANKS else "",
            group=query.get(scope, "") if scope in RANKS else "",
            level=whole(query.get("level")),
            branch_type=query.get("branch_type", ""),
            missing=query.get("missing", ""),
            is_near=query.get("near") == "1",
            q=query.get("q", "").strip(),
            place=whole(query.get("place")),
            after=whole(query.get("after")),
            before=whole(query.get("before")),
            is_open=query.get("open") == "1",
        )

    @property
    def rank_field(self) -> str:
        return RANKS.get(self.scope, "rank")

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the scope narrows the rows."""
        return bool(self.level is not None or self.branch_type or self.missing or self.is_near or self.q)


def in_scope(rows: QuerySet[Result], asked: Question) -> QuerySet[Result]:
    """The rows of the zone, unit or type that was asked for."""
    if not asked.scope:
        return rows
    if asked.scope == "type":
        return rows.filter(branch_type=asked.group)
    if asked.scope == "zone" and asked.group == NO_ZONE:
        return rows.filter(zone=None)
    return rows.filter(**{f"{asked.scope}_id": whole(asked.group) or 0})


def filtered(rows: QuerySet[Result], asked: Question, rules: Rulebook) -> QuerySet[Result]:
    """The rows that the filters leave."""
    if asked.level is not None:
        rows = rows.filter(level=asked.level)
    if asked.branch_type:
        rows = rows.filter(branch_type=asked.branch_type)
    if asked.is_near:
        rows = rows.filter(gap__lte=NEAR)
    numbers = {star.code: number for number, star in enumerate(rules.stars)}
    if asked.missing in numbers:
        bit = 1 << numbers[asked.missing]
        rows = rows.annotate(star_bit=F("lit").bitand(bit)).filter(star_bit=0)
    if asked.q:
        rows = rows.filter(Q(name__icontains=asked.q) | Q(assessment__node__search_key__contains=asked.q.lower()))
    return rows


@dataclass
class Shown:
    """Rows to show, in order; a None between rows is a fold."""

    rows: list[Result | None] = field(default_factory=list)
    after: int | None = None
    before: int | None = None


def page(rows: QuerySet[Result], asked: Question) -> Shown:
    """One page by key; `place` begins a page at that place."""
    if asked.before is not None:
        found = list(rows.filter(position__lt=asked.before).order_by("-position")[: PAGE + 1])
        more, found = len(found) > PAGE, found[:PAGE][::-1]
        return Shown(list(found), found[-1].position if found else None, found[0].position if more else None)
    if asked.place is not None:
        rows = rows.filter(**{f"{asked.rank_field}__gte": asked.place})
    elif asked.after is not None:
        rows = rows.filter(position__gt=asked.after)
    found = list(rows.order_by("position")[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    starts_later = asked.place is not None or asked.after is not None
    return Shown(
        list(found), found[-1].position if more else None, found[0].position if found and starts_later else None
    )


def overview(rows: QuerySet[Result], levels: int, own: list[Result]) -> Shown:
    """Head, both sides of every cut, and one's own surroundings; the rest folds."""
    stretches = [list(rows.order_by("position")[:HEAD])]
    for level in range(levels):
        at = rows.filter(level=level)
        stretches.append(list(at.order_by("position")[:AROUND_CUT]))
        stretches.append(list(at.order_by("-position")[:AROUND_CUT])[::-1])
    for mine in own:
        above = list(rows.filter(position__lte=mine.position).order_by("-position")[: AROUND_OWN + 1])[::-1]
        stretches.append([*above, *rows.filter(position__gt=mine.position).order_by("position")[:AROUND_OWN]])
    return Shown(with_folds(rows, stretches))


def with_folds(rows: QuerySet[Result], stretches: list[list[Result]]) -> list[Result | None]:
    """The rows of all stretches in order, a None wherever others are left out between two of them or after the last."""
    kept = {row.position: row for stretch in stretches for row in stretch}
    neighbours = {(a.position, b.position) for stretch in stretches for a, b in pairwise(stretch)}
    order = sorted(kept)
    shown: list[Result | None] = []
    for here, following in zip(order, [*order[1:], None], strict=True):
        shown.append(kept[here])
        if (here, following) in neighbours or following == here + 1:
            continue
        between = (
            rows.filter(position__gt=here)
            if following is None
            else rows.filter(position__gt=here, position__lt=following)
        )
        if between.exists():
            shown.append(None)
    return shown


def scope_counts(rows: QuerySet[Result], levels: int) -> list[int]:
    """How many rows hold each level."""
    found: dict[int, Any] = dict(rows.order_by().values_list("level").annotate(n=Count("pk")))
    return [found.get(level, 0) for level in range(levels)]
