"""Which column holds what? Headings are found under title rows and told by code name or by their Chinese name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.core.tables import Cell, column_letter, narrow, text_of
from apps.criteria.marks.accepted import Tally
from apps.criteria.marks.faults import Closest, Fault
from apps.rating.rulebook import Rulebook

FIELDS = {
    "branch": ("党支部",),
    "unit": ("所在单位", "单位"),
    "zone": ("协作区", "片区"),
    "type": ("支部类型", "领域"),
    "members": ("党员人数",),
    "previous_level": ("上年星级",),
    "vetoes": ("否决项",),
}
REQUIRED = ("branch", "unit")
NAMES = {name: key for key, chinese in FIELDS.items() for name in (key, *chinese)}
CODE = re.compile(r"[A-Za-z][A-Za-z0-9._]*")
CODE_WITH_NUMBER = re.compile(r"[A-Za-z][A-Za-z0-9._]*[0-9](?![A-Za-z0-9._])")
SEARCHED_ROWS = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """What one column holds: a field of the branch, or a party's marks on the criterion at `index`."""

    field: str = ""
    party: str = ""
    index: int = -1


@dataclass(slots=True)
class Columns:
    """Where a table's columns stand, by 0-based index; headings as they are told to people."""

    header: int
    headings: list[str]
    fields: dict[str, int] = field(default_factory=dict)
    marks: dict[str, dict[int, int]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class Headings:
    """Knows the headings that a rulebook's sheets may have. Without a rulebook it knows a roster's alone."""

    def __init__(self, rulebook: Rulebook | None) -> None:
        self.rulebook = rulebook
        self.main = counting_party(rulebook) if rulebook else ""
        criteria = rulebook.criteria if rulebook else ()
        self.codes = {criterion.code.casefold(): index for index, criterion in enumerate(criteria)}
        self.titles = [{compact(criterion.title.zh), compact(criterion.title.en)} for criterion in criteria]

    def known(self, cell: Cell) -> Heading | None:
        """What the column under this heading holds; None when that is not known."""
        if not isinstance(cell, str) or not cell:
            return None
        key = compact(cell)
        if key in NAMES:
            return Heading(field=NAMES[key])
        code, party = self.split(normal(cell))
        if code is None or (self.rulebook and party not in self.rulebook.parties):
            return None
        return Heading(party=party, index=code)

    def split(self, heading: str) -> tuple[int | None, str]:
        """The criterion and the party in `A1`, `A1 中心工作`, `self.A1`; the party may be unknown."""
        found = CODE.match(heading)
        if found is None:
            return None, ""
        word = found[0].casefold()
        party = self.main
        if word not in self.codes and "." in word:
            party, word = word.split(".", 1)
        index = self.codes.get(word)
        if index is None:
            return None, party
        rest = heading[found.end() :]
        named = not rest or not rest[0].isalnum() or compact(rest) in self.titles[index]
        return (index if named else None), party

    def looks_like_mark(self, cell: Cell) -> bool:
        return isinstance(cell, str) and CODE_WITH_NUMBER.match(normal(cell)) is not None

    def score(self, row: Sequence[Cell]) -> int:
        """How many headings a row holds that this sheet could have."""
        return sum(1 for cell in row if self.known(cell) or (not self.rulebook and self.looks_like_mark(cell)))


def counting_party(rulebook: Rulebook) -> str:
    """Whose marks a plain code holds: the party that counts, the superior's where several do."""
    counting = [party for party, role in rulebook.parties.items() if role == "counts"]
    return "superior" if "superior" in counting else counting[0]


def normal(cell: Cell) -> str:
    """A heading as it is told: ordinary letters, one blank for every run of blanks and line breaks."""
    return " ".join(narrow(str(cell)).split())


def compact(text: str) -> str:
    """A heading or label for comparing: no blanks at all, ordinary letters in lower case."""
    return "".join(narrow(text).split()).casefold()


def find_header(rows: Sequence[Sequence[Cell]], headings: Headings) -> tuple[int, int]:
    """The 0-based row among the first 30 that holds the most known headings, and how many; (-1, 0) below two.

    Headings merged down into a row count for it; of equal rows the first is taken.
    """
    best, most = -1, 1
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if not headings.score(row):
            continue
        cells = list(row)
        fill_gaps(cells, rows[max(0, index - 2) : index], headings)
        score = headings.score(cells)
        if score > most:
            best, most = index, score
    return (best, most) if best >= 0 else (-1, 0)


def map_columns(rows: Sequence[Sequence[Cell]], header: int, headings: Headings, tally: Tally) -> Columns:
    """Where every known heading stands; unknown ones, ones that stand twice and missing ones are faults.

    Where the heading row has a gap, a heading merged down from one of the two rows above fills it.
    """
    cells = list(rows[header])
    used = fill_gaps(cells, rows[max(0, header - 2) : header], headings)
    titles = sum(1 for row in rows[:header] if any(text_of(cell) for cell in row)) - used
    tally.add_many("titles", titles)
    columns = Columns(header, [normal(cell) for cell in cells])
    for index, cell in enumerate(cells):
        place(columns, index, cell, headings)
        if isinstance(cell, str) and narrow(cell) != columns.headings[index]:
            tally.add("headings", header + 1, column_letter(index))
    for name in REQUIRED:
        if name not in columns.fields:
            heading = FIELDS[name][0]
            columns.faults.append(Fault(header + 1, heading, "", "missing", "", "", "missing", {"heading": heading}))
    return columns


def fill_gaps(cells: list[Cell], above: Sequence[Sequence[Cell]], headings: Headings) -> int:
    """Takes known headings from the rows above into empty ones; how many of those rows were needed."""
    used = 0
    for row in reversed(above):
        taken = [i for i, cell in enumerate(row) if not text_of(cells[i]) and headings.known(cell)]
        for index in taken:
            cells[index] = row[index]
        used += bool(taken)
    return used


def place(columns: Columns, index: int, cell: Cell, headings: Headings) -> None:
    """Notes what one column holds, or why that cannot be told."""
    heading = columns.headings[index]
    if not heading:
        columns.unnamed.append(index)
        return
    known = headings.known(cell)
    if known is None:
        if not headings.rulebook and headings.looks_like_mark(cell):
            columns.ignored.append(heading)
        else:
            columns.faults.append(unknown_column(columns, index, headings))
    elif known.field:
        take(columns, columns.fields, known.field, index)
    else:
        take(columns, columns.marks.setdefault(known.party, {}), known.index, index)


def take(columns: Columns, places: dict[Any, int], key: str | int, index: int) -> None:
    if key not in places:
        places[key] = index
        return
    first = {"letter": column_letter(places[key])}
    columns.faults.append(heading_fault(columns, index, "twice", "twice", first))


def unknown_column(columns: Columns, index: int, headings: Headings) -> Fault:
    heading = columns.headings[index]
    code, _party = headings.split(heading)
    if code is not None and headings.rulebook:
        return heading_fault(columns, index, "party", "allowed", {"allowed": list(headings.rulebook.parties)})
    names = [*NAMES, *(criterion.code for criterion in (headings.rulebook.criteria if headings.rulebook else ()))]
    return heading_fault(columns, index, "column", *Closest(names).hint(heading, "column"))


def heading_fault(columns: Columns, index: int, kind: str, hint: str, params: dict[str, Any]) -> Fault:
    heading = columns.headings[index]
    return Fault(columns.header + 1, heading, column_letter(index), kind, heading, "", hint, params)
