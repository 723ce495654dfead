"""What is a list made of? Its columns, states and rules as a definition describes them, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language

from apps.ledgers.choices import ColumnType, Guard


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Chinese and in English; `str()` gives those of the reader."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "zh").startswith("en") else self.zh


NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `limit` is the most characters of a text, the largest whole number, or the most yuan."""

    key: str
    title: Words
    type: ColumnType
    is_required: bool = False
    limit: int = 0
    least: int = 0
    help: Words = NOTHING
    choices: Mapping[str, Words] = field(default_factory=dict)
    of: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What the work committee may do with an entry in a state, and the state that it leads to."""

    key: str
    title: Words
    to: str
    needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """Where an entry stands. OPEN: its organisation may still change it; SHARED: the whole committee sees it."""

    key: str
    title: Words
    is_open: bool = False
    is_shared: bool = False
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """A list. `name`, `year`, `amount` and `tally` are keys of columns; `powers` are those of whom may write.

    Entries of a SHARED list, and those in a shared state, are seen by the whole committee.

    The owner of an entry stands in the one organisation column; without one it is the owner of what it is about.
    """

    slug: str
    order: int
    title: Words
    entry: Words
    counted: Words
    new: Words
    columns: tuple[Column, ...]
    powers: tuple[str, ...]
    name: str
    listed: tuple[str, ...]
    year: str = ""
    amount: str = ""
    tally: str = ""
    guard: Guard = Guard.NONE
    finds_alike: bool = False
    is_shared: bool = False
    states: tuple[State, ...] = ()
    text: str = ""
    digest: str = ""

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)

    def of_type(self, kind: ColumnType) -> Column | None:
        """The first column of a type."""
        return next((column for column in self.columns if column.type == kind), None)

    @property
    def owner(self) -> Column | None:
        """The column that says whose entry it is."""
        return self.of_type(ColumnType.ORGANISATION)

    @property
    def about(self) -> Column | None:
        """The column that names an entry of another list."""
        return self.of_type(ColumnType.ENTRY)

    @property
    def plain(self) -> list[Column]:
        """Columns that are kept among the values of an entry."""
        return [one for one in self.columns if one.type not in {ColumnType.ORGANISATION, ColumnType.ENTRY}]

    @property
    def shown(self) -> list[Column]:
        """Columns of the list besides name and owner."""
        return [column for key in self.listed if (column := self.column(key)) and key != self.name]

    def state(self, key: str) -> State | None:
        return next((state for state in self.states if state.key == key), None)

    def shares(self, state: str) -> bool:
        """Whether the whole committee sees an entry in this state."""
        found = self.state(state)
        return self.is_shared or (found is not None and found.is_shared)

    def act(self, state: str, key: str) -> Act | None:
        """An act by its key, where the state permits it."""
        found = self.state(state)
        return next((act for act in found.acts if act.key == key), None) if found else None
