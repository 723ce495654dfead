"""How many have voted: by zone, unit and branch, and by layer. Never who chose what, and no hour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, F, Max, QuerySet, Sum, Value, When

from apps.assessments.models import Assessment
from apps.ballots.models import Poll, Roll, TurnoutDay
from apps.organisations.models import Node, Zone

WHOLE = 10_000
BY_ZONE, BY_UNIT, BY_BRANCH = "zone", "unit", "branch"
# How a branch, added up over its layers, is counted in the place where it stands.
COUNTS = {
    "branches": "COUNT(*)",
    "over_half": "SUM(CASE WHEN all_voted * 2 > all_entitled THEN 1 ELSE 0 END)",
    "short": "SUM(CASE WHEN all_entitled > 0 AND all_voted * 2 <= all_entitled THEN 1 ELSE 0 END)",
    "few": "SUM(is_few)",
}
VOTED = F("voted") + F("on_paper")
VOTES = ("SUM(all_entitled)", "SUM(all_voted)", "SUM(papers)")


@dataclass
class LayerTurnout:
    """One layer of a row. `voted` holds votes by code and on paper."""

    code: str
    title: str
    wanted: int
    entitled: int = 0
    voted: int = 0
    on_paper: int = 0

    @property
    def share(self) -> int | None:
        """Hundredths of a per cent, rounded down; None where nobody may vote."""
        return self.voted * WHOLE // self.entitled if self.entitled else None

    @property
    def is_reached(self) -> bool:
        """Whether as many have voted as are wanted."""
        return self.voted * WHOLE >= self.entitled * self.wanted


@dataclass
class TurnoutRow:
    """A zone, a unit, a branch or the whole: `key` is its pk (None: no zone, or the whole).

    `over_half` of its `branches` have the votes of more than half of all who may vote there, `short` are those that
    have not, though somebody may vote; in `few` of them a layer has fewer votes than are shown.
    """

    key: int | None
    name: str
    layers: list[LayerTurnout]
    branches: int = 0
    over_half: int = 0
    short: int = 0
    few: int = 0

    @property
    def entitled(self) -> int:
        return sum(layer.entitled for layer in self.layers)

    @property
    def voted(self) -> int:
        return sum(layer.voted for layer in self.layers)


@dataclass(frozen=True)
class Turnout:
    """Rows in the official order, by what they stand, and what they come to."""

    by: str
    rows: list[TurnoutRow]
    total: TurnoutRow


@dataclass(frozen=True)
class Far:
    """A branch where not more than half have voted, and how many votes are missing to that."""

    assessment: int
    name: str
    entitled: int
    voted: int
    missing: int


def turnout_of(poll: Poll, person: Any, by: str = "", *, zone: int | None = None, unit: int | None = None) -> Turnout:
    """Turnout of the branches that the person sees, by zone, unit or branch; narrowed to a zone or unit where asked.

    Without `by` the widest that tells apart: zones, where there are several, else units, else branches. The database
    adds up: a province's branches never leave it.
    """
    rolls = _rolls(poll, person, zone, unit)
    place = "assessment" if by == BY_BRANCH else "assessment__unit"
    counts = _counts(poll, rolls, place)
    if not by and (by := _widest(counts)) == BY_BRANCH:
        return turnout_of(poll, person, by, zone=zone, unit=unit)
    rows = {key: TurnoutRow(key, name, _blank(poll)) for key, name in _names(by, counts)}
    total = TurnoutRow(None, "", _blank(poll))
    for zone_key, place_key, *figures in counts:
        for row in (rows[zone_key if by == BY_ZONE else place_key], total):
            _count(row, figures)
    for zone_key, place_key, code, *figures in _votes(poll, rolls, place, counts):
        for row in (rows[zone_key if by == BY_ZONE else place_key], total):
            _add(row, code, figures)
    return Turnout(by, list(rows.values()), total)


def far_from_quorum(
    poll: Poll,
    person: Any,
    most: int | None = None,
    *,
    start: int = 0,
    zone: int | None = None,
    unit: int | None = None,
) -> list[Far]:
    """Branches where not more than half have voted, those that miss most votes first: `most` of them from `start`."""
    rows = _rolls(poll, person, zone, unit).values("assessment_id", "assessment__name", "assessment__order_path")
    rows = rows.annotate(all_entitled=Sum("entitled"), all_voted=Sum(VOTED)).filter(all_entitled__gt=0)
    rows = rows.filter(all_entitled__gte=2 * F("all_voted"))
    rows = rows.annotate(missing=F("all_entitled") / 2 + 1 - F("all_voted"))
    rows = rows.order_by("-missing", "assessment__order_path")
    found = rows.values_list("assessment_id", "assessment__name", "all_entitled", "all_voted", "missing")
    return [Far(*row) for row in found[start : None if most is None else start + most]]


def days_of(poll: Poll) -> list[tuple[date, dict[str, int]]]:
    """Votes of the whole campaign at the end of each day, by layer."""
    days: dict[date, dict[str, int]] = {}
    for on, layer, voted in TurnoutDay.objects.filter(poll=poll).values_list("on", "layer", "voted").order_by("on"):
        days.setdefault(on, {})[layer] = voted
    return list(days.items())


def _rolls(poll: Poll, person: Any, zone: int | None, unit: int | None) -> QuerySet[Roll]:
    """The rolls of the ballot that the person sees, in no order."""
    rolls = Roll.objects.visible_to(person).filter(poll=poll).order_by()
    if zone is not None:
        rolls = rolls.filter(assessment__zone=zone)
    return rolls if unit is None else rolls.filter(assessment__unit=unit)


def _counts(poll: Poll, rolls: QuerySet[Roll], place: str) -> list[tuple[Any, ...]]:
    """By zone and place, both as keys, what COUNTS names, then VOTES.

    Half and few are told of a branch: branches are added up first, then the places in which they stand. Where there is
    but one layer a branch is its roll, and not adding up is thrice as fast.
    """
    is_few = Case(When(entitled__gt=0, voted__lt=Value(poll.shown_from) - F("on_paper"), then=1), default=0)
    where = {"zone": F("assessment__zone"), "place": F(place)}
    if len(poll.layers) == 1:
        figures = {"all_entitled": F("entitled"), "all_voted": VOTED, "papers": F("on_paper"), "is_few": is_few}
        branches = rolls.values(**where, **figures)
    else:
        sums = {"all_entitled": Sum("entitled"), "all_voted": Sum(VOTED), "papers": Sum("on_paper")}
        tops = {name: Max(key) for name, key in (where | {"is_few": is_few}).items()}
        branches = rolls.values("assessment").annotate(**tops, **sums)
    inner, values = branches.query.sql_with_params()
    asked = ", ".join(["zone", "place", *(f"CAST({whole} AS bigint)" for whole in (*COUNTS.values(), *VOTES))])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked} FROM ({inner}) AS branch GROUP BY zone, place", values)  # noqa: S608
        return cursor.fetchall()


def _votes(
    poll: Poll, rolls: QuerySet[Roll], place: str, counts: Sequence[tuple[Any, ...]]
) -> Iterable[tuple[Any, ...]]:
    """By zone, place and layer: who may vote, votes, votes on paper. One layer's are those of its branches."""
    if len(poll.layers) == 1:
        return ((zone, key, poll.layers[0]["code"], *figures[-3:]) for zone, key, *figures in counts)
    rows = rolls.values_list("assessment__zone", place, "layer")
    return rows.annotate(all_entitled=Sum("entitled"), all_voted=Sum(VOTED), papers=Sum("on_paper"))


