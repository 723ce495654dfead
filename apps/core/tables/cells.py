"""What does a raw cell say? Texts without stray blanks, and exact numbers however they were typed or stored."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from apps.core.tables.shape import Cell

BLANKS = " \t\r\n\v\f\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2060\u3000\ufeff"
NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2212: 0x2D}
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
SEPARATORS = re.compile(r"[.,;:。、·]+")
BREAK_IN_WORDS = re.compile(r"(?<=[!-~])\s*[\r\n]+\s*(?=[!-~])")
BREAK = re.compile(r"\s*[\r\n]+\s*")

Mess: TypeAlias = Literal["", "text", "wide", "unit"]


@dataclass(frozen=True, slots=True)
class Number:
    """A plain decimal, and in which harmless way it was written: stored as text, in full width, with its unit."""

    text: str
    mess: Mess


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as ordinary ones; Chinese characters stay."""
    return text.translate(NARROW)


def text_of(cell: Cell) -> str:
    """What a cell says, without blanks around it and line breaks within; numbers to 15 significant digits."""
    if isinstance(cell, str):
        text = cell.strip(BLANKS)
        return BREAK.sub("", BREAK_IN_WORDS.sub(" ", text)) if "\n" in text or "\r" in text else text
    return plain_number(cell)


def plain_number(number: float) -> str:
    """A stored number as people see it: 15 significant digits count, so 8.199999999999999 is 8.2."""
    if not math.isfinite(number):
        return str(number)
    return format(Decimal(f"{number:.15g}"), "f")


def number_of(cell: Cell, units: Sequence[str] = ()) -> Number | None:
    """The number in a cell, or None when it is not one; a unit such as 分 may follow it."""
    if not isinstance(cell, str):
        return Number(plain_number(cell), "") if math.isfinite(cell) else None
    typed = cell.strip(BLANKS)
    text = narrow(typed)
    bare = next((text.removesuffix(unit).rstrip(BLANKS) for unit in units if text.endswith(unit)), text)
    if not NUMBER.fullmatch(bare):
        return None
    if bare != text:
        return Number(bare, "unit")
    return Number(bare, "text" if text == typed else "wide")


def guess_number(text: str) -> str | None:
    """What was probably meant by a text that is no number: "18..5" and "18。5" are 18.5. None when it is a riddle."""
    parts = [part for part in SEPARATORS.split("".join(narrow(text).split())) if part]
    if not 1 <= len(parts) <= 2:
        return None
    guess = ".".join(parts)
    return guess if NUMBER.fullmatch(guess) and guess != text else None
