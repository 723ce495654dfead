"""What is wrong with a cell, and how is it mended? Kinds of faults and their words."""

from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.tables.words import fill

KINDS = {
    "word": _("Not a number"),
    "noname": _("No name"),
    "unit": _("No such unit"),
    "range": _("Out of range"),
    "negative": _("Out of range"),
    "step": _("Wrong step"),
    "level": _("No such level"),
    "veto": _("No such veto"),
    "duplicate": _("Named twice"),
    "branch": _("No such branch"),
    "nounit": _("No unit"),
    "members": _("Not a whole number"),
    "choice": _("No such choice"),
    "required": _("Missing"),
    "type": _("Not for this type"),
    "column": _("Unknown column"),
    "party": _("No such party"),
    "divided": _("A unit's own indicators"),
    "twice": _("Column twice"),
    "missing": _("Column missing"),
    "headings": _("No headings"),
    "sheets": _("More than one table"),
}

HINTS = {
    "dots": _("One dot too many. Is it %(guess)s?"),
    "guess": _("Is it %(guess)s?"),
    "placeholder": _("Leave a cell without a mark empty. Do not write “%(value)s”."),
    "formula": _("The formula failed. Enter the number itself."),
    "number": _("Enter a number, or leave the cell empty."),
    "maximum": _("The maximum is %(maximum)s. Enter less."),
    "minimum": _("The minimum is %(minimum)s. Enter more."),
    "fact-minimum": _(
        "The minimum is %(minimum)s. If less is right, write in the rulebook facts: {%(fact)s: {from: %(least)s}}."
    ),
    "negative": _("The minimum is %(minimum)s. Write deductions as a remark."),
    "deduction": _("Write a deduction as a positive number."),
    "members-most": _("The branch has %(members)s members. Enter no more votes."),
    "step": _("The rulebook goes to %(step)s points."),
    "step-number": _("The rulebook goes in steps of %(step)s."),
    "required": _("The rulebook divides by it. Enter it in every row."),
    "type": _("A branch of type “%(type)s” is not marked on this. Leave the cell empty."),
    "no-type": _("Only some types of branch are marked on this, and the row names none."),
    "divided": _("The unit has indicators of its own here; they add up to %(sum)s. Leave the cell empty."),
    "divided-blank": _("The unit has indicators of its own here, to be marked one by one. Leave the cell empty."),
    "noname": _("Row %(row)s has %(marks)s marks and no branch name."),
    "noname-empty": _("Row %(row)s has no branch name. Enter it, or delete the row."),
    "nounit": _("Row %(row)s names no unit. Enter it in every row, also where cells are merged."),
    "allowed": _("Allowed: %(allowed)s"),
    "empty": _("The rulebook has none. Leave the cell empty."),
    "closest": _("Closest: %(closest)s"),
    "unit": _("The roster has no unit of this name. Check the name."),
    "branch": _("The unit has no branch of this name. Check the name."),
    "duplicate": _("Row %(first)s has it already: named twice within one unit."),
    "members": _("Enter a whole number, or leave the cell empty."),
    "fact": _("No rule reads %(fact)s. Delete the column, or ask for the fact in a rule."),
    "fact-closest": _("No rule reads %(fact)s. Closest: %(closest)s"),
    "column": _("Delete the column, or head it with a criterion's code."),
    "unnamed": _("Column %(letter)s has no heading. Head it, or delete it."),
    "twice": _("Column %(letter)s has it already. Delete one of the two."),
    "missing": _("Add a column headed “%(heading)s”."),
    "headings": _("No row has the headings of the table. One row must begin with %(headings)s."),
    "sheets": _("The sheet “%(sheet)s” holds a table, too. Keep one table in a file."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that must be changed: `row` counts from 1, `column` is its heading, `value` as it was typed.

    `title` and `message` speak the language of whoever reads them; the fields are plain, so that a fault can be stored.
    """

    row: int
    column: str
    letter: str
    kind: str
    value: str
    branch: str
    hint: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What is wrong, in a word or two."""
        return str(KINDS[self.kind])

    @property
    def message(self) -> str:
        """How it is mended."""
        return fill(HINTS[self.hint], self.params)


class Closest:
    """Finds the name that was probably meant; each wrong name is looked up once, and only the first 200 of them."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = sorted(names)
        self.found: dict[str, str] = {}

    def hint(self, name: str, otherwise: str) -> tuple[str, dict[str, Any]]:
        """The hint that names the closest, or the one to give where nothing is close."""
        if name not in self.found and len(self.found) < 200:
            self.found[name] = next(iter(get_close_matches(name, self.names, n=1)), "")
        closest = self.found.get(name)
        return ("closest", {"closest": closest}) if closest else (otherwise, {})
