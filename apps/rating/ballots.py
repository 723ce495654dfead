"""Step 0: what do votes give? Points by a table, layers of voters weighted, abstentions aside, and the quorum."""

from fractions import Fraction
from functools import partial
from math import lcm, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apps.rating.entries import Entries
from apps.rating.exact import (
    LARGEST,
    Exact,
    Flags,
    Integers,
    NeedsRounding,
    Rounding,
    TooLarge,
    added,
    divided,
    is_known,
    level,
    one_divided,
    some,
)
from apps.rating.figures import RELATIONS, Figures, against_number
from apps.rating.rulebook import Ballot

COUNT, MEAN = "ballot.count", "ballot.mean"


def count_ballots(entries: Entries, figures: Figures) -> None:
    """Offer "ballot" (blank where nobody voted), its count, votes by option, and whether the quorum is reached."""
    ballot = entries.rulebook.ballot
    if ballot is None:
        return
    for option in ballot.options:
        figures.offer(f"ballot.{option.code}", partial(_votes, ballot, option.code, entries))
    if ballot.options:
        figures.offer(COUNT, lambda: added([figures[f"ballot.{option.code}"] for option in ballot.options]))
        figures.offer("ballot", lambda: _mean_of_votes(ballot, entries))
    else:
        if COUNT in entries:
            figures.offer(COUNT, lambda: entries.whole(COUNT))
        figures.offer("ballot", lambda: entries.number(MEAN).rounded(ballot.rounding))
    figures.offer(MEAN, lambda: figures["ballot"])
    figures.offer("ballot.quorum", lambda: Exact.of_flags(_has_quorum(ballot, figures)))


def layers_missing(entries: Entries) -> Flags:
    """bool[n]: where some layer, or everybody, cast no vote that gives points."""
    ballot = entries.rulebook.ballot
    if ballot is None or not ballot.options:
        return ~entries.cohort.marked[:, entries.positions[MEAN]]
    return some([_layer(ballot, layer, entries)[1] == 0 for layer in _layers(ballot)], entries.rows)


def _layers(ballot: Ballot) -> list[str]:
    return [f"ballot.{layer}" for layer in ballot.layers] or ["ballot"]


def _votes(ballot: Ballot, code: str, entries: Entries) -> Exact:
    return added([entries.whole(f"{layer}.{code}") for layer in _layers(ballot)])


def _has_quorum(ballot: Ballot, figures: Figures) -> Flags:
    """bool[n]: enough votes were cast; without a stated quorum, everywhere."""
    count = figures[COUNT]
    if ballot.quorum_number is not None:
        return against_number(count, "at least", ballot.quorum_number)
    if ballot.quorum is None or ballot.quorum_of is None:
        return np.ones(len(count), np.bool_)
    mine, line = level([count, figures.number(ballot.quorum_of).times(ballot.quorum)])
    return RELATIONS["at least"](mine.values, line.values) & is_known(line)


def _layer(ballot: Ballot, layer: str, entries: Entries) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """int64[n] twice: the points of a layer's votes, over the table's denominator, and the votes that give points.
    Refuses with TooLarge a table whose points could outgrow them."""
    per = _table_per(ballot)
    counted = [(option.points or 0, entries.whole(f"{layer}.{option.code}").high) for option in ballot.options]
    if sum(abs(points) * per * votes for points, votes in counted) > LARGEST:
        raise TooLarge
    voted = [
        (int(option.points * per), entries.whole(f"{layer}.{option.code}").values.astype(np.int64))
        for option in ballot.options
        if option.points is not None
    ]
    nobody = np.zeros(entries.rows, np.int64)
    return sum((points * votes for points, votes in voted), nobody), sum((votes for _, votes in voted), nobody)


def _table_per(ballot: Ballot) -> int:
    return lcm(*(option.points.denominator for option in ballot.options if option.points is not None))


def _mean_of_votes(ballot: Ballot, entries: Entries) -> Exact:
    """Σ weight × points ÷ votes over the layers, rounded once; a layer without votes as the ballot states."""
    if ballot.rounding is None:
        raise NeedsRounding("ballot")
    layers = [_layer(ballot, layer, entries) for layer in _layers(ballot)]
    weights = list(ballot.layers.values()) or [Fraction(1)]
    voted = [count > 0 for _, count in layers]
    common = lcm(*(weight.denominator for weight in weights))
    whole_weights = [int(weight * common) for weight in weights]
    kind = _kind(ballot, entries, common)
    counts: list[Integers] = [np.maximum(count, 1).astype(kind) for _, count in layers]
    top: Any = sum(
        weight * points.astype(kind) * prod(counts[:number] + counts[number + 1 :])
        for number, (weight, (points, _)) in enumerate(zip(whole_weights, layers, strict=True))
    )
    bottom = prod(counts) * _weight_present(ballot, whole_weights, voted)
    values = _quotient(top, bottom * _table_per(ballot), ballot.rounding)
    given = some(voted, entries.rows)
    low, high = _bounds(ballot, ballot.rounding)
    return Exact(np.where(given, values, 0), 1, low, high, given).times(ballot.rounding.unit)


def _weight_present(ballot: Ballot, weights: list[int], voted: list[Flags]) -> NDArray[np.int64] | int:
    """The weights that count together: all, or where missing layers leave theirs to others, of those who voted."""
    if ballot.missing != "left out":
        return sum(weights)
    present = sum(weight * one for weight, one in zip(weights, voted, strict=True))
    return np.maximum(present, 1)


def _kind(ballot: Ballot, entries: Entries, common: int) -> type:
    """int64 where the largest figure on the way fits it; Python's whole numbers for layers with very many votes."""
    most_votes = [
        sum(entries.whole(f"{layer}.{option.code}").high for option in ballot.options) for layer in _layers(ballot)
    ]
    points = max(abs(option.points) for option in ballot.options if option.points is not None) * _table_per(ballot)
    unit = ballot.rounding.unit if ballot.rounding else Fraction(1)
    largest = prod(max(votes, 1) for votes in most_votes) * common * (points + 1) * len(most_votes)
    largest *= unit.denominator * unit.numerator * _table_per(ballot)
    return np.int64 if largest <= LARGEST else object


def _quotient(top: Integers, bottom: Any, rounding: Rounding) -> NDArray[np.int64]:
    """int64[n]: how many whole units of the rounding stand in top ÷ bottom."""
    unit = rounding.unit
    return divided(top * unit.denominator, bottom * unit.numerator, rounding.how).astype(np.int64)


def _bounds(ballot: Ballot, rounding: Rounding) -> tuple[int, int]:
    """The least and largest mean, rounded, in whole units of the rounding."""
    points = [Fraction(0), *(option.points for option in ballot.options if option.points is not None)]
    low, high = (bound / rounding.unit for bound in (min(points), max(points)))
    rounded = [one_divided(bound.numerator, bound.denominator, rounding.how) for bound in (low, high)]
    return rounded[0], rounded[1]
