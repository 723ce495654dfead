"""What may a rule ask of a branch's figures? Expressions, comparisons and conditions, as shapes without behaviour."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Pick:
    """One number made of several. kind: "highest" or "lowest" of those that are known, "average" of all."""

    kind: str
    of: tuple["Expression", ...]

    def __str__(self) -> str:
        return f"{self.kind} of {', '.join(map(str, self.of))}"


@dataclass(frozen=True, slots=True)
class Term:
    """One part of an expression, added (1) or taken off (−1): a figure, or else (figure is then "") a plain number or
    what is picked from several."""

    figure: str
    sign: int = 1
    number: Fraction | None = None
    pick: Pick | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        """Every figure that it reads."""
        if self.pick is not None:
            return tuple(figure for each in self.pick.of for figure in each.figures)
        return (self.figure,) if self.figure else ()

    def __str__(self) -> str:
        return self.figure or str(self.pick or self.number)


@dataclass(frozen=True, slots=True)
class Expression:
    """A figure, a sum of figures, or what is picked from several, as it was written."""

    terms: tuple[Term, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(figure for term in self.terms for figure in term.figures)

    def __str__(self) -> str:
        words = "".join(f" {'+' if term.sign > 0 else '-'} {term}" for term in self.terms)
        return words.removeprefix(" + ").strip()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one expression must be. relation: "at least", "above", "at most", "below", "exactly" (against `number`,
    or against `number` × `share_of` where that is given), "one of", "none of" (against `words`), "blank", "given".

    A level is compared by words too: "at least" with one word in `words` is "that level or better", "at most" "or
    worse". The word "" is no record.
    """

    expression: Expression
    relation: str
    number: Fraction | None = None
    share_of: Expression | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class All:
    """Holds where every part holds; with no part, everywhere."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where some part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Holds where no part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Holds where at least so many parts hold."""

    parts: tuple["Condition", ...]
    least: int


Condition: TypeAlias = Comparison | All | AnyOf | NoneOf | SomeOf
ALWAYS = All()


def comparisons(condition: Condition | None) -> list[Comparison]:
    """Every comparison inside, in the order written."""
    if condition is None:
        return []
    if isinstance(condition, Comparison):
        return [condition]
    return [comparison for part in condition.parts for comparison in comparisons(part)]
