"""Which number, share, rounding or words does a piece hold? Exact values of single pieces."""

import re
from fractions import Fraction

from apps.rating.exact import Rounding
from apps.rating.loading.desk import Piece
from apps.rating.points import exact_points
from apps.rating.words import Text

PERCENT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?) ?%")
RATIO = re.compile(r"([0-9]{1,9})/([1-9][0-9]{0,8})")


def number(piece: Piece | None, default: Fraction | int = 0) -> Fraction:
    """The exact number; `default` where the piece is missing."""
    return Fraction(default) if piece is None else Fraction(piece.value)


def whole(piece: Piece | None, default: int = 0) -> int:
    """The whole number; `default` where the piece is missing."""
    return default if piece is None else int(piece.value)


def hundredths(piece: Piece, instead: int = 100) -> int:
    """The number in hundredths; where it is finer, a fault and another number instead."""
    try:
        return exact_points(piece.value)
    except ValueError:
        piece.fault("not-finer", value=piece.value)
        return instead


def positive(piece: Piece, instead: int = 100) -> int:
    """A number above 0, in hundredths; where it is not, a fault and another number instead."""
    if piece.value <= 0:
        piece.fault("not-positive", value=piece.value)
        return instead
    return hundredths(piece, instead)


def share_in(written: str) -> Fraction | None:
    """The share that words such as "33%" or "1/3" say; None for other words."""
    if found := PERCENT.fullmatch(written):
        return Fraction(found[1]) / 100
    if found := RATIO.fullmatch(written):
        return Fraction(int(found[1]), int(found[2]))
    return None


def share(piece: Piece) -> Fraction:
    """A share: 33%, 1/3 or a plain number."""
    if isinstance(piece.value, str):
        found = share_in(piece.value)
        if found is None:
            piece.fault("bad-words", value=piece.value, example="25%")
        return found if found is not None else Fraction(1)
    return Fraction(piece.value)


def scope(piece: Piece | None) -> str:
    """The group within which something is compared; the whole campaign where nothing is said."""
    return "campaign" if piece is None else str(piece.value).removeprefix("branch-")


def is_yes(piece: Piece | None) -> bool:
    """Whether the piece says yes."""
    return piece is not None and piece.value in ("yes", True)


def rounding(piece: Piece | None) -> Rounding | None:
    """Decimals and how; None where nothing is rounded."""
    if piece is None:
        return None
    if not isinstance(piece.value, dict):
        return Rounding(int(piece.value))
    how = str(piece.value.get("how", "half up"))
    if ("places" in piece) == ("to" in piece):
        piece.fault("rounding-one", example="{places: 2} or {to: 0.5}")
        return Rounding(2, how)
    if "to" in piece:
        step = Fraction(piece["to"].value)
        return Rounding(decimals_of(step), how, step)
    return Rounding(int(piece["places"].value), how)


def decimals_of(number_: Fraction) -> int:
    """How many decimals a decimal number has."""
    places = 0
    while (number_ * 10**places).denominator > 1:
        places += 1
    return places


def text(piece: Piece | None, default: str | Text = "") -> Text:
    """Words in both languages; plain words are the same in both, and so is a language that is missing."""
    if piece is None:
        return default if isinstance(default, Text) else Text(default, default)
    if not isinstance(piece.value, dict):
        return Text(str(piece.value), str(piece.value))
    base = default if isinstance(default, Text) else Text(default, default)
    return Text(piece.value.get("zh", base.zh), piece.value.get("en", base.en))
