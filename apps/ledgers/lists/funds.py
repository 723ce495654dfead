"""How much of a grant is left, and how much of all grants went where? Whole fen (hundredths of a yuan) throughout."""

from collections.abc import Iterable
from dataclasses import dataclass

FEN = 100
WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Standing:
    """A grant, or several together: what was granted and what of it was used."""

    granted: int
    used: int

    @property
    def left(self) -> int:
        return self.granted - self.used


def draws_too_much(granted: int, used: Iterable[int], amount: int) -> int | None:
    """What is left where `amount` is more than that, else None."""
    left = granted - sum(used)
    return left if amount > left else None


def together(grants: Iterable[Standing]) -> Standing:
    """Several grants as one."""
    rows = list(grants)
    return Standing(sum(one.granted for one in rows), sum(one.used for one in rows))


def share(part: int, whole: int) -> int | None:
    """A part in thousandths of the whole, half up; None where there is no whole."""
    return (part * WHOLE * 2 + whole) // (whole * 2) if whole else None
