"""How does a slow reader count? Plain fractions, one number at a time."""

from fractions import Fraction
from math import ceil, floor

from apps.rating.exact import Rounding


def rounded(number: Fraction, rounding: Rounding | None) -> Fraction:
    """The number with so many decimals, or in whole steps; halves as the rulebook says (half up: away from zero)."""
    if rounding is None:
        return number
    unit = Fraction(1, 10**rounding.places) if rounding.step is None else rounding.step
    below = floor(number / unit) * unit
    above = ceil(number / unit) * unit
    if rounding.how == "down":
        return below
    if rounding.how == "up":
        return above
    if number - below != above - number:
        return below if number - below < above - number else above
    if rounding.how == "half up":
        return above if number >= 0 else below
    return below if (below / unit) % 2 == 0 else above


def in_units(amount: Fraction, per: Fraction, units: str) -> Fraction:
    """How many `per` are in the amount: only full ones, begun ones too, or the exact proportion."""
    if units == "full":
        return Fraction(floor(amount / per))
    if units == "begun":
        return Fraction(ceil(amount / per))
    return amount / per


def median(marks: list[Fraction]) -> Fraction:
    """The middle one, or halfway between the two in the middle."""
    line = sorted(marks)
    middle = len(line) // 2
    return line[middle] if len(line) % 2 else (line[middle - 1] + line[middle]) / 2


def picked(kind: str, several: list[Fraction | None]) -> Fraction | None:
    """The highest or lowest of the numbers given; their average where all of them are."""
    given = [each for each in several if each is not None]
    if kind == "average":
        return sum(given, Fraction(0)) / len(given) if len(given) == len(several) else None
    return (max if kind == "highest" else min)(given, default=None)


def plain(number: Fraction) -> str:
    """A decimal without trailing zeros; refuses what is not a decimal."""
    sign = "-" if number < 0 else ""
    whole, rest = divmod(abs(number), 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(int(digit))
        if len(digits) > 30:
            raise ValueError(f"not a decimal: {number}")
    return f"{sign}{int(whole)}.{digits}" if digits else f"{sign}{int(whole)}"
