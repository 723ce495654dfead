"""What must be known of everybody else to explain one branch, where a run keeps their places and not their marks?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from apps.rating.rulebook import Rulebook
from apps.rating.seats import LARGEST_REMAINDER

ALONE, UNIT = "", "unit"


@dataclass(frozen=True, slots=True)
class Held:
    """The place of a branch in one scope: among `of` who are rated, shared by `equal`; above: the next better place
    and the keys of whoever holds it (None: nobody stands above)."""

    scope: str
    place: int
    of: int
    equal: int
    above: tuple[int, Sequence[int]] | None


class Others(Protocol):
    """Everybody who is rated in a run, as their places were kept."""

    def places(self) -> Sequence[Held]:
        """The places of the branch that is explained, in the order of the scopes."""
        ...

    def ahead(self, asked: Sequence[Sequence[int]]) -> list[int]:
        """How many of the run have larger keys, for each of these."""
        ...


def tied_within(rulebook: Rulebook) -> str | None:
    """Whose results can move with one branch's: nobody's (""), those of its "unit"; None: perhaps everybody's.

    Quotas tie those together who share seats; what is drawn from everybody, and seats that go to the largest
    remainder, tie all.
    """
    if any(column.kind == "drawn" for column in rulebook.inputs):
        return None
    if not rulebook.quotas:
        return ALONE
    apart = all(quota.within == UNIT and quota.rounding != LARGEST_REMAINDER for quota in rulebook.quotas)
    return UNIT if apart else None
