"""Which rows does a workbook of applications or of progress hold? Found by its headings; faults by row and column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from apps.core.tables import Cell, column_letter, listed, narrow, read_table, text_of
from apps.demonstrations.candidate_list import columns_of, heading_of
from apps.demonstrations.choices import FilingKind
from apps.demonstrations.models import Programme
from apps.demonstrations.progress_list import headings

MOST_ROWS, SEARCHED_ROWS = 500, 20
PROGRESS_COLUMNS = ("number", "project", "on", "done", "text", "hindrance", "reason")
# What such columns are called in the files that people have already.
ALIASES = {
    "organisation": ("单位", "申报单位", "党支部", "支部"),
    "title": ("项目名称", "队伍名称"),
    "person_name": ("负责人", "书记", "姓名"),
    "number": ("编号", "序号"),
    "done": ("进度", "完成百分比"),
    "on": ("上报日期",),
}
NEEDED = {FilingKind.APPLICATIONS: ("organisation",), FilingKind.PROGRESS: ("number", "done")}


@dataclass(frozen=True)
class RowFault:
    """What is to be mended: where it stands, as the file heads it and as it was typed, and how."""

    row: int
    message: str
    column: str = ""
    letter: str = ""
    value: str = ""

    def kept(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Reading:
    """Rows as typed, by column key; `columns` are the places of the columns, `headings` how the file calls them."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def places(self) -> dict[str, dict[str, str]]:
        """Headings and letters by column key, as a report keeps them."""
        letters = {key: column_letter(index) for key, index in self.columns.items()}
        return {"headings": self.headings, "letters": letters}


def placed(report: Mapping[str, Any], row: int, key: str, message: str, typed: Mapping[str, str]) -> RowFault:
    """A fault of one column, with its heading and letter; a column that the file lacks is called as it should be."""
    heading = report["headings"].get(key) or report["titles"].get(key, "")
    return RowFault(row, message, heading, report["letters"].get(key, ""), typed.get(key, ""))


def read_rows(programme: Programme, kind: str, content: bytes, name: str) -> Reading:
    """Rows and faults of a file; refuses with TableError what is no table at all."""
    known, needed = known_headings(programme, kind), NEEDED[FilingKind(kind)]
    sheets = [sheet for sheet in read_table(content, name).sheets if sheet.visible]
    found = next(((s.rows, at) for s in sheets if (at := heading_row(known, needed, s.rows)) is not None), None)
    reading = Reading()
    if found is None:
        wanted = listed([title_of(programme, kind, key) for key in needed])
        message = _("No row has the headings of the table. One row must hold %(headings)s.") % {"headings": wanted}
        reading.faults.append(RowFault(1, message))
        return reading
    rows, at = found
    map_columns(known, reading, rows[at])
    filled = [(number, row) for number, row in enumerate(rows[at + 1 :], start=at + 2) if any(map(text_of, row))]
    if not filled:
        reading.faults.append(RowFault(at + 1, _("The table has headings and no rows below them.")))
    if len(filled) > MOST_ROWS:
        message = _("A table has at most %(most)s rows. Split the file.") % {"most": MOST_ROWS}
        reading.faults.append(RowFault(at + 1, message))
        return reading
    for number, row in filled:
        cells = {key: text_of(row[index]) if index < len(row) else "" for key, index in reading.columns.items()}
        reading.rows.append((number, cells))
    return reading


def keys_of(programme: Programme, kind: str) -> Sequence[str]:
    """The columns that are read, by key."""
    return columns_of(programme) if kind == FilingKind.APPLICATIONS else PROGRESS_COLUMNS


def title_of(programme: Programme, kind: str, key: str) -> str:
    """What a column is headed."""
    if kind == FilingKind.APPLICATIONS:
        return heading_of(key, programme)
    return headings()[PROGRESS_COLUMNS.index(key)]


def known_headings(programme: Programme, kind: str) -> dict[str, str]:
    """Every way to head a column: its title in both languages, and its key."""
    found: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for key in keys_of(programme, kind):
                found.setdefault(plain(title_of(programme, kind, key)), key)
                found.setdefault(plain(key), key)
    for key in keys_of(programme, kind):
        for name in ALIASES.get(key, ()):
            found.setdefault(plain(name), key)
    return found


def plain(text: str) -> str:
    """A heading without blanks, in ordinary width."""
    return "".join(narrow(text).split()).casefold().rstrip("*:")


def heading_row(known: Mapping[str, str], needed: Iterable[str], rows: Sequence[Sequence[Cell]]) -> int | None:
    """The first row that heads everything that is needed."""
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if set(needed) <= {known.get(plain(text_of(cell))) for cell in row}:
            return index
    return None


def map_columns(known: Mapping[str, str], reading: Reading, row: Sequence[Cell]) -> None:
    """Where each column stands; the first of two alike counts."""
    for index, cell in enumerate(row):
        key = known.get(plain(text_of(cell)))
        if key is not None and key not in reading.columns:
            reading.columns[key], reading.headings[key] = index, text_of(cell)
        elif text_of(cell):
            reading.left_out.append(text_of(cell))
