"""Which figures does a row give of a branch: marks of every party, facts, votes, and what its fields say?"""

from collections.abc import Callable
from operator import itemgetter

from apps.core.tables import Cell
from apps.criteria.marks.columns import Columns
from apps.criteria.marks.findings import Findings
from apps.criteria.marks.needs import MEMBERS, Needs
from apps.criteria.marks.points import MarkReader
from apps.criteria.marks.row import MarksRow
from apps.criteria.marks.scales import WHOLE, Mark, scale_of_criterion, scale_of_input
from apps.rating.rulebook import Rulebook

LAST_LEVEL = "previous_level"


class FigureReader:
    """Fills a row's inputs, and from them the marks of each sheet in the order of criteria."""

    def __init__(self, rulebook: Rulebook, columns: Columns, plain_text: bool) -> None:
        scales = [scale_of_input(rulebook, column) for column in rulebook.inputs]
        self.inputs = MarkReader(scales, columns.inputs, plain_text)
        own = [scale_of_criterion(rulebook, criterion) for criterion in rulebook.criteria]
        self.shown = {party: MarkReader(own, places, plain_text) for party, places in columns.shown.items()}
        self.main = rulebook.main_party
        self.sheets = sheets_of(rulebook, columns)
        place = {column.key: position for position, column in enumerate(rulebook.inputs)}
        self.members, self.level = place.get(MEMBERS), place.get(LAST_LEVEL)
        self.ordinal = {level.name: number * WHOLE for number, level in enumerate(rulebook.levels, start=1)}
        keys = {rulebook.inputs[position].key: column for position, column in columns.inputs.items()}
        needs = Needs(rulebook, keys | columns.fields)
        self.needs = needs if needs.any else None

    def fill(self, row: MarksRow, cells: list[Cell], findings: Findings) -> None:
        """Reads the row's columns of figures; mess and faults go to `findings`."""
        inputs = self.inputs.read(cells, row.number, row.branch, findings)
        if self.members is not None and row.members is not None:
            inputs[self.members] = row.members * WHOLE
        if self.level is not None:
            inputs[self.level] = self.ordinal.get(row.previous_level)
        row.inputs = inputs
        for party, pick in self.sheets.items():
            if party == self.main:
                row.marks = pick(inputs)
            else:
                row.other[party] = pick(inputs)
        for party, marks in self.shown.items():
            row.other[party] = marks.read(cells, row.number, row.branch, findings)
        if self.needs:
            self.needs.check(row.number, row.branch, row.type, cells, inputs, findings)


def sheets_of(rulebook: Rulebook, columns: Columns) -> dict[str, Callable[[list[Mark]], list[Mark]]]:
    """By party (or marker of a panel) how its marks are taken out of the inputs, in the order of criteria.

    The main party is always there; another where it has a column.
    """
    placed: dict[str, dict[str, int]] = {rulebook.main_party: {}}
    for place, column in enumerate(rulebook.inputs):
        if column.kind == "mark":
            placed.setdefault(column.sheet, {})[column.criterion] = place
    given = {rulebook.inputs[place].sheet for place in columns.inputs if rulebook.inputs[place].kind == "mark"}
    return {
        party: taker([places.get(criterion.code, -1) for criterion in rulebook.criteria], len(rulebook.inputs))
        for party, places in placed.items()
        if party == rulebook.main_party or party in given
    }


def taker(places: list[int], size: int) -> Callable[[list[Mark]], list[Mark]]:
    """Takes these places out of a list of `size`; −1 gives None. The list itself where that is all of it."""
    if places == list(range(size)):
        return lambda inputs: inputs
    if len(places) > 1 and -1 not in places:
        pick = itemgetter(*places)
        return lambda inputs: list(pick(inputs))
    return lambda inputs: [None if place < 0 else inputs[place] for place in places]
