"""What must a row give, and what may it not give? Checks that look at several cells of one branch."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from apps.core.tables import Cell, text_of
from apps.criteria.marks.findings import Findings
from apps.rating.points import show_points
from apps.rating.rulebook import Rulebook
from apps.rating.scores import Bands, Line, Share

Inputs = Sequence[int | None]

FORGIVING = {"left out", "full", "not rated"}
MEMBERS, CAST = "members", "ballot.count"


def required_inputs(rulebook: Rulebook) -> tuple[str, ...]:
    """Keys of the inputs that a quorum or a share divides by, where no rule says what a blank one means."""
    divisors = list(rulebook.ballot.quorum_of.figures) if rulebook.ballot and rulebook.ballot.quorum_of else []
    for score in rulebook.scores:
        whole = score.mechanism.out_of if isinstance(score.mechanism, Share | Bands | Line) else None
        if whole and score.blank not in FORGIVING:
            divisors += whole.figures
    keys = {column.key for column in rulebook.inputs if column.kind in (MEMBERS, "number")}
    return tuple(key for key in dict.fromkeys(divisors) if key in keys)


class Needs:
    """Checks a row's inputs once they are read; where a rulebook asks for nothing there is nothing to check."""

    def __init__(self, rulebook: Rulebook, columns: Mapping[str, int]) -> None:
        """columns: where each input's column stands, by key."""
        self.rulebook = rulebook
        self.columns = columns
        self.place = {column.key: place for place, column in enumerate(rulebook.inputs)}
        self.required = [key for key in required_inputs(rulebook) if key in columns]
        self.counts_votes = MEMBERS in self.required and columns.keys() >= {MEMBERS, CAST}
        self.has_types = any(criterion.types or criterion.not_types for criterion in rulebook.criteria)
        self.foreign: dict[str, list[str]] = {}

    @cached_property
    def any(self) -> bool:
        return bool(self.required or self.has_types)

    def check(self, number: int, branch: str, kind: str, cells: list[Cell], inputs: Inputs, findings: Findings) -> None:
        """Tells what is missing, marks on what a branch of this type (`kind`) is not marked on, and too many votes."""

        def tell(key: str, fault: str, hint: str, **params: str) -> None:
            column = self.columns[key]
            if not findings.has(number, column):
                findings.fault(number, column, text_of(cells[column]), branch, fault, hint, params)

        for key in self.required:
            given = inputs[self.place[key]]
            if given is None:
                tell(key, "required", "required")
            elif key == MEMBERS and not given:
                tell(key, "range", "minimum", minimum="1")
        if self.counts_votes:
            members, cast = inputs[self.place[MEMBERS]], inputs[self.place[CAST]]
            if members and cast and cast > members:
                tell(CAST, "range", "members-most", members=show_points(members))
        for key in self.foreign_to(kind) if self.has_types else ():
            if inputs[self.place[key]] is not None:
                tell(key, "type", "type" if kind else "no-type", type=kind)

    def foreign_to(self, branch_type: str) -> list[str]:
        """Keys of the marks that a branch of this type does not get."""
        if branch_type not in self.foreign:
            holds = {each.code: each.holds_for(branch_type) for each in self.rulebook.criteria}
            self.foreign[branch_type] = [
                column.key
                for column in self.rulebook.inputs
                if column.key in self.columns and not holds.get(column.criterion, True)
            ]
        return self.foreign[branch_type]
