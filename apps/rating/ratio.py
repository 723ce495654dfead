"""How is an exact number kept while it divides by what differs from branch to branch? As a quotient, rounded once."""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from apps.rating.exact import LARGEST, Exact, NeedsRounding, Rounding, TooLarge, added, divided, level, one_divided


@dataclass(frozen=True, eq=False, slots=True)
class Ratio:
    """`top` ÷ `bottom` (None: 1) of n branches, between `low` and `high`; a bottom of 0 or less divides by 1."""

    top: Exact
    bottom: Exact | None
    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, figure: Exact) -> "Ratio":
        """The figure itself."""
        return cls(figure, None, Fraction(figure.low, figure.per), Fraction(figure.high, figure.per))

    def divided(self, by: Exact) -> "Ratio":
        """The quotient by a figure that is above 0 wherever it matters."""
        positive = Exact(np.maximum(by.values, 1), by.per, max(by.low, 1), max(by.high, 1))
        smallest = Fraction(positive.low, positive.per)
        bottom = positive if self.bottom is None else self.bottom.multiplied(positive)
        return Ratio(self.top, bottom, min(self.low / smallest, Fraction(0)), max(self.high / smallest, Fraction(0)))

    def plus(self, figure: Exact, sign: int = 1) -> "Ratio":
        """The sum with a figure, or with its opposite where `sign` is −1."""
        part = figure if self.bottom is None else figure.multiplied(self.bottom)
        low, high = sorted((Fraction(figure.low * sign, figure.per), Fraction(figure.high * sign, figure.per)))
        return Ratio(added([self.top, part], [1, sign]), self.bottom, self.low + low, self.high + high)

    def times(self, factor: Fraction) -> "Ratio":
        """The quotient times a fixed number."""
        low, high = sorted((self.low * factor, self.high * factor))
        return Ratio(self.top.times(factor), self.bottom, low, high)

    def multiplied(self, by: Exact) -> "Ratio":
        """The quotient times a figure."""
        bounds = [one * Fraction(other, by.per) for one in (self.low, self.high) for other in (by.low, by.high)]
        return Ratio(self.top.multiplied(by), self.bottom, min(bounds), max(bounds))

    def within(self, least: Fraction | None = None, most: Fraction | None = None) -> "Ratio":
        """The quotient kept from `least` to `most`."""
        low, high = self.low, self.high
        if least is not None:
            low, high = max(low, least), max(high, least)
        if most is not None:
            low, high = min(low, most), min(high, most)
        if (low, high) == (self.low, self.high):
            return self
        if self.bottom is None:
            return Ratio(self.top.within(least, most), None, low, high)
        top = self.top
        for bound, keep, outer in ((least, np.maximum, max), (most, np.minimum, min)):
            if bound is not None:
                mine, line = level([top, self.bottom.times(bound)])
                ends = outer(mine.low, line.low), outer(mine.high, line.high)
                top = Exact(keep(mine.values, line.values), mine.per, *ends, mine.known)
        return Ratio(top, self.bottom, low, high)

    def rounded(self, rounding: Rounding | None, name: str) -> Exact:
        """The exact figure with `rounding`'s decimals. Refuses with NeedsRounding a true quotient without rounding."""
        if self.bottom is None:
            return self.top.rounded(rounding)
        if rounding is None:
            raise NeedsRounding(name)
        unit = rounding.unit
        up, down = self.bottom.per * unit.denominator, self.top.per * unit.numerator
        up, down = up // gcd(up, down), down // gcd(up, down)
        if max(abs(self.top.low), abs(self.top.high)) * up > LARGEST or self.bottom.high * down > LARGEST:
            raise TooLarge
        top, bottom = self.top.values.astype(np.int64) * up, self.bottom.values.astype(np.int64) * down
        bounds = [bound / unit for bound in (self.low, self.high)]
        low, high = (one_divided(bound.numerator, bound.denominator, rounding.how) for bound in bounds)
        return Exact(divided(top, bottom, rounding.how), 1, low, high, self.top.known).times(unit)
