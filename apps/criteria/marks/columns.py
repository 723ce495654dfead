"""Which column holds what? Headings are found under title rows and told by code name or by their Chinese name."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.core.tables import Cell, column_letter, narrow, text_of
from apps.criteria.marks.accepted import Tally
from apps.criteria.marks.faults import Closest, Fault
from apps.criteria.marks.needs import required_inputs
from apps.criteria.marks.spelling import by_spelling
from apps.rating.rulebook import Rulebook

FIELDS = {
    "branch": ("党支部",),
    "unit": ("所在单位", "单位"),
    "zone": ("协作区", "片区"),
    "type": ("支部类型", "领域"),
    "members": ("党员人数",),
    "previous_level": ("上年星级", "上年等次"),
    "vetoes": ("否决项",),
    "decided": ("评定意见",),
}
BRANCH, UNIT = "branch", "unit"
NAMES = {name: key for key, chinese in FIELDS.items() for name in (key, *chinese)}
CODE_WITH_NUMBER = re.compile(r"[A-Za-z][A-Za-z0-9._]*[0-9](?![A-Za-z0-9._])")
FACT = "fact."
OTHER_FIGURES = (FACT, "ballot.")
GOES_ON = re.compile(r"[._-][A-Za-z0-9]")
SEARCHED_ROWS = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """What one column holds: a field of the branch, the input at a position, or the mark of a party that is only shown
    on the criterion at a position. titles: the names that may follow the code."""

    field: str = ""
    input: int = -1
    party: str = ""
    criterion: int = -1
    titles: frozenset[str] = frozenset()


@dataclass(slots=True)
class Columns:
    """Where a table's columns stand, by 0-based index; headings as they are told to people.

    inputs: by position in the rulebook's inputs; shown: by party that is only shown, then by position of the criterion.
    """

    header: int
    headings: list[str]
    fields: dict[str, int] = field(default_factory=dict)
    inputs: dict[int, int] = field(default_factory=dict)
    shown: dict[str, dict[int, int]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def holds_marks(self, column: int) -> bool:
        """Whether figures stand in this column, rather than names."""
        return column in self.inputs.values() or any(column in places.values() for places in self.shown.values())


class Headings:
    """Knows the headings that a rulebook's sheets may have, and which they need. Without a rulebook it knows a roster's
    alone."""

    def __init__(self, rulebook: Rulebook | None, needs_unit: bool = True) -> None:
        self.rulebook = rulebook
        self.codes = known_codes(rulebook) if rulebook else {}
        self.longest = max(map(len, self.codes), default=0)
        self.names = (BRANCH, UNIT) if needs_unit else (BRANCH,)
        self.required = (*self.names, *(required_inputs(rulebook) if rulebook else ()))

    def known(self, cell: Cell) -> Heading | None:
        """What the column under this heading holds; None when that is not known."""
        if not isinstance(cell, str) or not cell:
            return None
        key = compact(cell)
        return Heading(field=NAMES[key]) if key in NAMES else self.coded(normal(cell))

    def coded(self, heading: str) -> Heading | None:
        """What `A1`, `A1 中心工作`, `self.A1`, `ballot.mean` or `fact.honour` stand for: the longest code counts."""
        for end in range(min(len(heading), self.longest), 0, -1):
            found = self.codes.get(heading[:end]) or self.codes.get(heading[:end].casefold())
            if found:
                rest = heading[end:]
                ends = not rest or not (rest[0].isalnum() or GOES_ON.match(rest))
                return found if ends or compact(rest) in found.titles else None
        return None

    def names_no_party(self, heading: str) -> bool:
        """Whether a criterion's code stands behind a party that the rulebook does not have."""
        _party, dot, code = heading.partition(".")
        return bool(dot) and self.coded(code) is not None

    def looks_like_mark(self, cell: Cell) -> bool:
        if not isinstance(cell, str):
            return False
        heading = normal(cell)
        return CODE_WITH_NUMBER.match(heading) is not None or heading.startswith(OTHER_FIGURES)

    def score(self, row: Sequence[Cell]) -> int:
        """How many headings a row holds that this sheet could have."""
        return sum(1 for cell in row if self.known(cell) or (not self.rulebook and self.looks_like_mark(cell)))


def known_codes(rulebook: Rulebook) -> dict[str, Heading]:
    """By code, as it is spelt and in small letters: every input that is typed, and shown parties' marks.

    The main party's codes may be written out, and a criterion that one party alone marks may stand without it.
    """
    codes: dict[str, Heading] = {}
    titles = {each.code: frozenset({compact(each.title.zh), compact(each.title.en)}) for each in rulebook.criteria}
    markers = Counter(column.criterion for column in rulebook.inputs)
    shown = [party for party, role in rulebook.parties.items() if role == "shown"]
    for party in shown:
        for place, criterion in enumerate(rulebook.criteria):
            heading = Heading(party=party, criterion=place, titles=titles[criterion.code])
            codes[f"{party}.{criterion.code}"] = heading
    for place, column in enumerate(rulebook.inputs):
        if column.kind == "drawn" or column.key in FIELDS:
            continue
        named = column.title and frozenset({compact(column.title.zh), compact(column.title.en)})
        heading = Heading(input=place, titles=titles.get(column.criterion, named or frozenset()))
        codes[column.key] = heading
        if column.key == column.criterion:
            codes[f"{rulebook.main_party}.{column.key}"] = heading
        elif column.criterion and markers[column.criterion] == 1:
            codes.setdefault(column.criterion, heading)
    return by_spelling(codes.items())


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
    given = {*columns.fields, *(headings.rulebook.inputs[place].key for place in columns.inputs if headings.rulebook)}
    for name in headings.required:
        if name not in given:
            heading = FIELDS[name][0] if name in FIELDS else name
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
    elif known.party:
        take(columns, columns.shown.setdefault(known.party, {}), known.criterion, index)
    else:
        take(columns, columns.inputs, known.input, index)


def take(columns: Columns, places: dict[Any, int], key: str | int, index: int) -> None:
    if key not in places:
        places[key] = index
        return
    first = {"letter": column_letter(places[key])}
    columns.faults.append(heading_fault(columns, index, "twice", "twice", first))


def unknown_column(columns: Columns, index: int, headings: Headings) -> Fault:
    heading = columns.headings[index]
    if headings.rulebook and headings.names_no_party(heading):
        return heading_fault(columns, index, "party", "allowed", {"allowed": list(headings.rulebook.parties)})
    names = [*NAMES, *(column.key for column in (headings.rulebook.inputs if headings.rulebook else ()))]
    if headings.rulebook and heading.casefold().startswith(FACT):
        return heading_fault(columns, index, "column", *unread_fact(heading, names))
    return heading_fault(columns, index, "column", *Closest(names).hint(heading, "column"))


def unread_fact(heading: str, names: Collection[str]) -> tuple[str, dict[str, Any]]:
    """The hint for a fact that no rule reads: the one that was probably meant, or to leave it out."""
    facts = [name.removeprefix(FACT) for name in names if name.startswith(FACT)]
    hint, params = Closest(facts).hint(heading[len(FACT) :], "fact")
    if hint == "fact":
        return hint, {"fact": heading}
    return "fact-closest", {"fact": heading, "closest": FACT + params["closest"]}


def heading_fault(columns: Columns, index: int, kind: str, hint: str, params: dict[str, Any]) -> Fault:
    heading = columns.headings[index]
    return Fault(columns.header + 1, heading, column_letter(index), kind, heading, "", hint, params)
