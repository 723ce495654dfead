"""How high does a fact run that points are multiplied by? As it is declared, or nobody knows."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from apps.rating.loading.desk import Piece

HIGHEST = 1_000


def highest_of(figure: str, piece: Piece) -> Fraction:
    """The highest value that a declared fact can have; a factor that nobody bounds is kept below a thousand."""
    fact = _declared(figure, piece)
    return Fraction(fact["to"]) if "to" in fact else Fraction(HIGHEST)


def is_open(figure: str, piece: Piece) -> bool:
    """Whether a factor is a fact of which it is not said how high it runs."""
    return figure.startswith("fact.") and "to" not in _declared(figure, piece)


def example_of(figure: str) -> str:
    """How a text says it."""
    return f"facts: {{{figure.removeprefix('fact.')}: {{is: number, from: 0, to: 2}}}}"


def _declared(figure: str, piece: Piece) -> Mapping[str, Any]:
    facts: Mapping[str, Any] = piece.desk.document.value.get("facts") or {}
    return facts.get(figure.removeprefix("fact."), {})
