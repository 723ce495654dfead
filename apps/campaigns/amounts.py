"""How much does a target ask: a share, as 25%, 60.9% or 1/3, or a number of branches?"""

import re
from dataclasses import dataclass
from fractions import Fraction

PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*[%％]")
PART = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
NUMBER = re.compile(r"(\d{1,7})\s*个?")
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """Exactly one of a share, at most all, and a number of branches."""

    share: Fraction | None = None
    number: int | None = None

    def of(self, branches: int) -> int:
        """How many of so many branches it asks for; a share is rounded up to whole branches."""
        if self.share is None:
            return self.number or 0
        return -(-branches * self.share.numerator // self.share.denominator)

    def __str__(self) -> str:
        if self.share is None:
            return str(self.number)
        hundredths = self.share * HUNDRED * HUNDRED
        if hundredths.denominator != 1:
            return f"{self.share.numerator}/{self.share.denominator}"
        whole, rest = divmod(int(hundredths), HUNDRED)
        return f"{whole}{f'.{rest:02}'.rstrip('0') if rest else ''}%"


def read_amount(text: str) -> Amount | None:
    """What was written, in Chinese or Western signs; None for what is no share of at most all and no number."""
    text = text.strip().replace("／", "/")
    if found := PERCENT.fullmatch(text):
        return shared(Fraction(found[1]) / HUNDRED)
    if found := PART.fullmatch(text):
        return shared(Fraction(int(found[1]), int(found[2]))) if int(found[2]) else None
    if found := NUMBER.fullmatch(text):
        return Amount(number=int(found[1]))
    return None


def shared(share: Fraction) -> Amount | None:
    return Amount(share) if share <= 1 else None
