"""One list as people look at it: what was asked for, which entries that leaves, their rows, sums and workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce, LPad
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.asked import whole
from apps.core.sorting import Sort, chosen, sorted_page, then
from apps.ledgers.defining import Column, Ledger
from apps.ledgers.holders import Holders
from apps.ledgers.lists.funds import Standing
from apps.ledgers.models import Entry, EntryQuerySet
from apps.ledgers.selectors import drawing_slugs, reusing_slugs, taken_up, used_of
from apps.ledgers.table import export_headings, export_rows
from apps.ledgers.values import UNWRITABLE, grouped_yuan, said
from apps.organisations.models import Node, Zone
from apps.organisations.reach import SEGMENT, below

PAGE = 50
LISTED_UNITS = 300
MOST = 9_999_999_999_999
DIGITS = 13


def last_first(field: str) -> LPad:
    """The largest first by an ascending key: what is missing from MOST, in as many digits."""
    return LPad(Cast(Value(MOST) - Coalesce(F(field), 0), TextField()), DIGITS, Value("0"))


PADDED = LPad(Cast("pk", TextField()), DIGITS, Value("0"))
NEWEST = Sort("", gettext_lazy("newest first"), last_first("pk"))
OFFICIAL = Sort("order", gettext_lazy("official order"), then("node__order_path", PADDED))
LARGEST = Sort("amount", gettext_lazy("largest amount first"), then(last_first("amount"), last_first("pk")))


def sorts_of(ledger: Ledger) -> tuple[Sort, ...]:
    return (NEWEST, OFFICIAL, LARGEST) if ledger.amount else (NEWEST, OFFICIAL)


@dataclass(frozen=True)
class Asked:
    """What an address asks of a list; unknown values count as not asked."""

    ledger: Ledger
    q: str
    unit: int | None
    zone: int | None
    year: int | None
    choice: str
    state: str
    about: int | None
    is_ended: bool
    sort: Sort
    top: Node | None

    @classmethod
    def of(cls, ledger: Ledger, query: Mapping[str, str], person: Any) -> "Asked":
        unit = whole(query.get("unit"))
        tally = ledger.column(ledger.tally)
        choice, state = query.get("choice", ""), query.get("state", "")
        return cls(
            ledger=ledger,
            q=UNWRITABLE.sub("", query.get("q", "")).strip()[:100],
            unit=unit,
            zone=whole(query.get("zone")),
            year=whole(query.get("year")),
            choice=choice if tally and choice in tally.choices else "",
            state=state if ledger.state(state) else "",
            about=whole(query.get("about")),
            is_ended=query.get("ended") == "1",
            sort=chosen(sorts_of(ledger), query),
            top=Node.objects.visible_to(person).filter(pk=unit).first() if unit else None,
        )

    @property
    def kept(self) -> dict[str, Any]:
        """The question as an address carries it on."""
        names = ("q", "unit", "zone", "year", "choice", "state", "about")
        asked = {name: getattr(self, name) for name in names}
        return {**asked, "ended": "1" if self.is_ended else "", "sort": self.sort.value}

    def narrowed(self, rows: EntryQuerySet) -> EntryQuerySet:
        """The entries that are asked for."""
        rows = rows.exclude(ended_at=None) if self.is_ended else rows.standing()
        if self.q:
            rows = rows.filter(search_key__contains=self.q.lower())
        if self.unit:
            rows = rows.filter(below(self.top.path, "node__path")) if self.top else rows.none()
        if self.choice:
            rows = rows.filter(**{f"values__{self.ledger.tally}": self.choice})
        wanted = {"node__zone": self.zone, "year": self.year, "state": self.state, "about": self.about}
        return rows.filter(**{name: value for name, value in wanted.items() if value})


def rows_of(ledger: Ledger, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Rows of the list as its table shows them."""
    used, times = used_of(entries), taken_up(entries)
    draws = bool(drawing_slugs(ledger.slug))
    found = []
    for entry in entries:
        state = ledger.state(entry.state)
        standing = Standing(entry.amount or 0, used.get(entry.pk, 0)) if draws else None
        found.append(
            {
                "entry": entry,
                "cells": [cell(column, entry) for column in ledger.shown],
                "amount": grouped_yuan(entry.amount) if entry.amount is not None else "",
                "left": grouped_yuan(standing.left) if standing else "",
                "state": state,
                "times": times.get(entry.pk, 0),
            }
        )
    return found


def cell(column: Column, entry: Entry) -> dict[str, Any]:
    """One value of a row with its column."""
    return {"column": column, "text": said(column, entry.values.get(column.key))}


def page_of(rows: EntryQuerySet, asked: Asked, query: Mapping[str, str]) -> Any:
    """One page of entries."""
    return sorted_page(asked.narrowed(rows), asked.sort, query, PAGE)


def totals_of(ledger: Ledger, rows: EntryQuerySet) -> dict[str, Any]:
    """How many entries, and of amounts what was granted, used and is left (fen)."""
    found = rows.order_by().aggregate(n=Count("pk"), granted=Sum("amount"))
    totals: dict[str, Any] = {"n": found["n"], "granted": int(found["granted"] or 0)}
    if slugs := drawing_slugs(ledger.slug):
        drawn = Entry.objects.standing().filter(ledger__in=slugs, about__in=rows.order_by().values("pk"))
        standing = Standing(totals["granted"], int(drawn.aggregate(sum=Sum("amount"))["sum"] or 0))
        totals |= {"used": standing.used, "left": standing.left}
    if slugs := reusing_slugs(ledger.slug):
        taken = Entry.objects.standing().filter(ledger__in=slugs, about__in=rows.order_by().values("pk"))
        totals["times"] = taken.values("about", "node").distinct().count()
    return totals


def filters_of(rows: EntryQuerySet, asked: Asked) -> list[dict[str, Any]]:
    """What the list may be narrowed by: only what it holds at least two of."""
    ledger = asked.ledger
    paths = set(rows.order_by().values_list("node__path", flat=True)[:20_000])
    above = {path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    units = Node.objects.units().filter(path__in=above).in_order().values_list("pk", "name")[: LISTED_UNITS + 1]
    zones = Zone.objects.filter(pk__in=rows.order_by().exclude(node__zone=None).values("node__zone"))
    years = rows.order_by("-year").exclude(year=None).values_list("year", flat=True).distinct()
    tally = ledger.column(ledger.tally)
    choices = [(key, str(words)) for key, words in tally.choices.items()] if tally else []
    states = [(state.key, str(state.title)) for state in ledger.states]
    found = [
        menu("unit", _("Unit:"), list(units) if len(units) <= LISTED_UNITS else [], asked.unit),
        menu("zone", _("Zone:"), list(zones.values_list("pk", "name")), asked.zone),
        menu("year", _("Year:"), [(year, str(year)) for year in years], asked.year),
        menu("choice", _("%(title)s:") % {"title": tally.title} if tally else "", choices, asked.choice),
        menu("state", _("State:"), states, asked.state),
    ]
    return [one for one in found if len(one["options"]) > 1 or any(option["current"] for option in one["options"])]


def menu(name: str, label: Any, options: Sequence[tuple[Any, str]], value: Any) -> dict[str, Any]:
    """One menu of the toolbar."""
    told = [{"value": key, "label": words, "current": key == value} for key, words in options]
    return {"name": name, "label": label, "options": told}


def workbook_of(ledger: Ledger, rows: EntryQuerySet, person: Any) -> tuple[list[str], Any]:
    """Headings and rows of a workbook that an import reads again."""
    return export_headings(ledger), export_rows(ledger, rows, Holders(person, ledger))
