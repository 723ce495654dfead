"""What was marked on a criterion, and by whom? One mark of one sheet, or a panel's marks made into one."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from apps.rating.exact import Rounding, one_divided
from apps.rating.panels import TAKES
from apps.rating.points import HUNDRED
from apps.rating.reasons.branch import Branch, points
from apps.rating.reasons.shapes import Change, Mark
from apps.rating.rulebook import Panel


@dataclass(frozen=True, slots=True)
class Marking:
    """The marks of one criterion by one party, and the number they make: None where it is blank. mean: what a panel's
    marks make before it is rounded."""

    marks: tuple[Mark, ...]
    value: Fraction | None
    mean: Fraction | None = None


def marking(branch: Branch, party: str, criterion: str, worth: Sequence[Fraction] = ()) -> Marking:
    """What `party` marked on a criterion. worth: the points of each choice, where choices are marked."""
    panel = branch.rulebook.panels.get(party)
    keys = [branch.key(party, criterion)]
    if panel is not None:
        keys = [f"{panel.party}{number}.{criterion}" for number in range(1, panel.markers + 1)]
    values = [branch.typed(key) for key in keys]
    found = [None if value is None else _points(value, worth) for value in values]
    if panel is not None:
        return _panel(panel, keys, values, found, criterion)
    return Marking((Mark(keys[0], criterion, values[0]),), found[0])


def _points(value: int, worth: Sequence[Fraction]) -> Fraction:
    return worth[value // HUNDRED - 1] if worth else points(value)


def _panel(
    panel: Panel, keys: Sequence[str], values: Sequence[int | None], found: Sequence[Fraction | None], criterion: str
) -> Marking:
    counting = kept(panel, found)
    typed = enumerate(zip(keys, values, strict=True))
    marks = tuple(Mark(key, criterion, value, number in counting) for number, (key, value) in typed)
    counted = [mark for number, mark in enumerate(found) if mark is not None and number in counting]
    if not counted:
        return Marking(marks, None)
    together = sum(counted, Fraction(0)) / (1 if "sum" in panel.take else len(counted))
    return Marking(marks, rounded(together, panel.rounding)[0], together)


def kept(panel: Panel, found: Sequence[Fraction | None]) -> frozenset[int]:
    """Which markers' marks count: those given, without what the panel leaves away; none where too few are left."""
    given = sorted((mark, number) for number, mark in enumerate(found) if mark is not None)
    if len(given) < max(panel.least, 1):
        return frozenset()
    first, last = (int(end[0]) for end in TAKES[panel.take](panel, np.array([len(given)])))
    return frozenset(number for _, number in given[first:last])


def rounded(value: Fraction, rounding: Rounding | None) -> tuple[Fraction, tuple[Change, ...]]:
    """The value with the decimals or steps that the rules state, and the change where it is one."""
    if rounding is None:
        return value, ()
    units = value / rounding.unit
    after = one_divided(units.numerator, units.denominator, rounding.how) * rounding.unit
    if after == value:
        return after, ()
    details: dict[str, Fraction | int | str] = {"places": rounding.places, "how": rounding.how}
    if rounding.step is not None:
        details["step"] = rounding.step
    return after, (Change("rounded", value, after, details=details),)


class Chain:
    """A number on its way: each change begins where the one before ended."""

    def __init__(self, start: Fraction) -> None:
        self.value = start
        self.changes: list[Change] = []

    def add(self, change: Change) -> None:
        """Take on a change that begins at the present value."""
        self.changes.append(change)
        self.value = change.after

    def to(self, kind: str, after: Fraction, code: str = "", **details: Fraction | int | str) -> None:
        """Move to another value; nothing is noted where it is the same."""
        if after != self.value:
            self.add(Change(kind, self.value, after, code, details))

    def round(self, rounding: Rounding | None) -> None:
        """Round as the rules state."""
        self.value, changes = rounded(self.value, rounding)
        self.changes.extend(changes)
