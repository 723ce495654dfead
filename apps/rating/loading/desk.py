"""Where does a value of the text stand, and to whom are its faults told? Pieces of a document on one desk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from apps.rating.conditions import Comparison
from apps.rating.faults import Reminder, RulebookFault
from apps.rating.loading.names import Names
from apps.rating.reading import Document, Path


@dataclass
class Desk:
    """All that is known while one text is read: its names, who reads which figure, and what was found wrong.

    reads: every figure that a rule reads, with where it was read first; yes_or_no, numeric: the figures that are
    compared in that way; divisors: those that something divides by; factors: those that points
    are multiplied by; faulted: where faults were told; maxima: full marks
    of every figure that has them, once they are known; open: those that a fact multiplies of which it is not said how
    high it runs, with the fact; asked: every comparison with what it was read from.
    """

    document: Document
    names: Names
    faults: list[RulebookFault] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)
    reads: dict[str, Path] = field(default_factory=dict)
    yes_or_no: set[str] = field(default_factory=set)
    numeric: set[str] = field(default_factory=set)
    divisors: set[str] = field(default_factory=set)
    factors: set[str] = field(default_factory=set)
    maxima: dict[str, Fraction] = field(default_factory=dict)
    open: dict[str, str] = field(default_factory=dict)
    faulted: set[Path] = field(default_factory=set)
    asked: list[tuple["Piece", Comparison]] = field(default_factory=list)

    def piece(self, *path: str | int) -> "Piece":
        """The piece at `path`, which must be there."""
        here = Piece(self, (), self.document.value)
        for step in path:
            here = here[step]
        return here


@dataclass(frozen=True)
class Piece:
    """A plain value and its place in the text."""

    desk: Desk
    path: Path
    value: Any

    def __getitem__(self, step: str | int) -> "Piece":
        return Piece(self.desk, (*self.path, step), self.value[step])

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def get(self, key: str) -> "Piece | None":
        """The piece under `key`; None where the key is missing or this is no mapping."""
        if key in self:
            return self[key]
        return None

    def items(self) -> Iterator[tuple[str, "Piece"]]:
        """The keys of a mapping with their pieces, in order."""
        return ((key, self[key]) for key in self.value)

    def listed(self) -> list["Piece"]:
        """The items of a list; a single value is a list of one."""
        if isinstance(self.value, list):
            return [self[number] for number in range(len(self.value))]
        return [self]

    @property
    def line(self) -> int:
        return self.desk.document.line(self.path)

    @property
    def is_faulted(self) -> bool:
        """Whether a fault was told of this piece or of something in it."""
        return any(path[: len(self.path)] == self.path for path in self.desk.faulted)

    def fault(self, code: str, /, *below: str | int, **params: object) -> None:
        """Tell a fault of this piece, or of what stands (or is missing) `below` it."""
        fault = self.desk.document.fault((*self.path, *below), code, **params)
        self.desk.faulted.add((*self.path, *below))
        if fault not in self.desk.faults:
            self.desk.faults.append(fault)

    def remind(self, code: str, /, *below: str | int, **params: object) -> None:
        """Tell what is allowed but worth a second look."""
        found = self.desk.document.fault((*self.path, *below), code, **params)
        reminder = Reminder(found.line, found.field, found.code, found.params)
        if reminder not in self.desk.reminders:
            self.desk.reminders.append(reminder)
