"""Does a workbook write over what a unit's own indicators add up to?"""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.assessments.indicators import rooms_of
from apps.assessments.models import Assessment
from apps.assessments.refining import approved
from apps.branches.roster import units_below
from apps.campaigns.models import Campaign
from apps.core.tables import column_letter
from apps.criteria.marks import Fault, MarksRow, MarksSheet
from apps.rating.points import show_points
from apps.rating.rulebook import Rulebook


class Divided:
    """The lines of a campaign in whose place approved indicators stand: a file has one figure for them, and leaves
    those marks as they are."""

    def __init__(self, campaign: Campaign, rules: Rulebook, sheet: MarksSheet) -> None:
        self.rules, self.sheet = rules, sheet
        self.lines = lines_by_path(campaign, rules)
        self.units = units_below(campaign.committee) if self.lines else {}
        self.faults: list[Fault] = []

    def lines_of(self, row: MarksRow, assessment: Assessment | None) -> set[str]:
        """The lines that are divided for one row."""
        unit = self.units.get(row.unit)
        path = assessment.path if assessment else unit.path if unit else ""
        return {line for start, lines in self.lines.items() if path.startswith(start) for line in lines}

    def kept(
        self,
        row: MarksRow,
        assessment: Assessment | None,
        party: str,
        before: Mapping[str, int],
        given: Mapping[str, int | None],
    ) -> set[str]:
        """The lines that this row leaves alone; where it says something else than stands there, that is a fault."""
        lines = self.lines_of(row, assessment)
        for code in lines.intersection(self.sheet.marked.get(party, ())):
            if given.get(code) is not None and given[code] != before.get(code):
                self.faults += self.faults_at(row, party, code, before.get(code), given[code])
        return lines

    def faults_at(self, row: MarksRow, party: str, code: str, stands: int | None, value: Any) -> Iterator[Fault]:
        """The cell that would write over a sum."""
        for place, column in self.sheet.columns.inputs.items():
            read = self.rules.inputs[place]
            if read.kind == "mark" and read.sheet == party and read.criterion == code:
                heading, hint = (
                    self.sheet.columns.headings[column],
                    "divided" if stands is not None else "divided-blank",
                )
                params = {"sum": show_points(stands)} if stands is not None else {}
                shown = show_points(value)
                yield Fault(row.number, heading, column_letter(column), "divided", shown, row.branch, hint, params)


def lines_by_path(campaign: Campaign, rules: Rulebook) -> dict[str, set[str]]:
    """The lines that indicators stand in for, by the path of the unit whose approved ones they are."""
    rooms = {room.section.code: room for room in rooms_of(rules)}
    found: dict[str, set[str]] = {}
    if rooms:
        rows = approved(campaign).filter(section__in=rooms).order_by("node__path")
        for path, section in rows.values_list("node__path", "section"):
            found.setdefault(path, set()).add(rooms[section].line.code)
    return found
