"""What is wrong with a cell of a roll, and how is it mended?"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.tables.words import fill

HINTS = {
    "noname": _("Row %(row)s has no name. Enter it, or delete the row."),
    "long": _("At most %(most)s characters."),
    "mobile": _("A mobile number has 11 digits and begins with 1."),
    "username": _("Letters, digits and . @ + - _ only, and no mobile number. Leave it empty to have one made."),
    "norole": _("Enter the role; without a branch it is not known."),
    "role": _("No such role. Allowed: %(allowed)s"),
    "alone": _("This role is given one by one, on the page of people."),
    "nobranch": _("A branch secretary is appointed at a branch. Enter the branch."),
    "unit": _("No unit of this name stands here. Check the name."),
    "unit-closest": _("No unit of this name stands here. Closest: %(closest)s"),
    "branch": _("The unit has no branch of this name. Check the name."),
    "branch-closest": _("The unit has no branch of this name. Closest: %(closest)s"),
    "branch-several": _("Several branches have this name. Enter the unit."),
    "foreign": _("This account belongs elsewhere. Ask a system administrator to appoint the person."),
    "other-name": _("This belongs to %(name)s. Check name and number."),
    "two-people": _("Mobile number and account name belong to two people. Leave one of them empty."),
    "file-name": _("Row %(first)s gives it to %(name)s. Check name and number."),
    "file-username": _("Row %(first)s gives the same number another account name. Keep one."),
    "file-mobile": _("Row %(first)s gives the same account name another number, or none. Write the same in both."),
    "unclear": _("Row %(first)s names the same person in this unit. Give both a mobile number, so that it is clear."),
    "twice": _("Row %(first)s has this office already. Delete one of the two."),
    "held": _("%(name)s is secretary here. Hand the office over on the page of %(name)s."),
    "second": _("Row %(first)s names a secretary of this branch already. Keep one."),
    "headings": _("No row has the headings of the table. One row must hold %(headings)s."),
    "rows": _("A roll has at most %(most)s rows. Split the file."),
    "none": _("The table has headings and no rows below them."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that must be changed: `field` names the column in code, `column` as it is headed, `value` as typed."""

    row: int
    field: str
    hint: str
    value: str = ""
    column: str = ""
    letter: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """How it is mended, in the reader's language."""
        return fill(HINTS[self.hint], self.params)
