"""The league table as one asks for it: scope, filters, columns, and where the page begins."""

from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, F, QuerySet
from django.http import QueryDict

from apps.core.asked import whole
from apps.evaluations.figures_of_run import counts_in
from apps.evaluations.marks import NO_ZONE
from apps.evaluations.models import Result, Run
from apps.evaluations.selectors import NEAR
from apps.evaluations.standings import TIES
from apps.rating.rulebook import Rulebook
from apps.reports.league_columns import codes_in

ALL = "all"
RANKS = {
    "zone": "rank_zone",
    "unit": "rank_unit",
    "type": "rank_type",
    "size": "rank_size",
    "level": "rank_level",
}
# Filters that narrow the rows; the scope does not count as one.
NARROWING = ("level", "upto", "stars", "grade", "programme", "branch_type", "missing", "within", "q")
MOST_POINTS = 10_000


@dataclass(frozen=True)
class Question:
    """What the address asks: a scope, filters, columns, and where the page begins.

    `within` are points, `columns` codes (none: those the person keeps, else the usual ones).
    """

    scope: str = ""
    group: str = ""
    level: int | None = None
    upto: int | None = None
    stars: int | None = None
    grade: int | None = None
    programme: int | None = None
    branch_type: str = ""
    missing: str = ""
    within: Decimal | None = None
    q: str = ""
    find: str = ""
    columns: tuple[str, ...] = ()
    place: int | None = None
    after: int | None = None
    before: int | None = None
    until: int | None = None
    is_open: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> "Question":
        """Read an address; what cannot be read is left out."""
        scope = query.get("scope", "")
        scope = scope if scope in RANKS else ""
        numbers = {name: whole(query.get(name)) for name in NUMBERS}
        if scope == "level":
            numbers["level"] = None
        return cls(
            scope=scope,
            group=query.get(scope, "") if scope else "",
            branch_type=query.get("branch_type", ""),
            missing=query.get("missing", ""),
            within=Decimal(NEAR) if query.get("near") == "1" else points(query.get("within")),
            q=query.get("q", "").strip(),
            find=query.get("find", "").strip(),
            columns=codes_in(",".join(query.getlist("columns"))),
            is_open=query.get("open") == "1",
            **numbers,
        )

    @property
    def rank_field(self) -> str:
        return RANKS.get(self.scope, "rank")

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the scope narrows the rows."""
        return any(getattr(self, name) not in (None, "") for name in NARROWING)

    def is_by(self, only: str) -> bool:
        """Whether that filter narrows the rows, and nothing else beside the scope."""
        return [name for name in NARROWING if getattr(self, name) not in (None, "")] == [only]

    def plain(self) -> dict[str, str]:
        """What narrows and what is shown as an address has it; where the page begins is left out.

        A group of those without a type is the empty word, so it stands even then.
        """
        kept = {name: getattr(self, name) for name in (*NARROWING, "find")}
        kept |= {"columns": ",".join(self.columns)}
        found = {name: str(value) for name, value in kept.items() if value not in (None, "")}
        return ({"scope": self.scope, self.scope: self.group} if self.scope else {}) | found

    def shares(self, row: Result) -> bool:
        """Whether another branch of the scope holds the row's place; runs made before that was noted tell it of the
        whole campaign alone."""
        if row.ties is None:
            return row.is_tied and not self.scope
        return bool(row.ties & TIES[self.scope])


NUMBERS = tuple(field.name for field in fields(Question) if field.type == int | None)


def points(text: str | None) -> Decimal | None:
    """A number of points as people type it; None for anything else."""
    try:
        found = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found <= MOST_POINTS else None


def in_scope(rows: QuerySet[Result], asked: Question) -> QuerySet[Result]:
    """The rows of the zone, unit, type, size band or level that was asked for."""
    if not asked.scope:
        return rows
    if asked.scope == "type":
        return rows.filter(branch_type=asked.group)
    if asked.scope == "zone" and asked.group == NO_ZONE:
        return rows.filter(zone=None)
    number = whole(asked.group)
    if asked.scope in ("size", "level"):
        field = "size_band" if asked.scope == "size" else "level"
        return rows.none() if number is None else rows.filter(**{field: number})
    return rows.filter(**{f"{asked.scope}_id": number or 0})


def filtered(rows: QuerySet[Result], asked: Question, rules: Rulebook) -> QuerySet[Result]:
    """The rows that the filters leave; words are looked for apart."""
    exact = {name: getattr(asked, name) for name in ("level", "grade", "programme")}
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if asked.upto is not None:
        rows = rows.filter(level__lte=asked.upto)
    if asked.stars is not None:
        rows = rows.filter(stars__gte=asked.stars)
    if asked.branch_type:
        rows = rows.filter(branch_type=asked.branch_type)
    if asked.within is not None:
        rows = rows.filter(gap__lte=int(asked.within * 10**rules.decimals))
    numbers = {star.code: number for number, star in enumerate(rules.stars)}
    if asked.missing in numbers:
        bit = 1 << numbers[asked.missing]
        rows = rows.annotate(star_bit=F("lit").bitand(bit)).filter(star_bit=0)
    return rows


def scope_counts(rows: QuerySet[Result], levels: int) -> list[int]:
    """How many rows hold each level, counted one by one: for those who do not see the whole campaign."""
    found: dict[int, Any] = dict(rows.order_by().values_list("level").annotate(n=Count("pk")))
    return [found.get(level, 0) for level in range(levels)]


def stored_counts(run: Run, asked: Question, levels: int) -> list[int]:
    """How many rows of the scope hold each level, as the run keeps it."""
    if asked.scope == "level":
        return [n if str(level) == asked.group else 0 for level, n in enumerate(counts_in(run))]
    found = counts_in(run, asked.scope, "" if asked.group == NO_ZONE else asked.group)
    return found or [0] * levels
