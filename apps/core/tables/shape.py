"""What does a table look like once it is read? Sheets of rows of raw cells, whatever the file was."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Cell: TypeAlias = str | float | int
Row: TypeAlias = list[Cell]
Kind: TypeAlias = Literal["xlsx", "xls", "csv"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet from row 1 and column A on: `rows[0][0]` is A1; every row is as wide as the widest; "" is empty."""

    name: str
    rows: list[Row]
    visible: bool = True

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read. `encoding` is told for CSV only ("UTF-8", "GB18030"); `name` is shown, never a path."""

    name: str
    kind: Kind
    sheets: tuple[Sheet, ...]
    encoding: str = ""


def column_letter(index: int) -> str:
    """The letter over the column at a 0-based index: 0 is A, 31 is AF."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The 0-based index under a column letter: A is 0, AF is 31."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
