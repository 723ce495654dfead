"""What does a list add up to, by year and by unit, for each choice of its main column?"""

from collections.abc import Sequence
from typing import Any

from apps.ledgers.defining import Column, Ledger
from apps.ledgers.lists.funds import share
from apps.ledgers.lists.honours import Counted, SumRow, by_unit, by_year, total
from apps.ledgers.models import EntryQuerySet
from apps.ledgers.values import grouped_yuan
from apps.organisations.choices import Kind
from apps.organisations.models import Node
from apps.organisations.reach import SEGMENT


def sums_of(ledger: Ledger, rows: EntryQuerySet, tally: Column | None) -> dict[str, Any]:
    """Sums of the entries in `rows`: `choices` heads the cells, `years` and `units` are lines, `total` stands beneath.

    `tally` is the column whose choices are told apart; `shares` are theirs of the whole, in thousandths.

    Amounts are added where the list has them, else entries are counted.
    """
    choices = list(tally.choices) if tally else []
    told = list(rows.order_by().values_list("node__path", "node__name", "year", "amount", "values"))
    units = units_above({path for path, *_rest in told})
    counted = [
        Counted(
            year=year,
            unit=unit_of(path, units) or name,
            choice=values.get(tally.key, "") if tally else "",
            weight=(amount or 0) if ledger.amount else 1,
        )
        for path, name, year, amount, values in told
    ]
    years = by_year(counted, choices)
    whole = total(years, len(choices))
    return {
        "choices": [str(words) for words in tally.choices.values()] if tally else [],
        "years": [line(ledger, row) for row in years],
        "units": [line(ledger, row) for row in by_unit(counted, choices, list(units.values()))],
        "total": line(ledger, whole),
        "shares": [share(cell, whole.whole) for cell in whole.cells],
    }


def units_above(paths: set[str]) -> dict[str, str]:
    """The units at or above these paths, by path, in the official order."""
    above = {path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    rows = Node.objects.filter(path__in=above, kind=Kind.UNIT).in_order()
    return dict(rows.values_list("path", "name"))


def unit_of(path: str, units: dict[str, str]) -> str | None:
    """The name of the unit at or above a path."""
    ends: Sequence[int] = range(len(path), 0, -SEGMENT)
    return next((units[path[:end]] for end in ends if path[:end] in units), None)


def line(ledger: Ledger, row: SumRow) -> dict[str, Any]:
    """One line as it is shown."""
    return {"of": row.of, "cells": [figure(ledger, cell) for cell in row.cells], "whole": figure(ledger, row.whole)}


def show_share(thousandths: int) -> str:
    """Thousandths as per cent: 673 is 67.3%."""
    whole, tenth = divmod(thousandths, 10)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"


def figure(ledger: Ledger, value: int) -> str:
    """A sum in yuan or in entries; nothing for none."""
    if not value:
        return ""
    return grouped_yuan(value) if ledger.amount else f"{value:,}"
