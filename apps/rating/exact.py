"""How does arithmetic stay exact? Whole numbers over one known denominator, with bounds that prove int64 is enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.integer[Any]]
Flags: TypeAlias = NDArray[np.bool_]

LARGEST = 2**62
# What is kept of everybody stands in 32 bits where it has room to spare.
NARROW, ROOM = np.dtype(np.int32), 2**24


class TooLarge(ArithmeticError):
    """A figure could grow beyond what int64 counts exactly."""


class NeedsRounding(ArithmeticError):
    """A figure of this name divides by what differs by branch, or comes in thirds, and states no rounding."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """To how many decimals, and how: "half up", "half even", "down" (floor) or "up" (ceiling). step: to whole steps of
    so much instead, such as 1/2 or 5; `places` are then the decimals of a step."""

    places: int
    how: str = "half up"
    step: Fraction | None = None

    @property
    def unit(self) -> Fraction:
        """What is left are whole ones of this."""
        return Fraction(1, 10**self.places) if self.step is None else self.step


@dataclass(frozen=True, eq=False, slots=True)
class Exact:
    """One exact figure of n branches. values: int64[n] in units of 1/`per`; low, high: bounds of every value that the
    rulebook admits, in the same units; known: bool[n], where the figure is given at all (None: everywhere).

    The bounds come with each step from the rulebook alone, so a cohort of nobody proves that nothing overflows.
    """

    values: Integers
    per: int
    low: int
    high: int
    known: Flags | None = None

    def __post_init__(self) -> None:
        if max(abs(self.low), abs(self.high)) > LARGEST:
            raise TooLarge

    def __len__(self) -> int:
        return len(self.values)

    @classmethod
    def of_flags(cls, flags: Flags) -> Self:
        """1 where yes, 0 where no."""
        return cls(flags.astype(np.int8), 1, 0, 1)

    @classmethod
    def constant(cls, number: Fraction | int, rows: int) -> Self:
        """The same number for every branch."""
        number = Fraction(number)
        value = number.numerator
        return cls(np.full(rows, value, np.int64), number.denominator, value, value)

    def over(self, per: int) -> Self:
        """The same figure in units of 1/`per`, a multiple of the present denominator."""
        factor = per // self.per
        if factor == 1:
            return self
        bounds = self.low * factor, self.high * factor
        if max(map(abs, bounds)) > LARGEST:
            raise TooLarge
        return type(self)(self.values.astype(np.int64) * factor, per, *bounds, self.known)

    def times(self, factor: Fraction | int) -> Self:
        """The figure times a fixed number."""
        factor = Fraction(factor)
        if factor == 1:
            return self
        bounds = sorted((self.low * factor.numerator, self.high * factor.numerator))
        if max(map(abs, bounds)) > LARGEST:
            raise TooLarge
        scaled = self.values.astype(np.int64) * factor.numerator
        return type(self)(scaled, self.per * factor.denominator, bounds[0], bounds[1], self.known)

    def multiplied(self, other: "Exact") -> "Exact":
        """The product of two figures of the same branches; unknown where either is."""
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        low, high = min(corners), max(corners)
        if max(abs(low), abs(high)) > LARGEST:
            raise TooLarge
        product = self.values.astype(np.int64) * other.values
        return Exact(product, self.per * other.per, low, high, both(self.known, other.known))

    def within(self, least: Fraction | int | None = None, most: Fraction | int | None = None) -> "Exact":
        """The figure kept from `least` to `most`."""
        bounds = [Fraction(bound) for bound in (least, most) if bound is not None]
        here = self.over(lcm(self.per, *(bound.denominator for bound in bounds)))
        low, high = here.low, here.high
        if (least is None or low >= least * here.per) and (most is None or high <= most * here.per):
            return self
        values = here.values.astype(np.int64)
        if least is not None:
            floor_ = int(Fraction(least) * here.per)
            values, low, high = np.maximum(values, floor_), max(low, floor_), max(high, floor_)
        if most is not None:
            top = int(Fraction(most) * here.per)
            values, low, high = np.minimum(values, top), min(low, top), min(high, top)
        return Exact(values, here.per, low, high, here.known)

    def rounded(self, rounding: Rounding | None) -> "Exact":
        """The figure with `rounding`'s decimals or steps; as it is where None."""
        if rounding is None:
            return self
        up, down = rounding.unit.denominator, self.per * rounding.unit.numerator
        if max(abs(self.low), abs(self.high)) * up > LARGEST or down > LARGEST:
            raise TooLarge
        values = divided(self.values.astype(np.int64) * up, np.int64(down), rounding.how)
        bounds = [one_divided(bound * up, down, rounding.how) for bound in (self.low, self.high)]
        return Exact(values, 1, bounds[0], bounds[1], self.known).times(rounding.unit)

    def where(self, chosen: Flags, other: "Exact") -> "Exact":
        """This figure where `chosen`, the other elsewhere."""
        mine, theirs = level([self, other])
        known = None
        if mine.known is not None or theirs.known is not None:
            known = np.where(chosen, is_known(mine), is_known(theirs))
        low, high = min(mine.low, theirs.low), max(mine.high, theirs.high)
        return Exact(np.where(chosen, mine.values, theirs.values), mine.per, low, high, known)

    def everywhere(self) -> "Exact":
        """The same figure, given everywhere: where it was not, it stands for what it holds there, 0."""
        return self if self.known is None else replace(self, known=None)

    def slice(self, start: int, stop: int) -> "Exact":
        """The branches from `start` up to `stop`, without copying."""
        known = None if self.known is None else self.known[start:stop]
        return replace(self, values=self.values[start:stop], known=known)

    @classmethod
    def concatenate(cls, parts: Sequence["Exact"]) -> "Exact":
        """The figures of slices, in order; one rulebook made them, so they count alike. Refuses an empty list."""
        known = None
        if any(part.known is not None for part in parts):
            known = np.concatenate([is_known(part) for part in parts])
        return replace(parts[0], values=np.concatenate([part.values for part in parts]), known=known)

    def fraction(self, row: int) -> Fraction:
        """The exact number of one branch."""
        return Fraction(int(self.values[row]), self.per)


