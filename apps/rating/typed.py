"""Where do the numbers of a criterion stand? In the columns of whoever marks it, or in a figure that it reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from apps.rating.conditions import Expression
from apps.rating.entries import Entries
from apps.rating.exact import Exact
from apps.rating.figures import Figures
from apps.rating.panels import one_mark
from apps.rating.points import HUNDRED


@dataclass(frozen=True, eq=False, slots=True)
class Typed:
    """What `party` typed, and the figures that stand besides."""

    entries: Entries
    figures: Figures
    party: str

    def keys(self, code: str) -> list[str]:
        """The columns that hold the marks of a criterion, one for each marker of a panel."""
        return input_keys(self.entries, self.party, code)

    def mark(self, code: str, worth: Sequence[Fraction] = ()) -> Exact:
        """What is typed for a criterion, known where it is; of a panel its one mark. worth: points of each choice."""
        columns = [self.entries.number(key) for key in self.keys(code)]
        marks = [worth_of(column, worth) for column in columns] if worth else columns
        panel = self.entries.rulebook.panels.get(self.party)
        return one_mark(panel, marks) if panel else marks[0]

    def read(self, expression: Expression | None, code: str) -> Exact:
        """The figure that is read, or what is typed where none is."""
        return self.mark(code) if expression is None else self.figures.number(expression)


def input_keys(entries: Entries, party: str, code: str) -> list[str]:
    """The keys under which `party` marks a criterion."""
    panel = entries.rulebook.panels.get(party)
    if panel is not None:
        return [f"{party}{number}.{code}" for number in range(1, panel.markers + 1)]
    return [code if party == entries.rulebook.main_party else f"{party}.{code}"]


def worth_of(column: Exact, worth: Sequence[Fraction]) -> Exact:
    """The points of the choice that stands in a column: the first is 1."""
    per = lcm(*(points.denominator for points in worth))
    table = [0, *(int(points * per) for points in worth)]
    values = np.array(table, np.int64)[column.values // HUNDRED]
    return Exact(values, per, min(table), max(table), column.known)
