"""Which rows does a workbook hold for a list? Found by its headings; and the same list as a workbook again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.tables import Cell, column_letter, narrow, read_table, text_of
from apps.core.tables.words import fill
from apps.ledgers.choices import ColumnType
from apps.ledgers.defining import Column, Ledger, Words
from apps.ledgers.holders import Holders
from apps.ledgers.lists.funds import FEN
from apps.ledgers.models import Entry
from apps.ledgers.selectors import drawing_slugs, reusing_slugs, taken_up, used_of
from apps.ledgers.values import HINTS, UNWRITABLE, ValueFault, said

MOST_ROWS = 1_000
SEARCHED_ROWS = 20
NUMBER = "number"
NUMBER_TITLE = Words("编号", "No.")
TABLE_HINTS = {
    "headings": gettext_lazy("No row has the headings of the table. One row must hold %(headings)s."),
    "rows": gettext_lazy("A table has at most %(most)s rows. Split the file."),
    "none": gettext_lazy("The table has headings and no rows below them."),
}


@dataclass(frozen=True, slots=True)
class RowFault:
    """A cell to be mended: where it stands, as the file heads it and as it was typed."""

    row: int
    hint: str
    params: dict[str, Any] = field(default_factory=dict)
    column: str = ""
    letter: str = ""
    value: str = ""

    @property
    def message(self) -> str:
        """How it is mended, in the reader's language."""
        return fill({**HINTS, **TABLE_HINTS}[self.hint], self.params)

    def kept(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Reading:
    """The rows of a file as typed, by column key, and where each column stands."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)


def placed(report: dict[str, Any], row: int, key: str, fault: ValueFault, typed: dict[str, str]) -> RowFault:
    """A fault with its column as the file heads it; `report` holds `headings` and `letters` by column key."""
    heading, letter = report["headings"].get(key, ""), report["letters"].get(key, "")
    return RowFault(row, fault.hint, dict(fault.params), heading, letter, typed.get(key, ""))


def read_rows(ledger: Ledger, content: bytes, name: str) -> Reading:
    """Rows and faults of a file; refuses with TableError what is no table at all."""
    sheets = [sheet for sheet in read_table(content, name).sheets if sheet.visible]
    found = next(((s.rows, at) for s in sheets if (at := heading_row(ledger, s.rows)) is not None), None)
    reading = Reading()
    if found is None:
        needed = [str(column.title) for column in ledger.columns if column.is_required]
        reading.faults.append(RowFault(1, "headings", {"headings": needed}))
        return reading
    rows, at = found
    map_columns(ledger, reading, rows[at])
    filled = [(number, row) for number, row in enumerate(rows[at + 1 :], start=at + 2) if any(map(text_of, row))]
    if not filled:
        reading.faults.append(RowFault(at + 1, "none"))
    if len(filled) > MOST_ROWS:
        reading.faults.append(RowFault(at + 1, "rows", {"most": MOST_ROWS}))
        return reading
    for number, row in filled:
        reading.rows.append((number, {key: cell_text(row[index]) for key, index in reading.columns.items()}))
    return reading


def cell_text(cell: Cell) -> str:
    return UNWRITABLE.sub("", text_of(cell))


def heading_row(ledger: Ledger, rows: Sequence[Sequence[Cell]]) -> int | None:
    """The first row that heads the name and at least one column more."""
    known = headings(ledger)
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        keys = {known.get(plain(text_of(cell))) for cell in row} - {None}
        if ledger.name in keys and len(keys) > 1:
            return index
    return None


def headings(ledger: Ledger) -> dict[str, str]:
    """Every way to head a column: its title in both languages, with and without what stands in brackets, its key."""
    found = {plain(words): NUMBER for words in (NUMBER_TITLE.zh, NUMBER_TITLE.en, NUMBER)}
    for column in ledger.columns:
        for words in (column.title.zh, column.title.en, column.key):
            found.setdefault(plain(words), column.key)
            found.setdefault(plain(narrow(words).partition("(")[0]), column.key)
    return found


def plain(text: str) -> str:
    return "".join(narrow(text).split()).casefold().rstrip("*:")


def map_columns(ledger: Ledger, reading: Reading, row: Sequence[Cell]) -> None:
    """Where each column stands; the first of two alike counts."""
    known = headings(ledger)
    for index, cell in enumerate(row):
        key = known.get(plain(text_of(cell)))
        if key is not None and key not in reading.columns:
            reading.columns[key], reading.headings[key] = index, text_of(cell)
        elif text_of(cell):
            reading.left_out.append(text_of(cell))


def letters(reading: Reading) -> dict[str, str]:
    return {key: column_letter(index) for key, index in reading.columns.items()}


def export_headings(ledger: Ledger) -> list[str]:
    """Headings that an import reads again, then what is only told."""
    titles = [str(NUMBER_TITLE), *(str(column.title) for column in ledger.columns)]
    told = [_("State")] if ledger.states else []
    told += [_("Used (yuan)"), _("Left (yuan)")] if drawing_slugs(ledger.slug) else []
    return titles + told + ([_("Taken up by")] if reusing_slugs(ledger.slug) else [])


def export_rows(ledger: Ledger, entries: Iterable[Entry], holders: Holders) -> Iterator[list[Any]]:
    """One entry a row: numbers and amounts as numbers, days as days, choices in words."""
    rows = list(entries)
    used, times = used_of(rows), taken_up(rows)
    for row in rows:
        cells: list[Any] = [row.number, *(cell_of(column, row, holders) for column in ledger.columns)]
        if ledger.states:
            state = ledger.state(row.state)
            cells.append(str(state.title) if state else "")
        if drawing_slugs(ledger.slug):
            drawn = used.get(row.pk, 0)
            cells += [Decimal(drawn) / FEN, Decimal((row.amount or 0) - drawn) / FEN]
        if reusing_slugs(ledger.slug):
            cells.append(times.get(row.pk, 0))
        yield cells


def cell_of(column: Column, entry: Entry, holders: Holders) -> Any:
    """One value as a cell."""
    if column.type == ColumnType.ORGANISATION:
        return holders.label(entry.node)
    if column.type == ColumnType.ENTRY:
        return entry.about.number
    value = entry.values.get(column.key)
    if value is None:
        return ""
    if column.type == ColumnType.MONEY:
        return Decimal(value) / FEN
    if column.type == ColumnType.DATE:
        return date.fromisoformat(value)
    return value if isinstance(value, int) else said(column, value)
