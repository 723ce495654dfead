"""How are points written and read? Integer hundredths inside, decimal text outside, never a float."""

import re
from decimal import Decimal
from fractions import Fraction

HUNDRED = 100
NUMBER = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?")


def parse_points(text: str) -> int:
    """Hundredths of the plain decimal in `text`: "18.5" is 1850.

    Refuses with ValueError what is not a plain decimal number, and what is finer than a hundredth.
    """
    found = NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(f"not a number: {text!r}")
    sign, whole, fraction = found[1], found[2], (found[3] or "").rstrip("0")
    if len(fraction) > 2:
        raise ValueError(f"finer than hundredths: {text!r}")
    hundredths = int(whole) * HUNDRED + int(fraction.ljust(2, "0"))
    return -hundredths if sign == "-" else hundredths


def exact_points(number: int | Decimal) -> int:
    """Hundredths of an exact number; ValueError when it is finer than a hundredth."""
    return parse_points(format(number, "f") if isinstance(number, Decimal) else str(number))


def show_points(hundredths: int) -> str:
    """Plain decimal without trailing zeros: 1850 is "18.5", 10000 is "100"."""
    return show_fixed(hundredths, 0)


def show_fixed(hundredths: int, places: int) -> str:
    """Plain decimal with at least `places` decimals: (43400, 1) is "434.0".

    Nothing is rounded away: a figure with more decimals than `places` shows them.
    """
    return show_figure(hundredths, 2, places)


def show_figure(value: int, decimals: int, places: int = 0) -> str:
    """Plain decimal of a whole number of 10**-`decimals`, with at least `places` decimals: (434000, 3, 1) is "434.0".

    Nothing is rounded away.
    """
    whole, rest = divmod(abs(int(value)), 10**decimals)
    fraction = f"{rest:0{decimals}d}".rstrip("0").ljust(places, "0") if decimals else ""
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def show_exact(number: Fraction | int) -> str:
    """An exact number as it is written: decimals where they end, a fraction where they do not (1/3)."""
    number = Fraction(number)
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest > 1:
        return str(number)
    places = max(twos, fives)
    return show_figure(int(number * 10**places), places)


def places_of_step(step: int) -> int:
    """How many decimals marks in steps of `step` hundredths need: 10 is 1, 5 is 2, 100 is 0."""
    return len(f"{step % HUNDRED:02d}".rstrip("0"))
