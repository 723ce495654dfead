"""How are points written and read? Integer hundredths inside, decimal text outside, never a float."""

import re
from decimal import Decimal

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
    whole, rest = divmod(abs(int(hundredths)), HUNDRED)
    fraction = f"{rest:02d}".rstrip("0").ljust(places, "0")
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def places_of_step(step: int) -> int:
    """How many decimals marks in steps of `step` hundredths need: 10 is 1, 5 is 2, 100 is 0."""
    return len(f"{step % HUNDRED:02d}".rstrip("0"))