def _widest(counts: Sequence[tuple[Any, ...]]) -> str:
    """By what rows tell apart."""
    if len({zone for zone, *_rest in counts}) > 1:
        return BY_ZONE
    return BY_UNIT if len(counts) > 1 else BY_BRANCH


def _names(by: str, counts: Sequence[tuple[Any, ...]]) -> Iterable[tuple[int | None, str]]:
    """Key and name of each row, in the official order: a zone stands where its first unit does."""
    keys = {place: zone for zone, place, *_rest in counts}
    kind = Assessment if by == BY_BRANCH else Node
    places = kind._default_manager.filter(pk__in=keys).order_by("order_path").values_list("pk", "name")
    if by != BY_ZONE:
        return places
    names = dict(Zone.objects.filter(pk__in=set(keys.values())).values_list("pk", "name"))
    order = {place: number for number, (place, _name) in enumerate(places)}
    return ((zone, names.get(zone, "")) for zone, *_rest in sorted(counts, key=lambda one: order[one[1]]))


def _blank(poll: Poll) -> list[LayerTurnout]:
    return [LayerTurnout(layer["code"], layer["title"], layer["wanted"]) for layer in poll.layers]


def _count(row: TurnoutRow, figures: Iterable[int]) -> None:
    for name, number in zip(COUNTS, figures, strict=False):
        setattr(row, name, getattr(row, name) + number)


def _add(row: TurnoutRow, code: str, figures: Sequence[int]) -> None:
    for layer in row.layers:
        if layer.code == code:
            entitled, voted, on_paper = figures
            layer.entitled += entitled
            layer.voted += voted
            layer.on_paper += on_paper
