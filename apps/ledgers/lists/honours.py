"""Sums of a list by year and by unit, for each choice of one of its columns."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Counted:
    """One entry as far as sums need it; `weight` is 1, or an amount in fen."""

    year: int | None
    unit: Hashable
    choice: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class SumRow:
    """One line of sums: what it is of, the sum of each choice in their order, and all together."""

    of: Any
    cells: tuple[int, ...]
    whole: int


def by_year(rows: Iterable[Counted], choices: Sequence[str]) -> list[SumRow]:
    """Newest year first; what has no year last."""
    found = grouped(rows, choices, lambda row: row.year)
    return sorted(found, key=lambda line: (line.of is None, -(line.of or 0)))


def by_unit(rows: Iterable[Counted], choices: Sequence[str], order: Sequence[Hashable]) -> list[SumRow]:
    """Units in the order given."""
    places = {unit: place for place, unit in enumerate(order)}
    return sorted(grouped(rows, choices, lambda row: row.unit), key=lambda line: places.get(line.of, len(places)))


def grouped(rows: Iterable[Counted], choices: Sequence[str], of: Callable[[Counted], Any]) -> list[SumRow]:
    """Sums of what `of` tells apart."""
    sums: dict[Any, dict[str, int]] = {}
    for row in rows:
        cells = sums.setdefault(of(row), {})
        cells[row.choice] = cells.get(row.choice, 0) + row.weight
    return [
        SumRow(key, tuple(cells.get(choice, 0) for choice in choices), sum(cells.values()))
        for key, cells in sums.items()
    ]


def total(rows: Iterable[SumRow], width: int) -> SumRow:
    """The line beneath."""
    lines = list(rows)
    cells = tuple(sum(line.cells[place] for line in lines) for place in range(width))
    return SumRow(None, cells, sum(line.whole for line in lines))