def narrowed(values: Integers) -> Integers:
    """The same whole numbers in 32 bits, where all of them have room to spare; else as they are."""
    fits = values.dtype.itemsize > NARROW.itemsize and values.min(initial=0) >= -ROOM and values.max(initial=0) <= ROOM
    return values.astype(NARROW) if fits else values


def is_known(figure: Exact) -> Flags:
    """bool[n]: where the figure is given."""
    return np.ones(len(figure), np.bool_) if figure.known is None else figure.known


def every(flags: Sequence[Flags], rows: int) -> Flags:
    """bool[n]: where all of them are true; everywhere for none."""
    found: Flags = np.logical_and.reduce([np.ones(rows, np.bool_), *flags])
    return found


def some(flags: Sequence[Flags], rows: int) -> Flags:
    """bool[n]: where any of them is true; nowhere for none."""
    found: Flags = np.logical_or.reduce([np.zeros(rows, np.bool_), *flags])
    return found


def both(one: Flags | None, other: Flags | None) -> Flags | None:
    """Known where both are; None is everywhere."""
    if one is None or other is None:
        return one if other is None else other
    return one & other


def level(figures: Sequence[Exact]) -> list[Exact]:
    """The figures over one common denominator."""
    per = lcm(*(figure.per for figure in figures))
    return [figure.over(per) for figure in figures]


def added(figures: Sequence[Exact], signs: Sequence[int] | None = None) -> Exact:
    """The sum, each figure with its sign (1 or −1); known where all are. Refuses an empty list."""
    alike = level(figures)
    factors = signs or [1] * len(alike)
    values: Integers | None = None
    known: Flags | None = None
    low = high = 0
    for figure, sign in zip(alike, factors, strict=True):
        if values is None:
            values = figure.values if sign > 0 else np.negative(figure.values, dtype=np.int64)
        else:
            values = (np.add if sign > 0 else np.subtract)(values, figure.values, dtype=np.int64)
        low += figure.low if sign > 0 else -figure.high
        high += figure.high if sign > 0 else -figure.low
        known = both(known, figure.known)
    assert values is not None
    return Exact(values, alike[0].per, low, high, known)


def divided(dividend: Integers, divisor: Integers | np.int64, how: str) -> Integers:
    """int64[n]: dividend ÷ divisor (above 0) as whole numbers, rounded as `how` names; "half up" takes halves away from
    zero on both sides of it, as 四舍五入 does."""
    if how == "down":
        return np.floor_divide(dividend, divisor)
    if how == "up":
        return -np.floor_divide(-dividend, divisor)
    quotient = dividend // divisor
    twice = (dividend - quotient * divisor) * 2
    goes_up = quotient % 2 == 1 if how == "half even" else dividend >= 0
    whole: Integers = quotient + ((twice > divisor) | ((twice == divisor) & goes_up))
    return whole


def one_divided(dividend: int, divisor: int, how: str) -> int:
    """The same for one whole number of any size."""
    exact = Fraction(dividend, divisor)
    if how == "down":
        return floor(exact)
    if how == "up":
        return ceil(exact)
    if how == "half even":
        return round(exact)
    return floor(exact + Fraction(1, 2)) if exact >= 0 else ceil(exact - Fraction(1, 2))
