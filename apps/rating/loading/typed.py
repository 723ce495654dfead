"""What is typed for a criterion? One line of a sheet, with its kind and range."""

from dataclasses import dataclass

from apps.rating.loading.desk import Piece
from apps.rating.words import Text

COUNTED = 999_900
MEASURED = 100_000_000


@dataclass(frozen=True)
class Typed:
    """A typed line: its code, the piece that describes it, its kind, and its range and step in hundredths."""

    code: str
    piece: Piece
    kind: str
    minimum: int
    maximum: int
    step: int
    choices: tuple[tuple[str, Text], ...] = ()
