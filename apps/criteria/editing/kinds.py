"""Which kinds of criterion are there, what is each worth, and what does a new one begin with?"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """A mechanism of marking, by its key. is_plain: one number says it; `example` begins a new one."""

    key: str
    label: Any
    hint: Any
    example: str
    is_plain: bool = True
    beside: tuple[str, ...] = ()


KINDS = (
    Kind("points", _("Mark in points"), _("Marked from 0 to this many."), "20", beside=("from", "step")),
    Kind("pass-or-fail", _("Pass or fail"), _("What a pass is worth; 0 where it only lights a star."), "1"),
    Kind(
        "choices",
        _("Choice"),
        _("A line a choice: its word and its points."),
        "A: 10\nB: 8\nC: 5\nD: 0",
        is_plain=False,
    ),
    Kind("each", _("Count"), _("So much each, up to the most."), "2", beside=("at-most", "per", "units")),
    Kind("deduct-from", _("Deductions"), _("Full marks, from which fines are taken."), "10"),
    Kind(
        "awards",
        _("Awards"),
        _("A line an award: its code, title and points."),
        "national: {title: {zh: 国家级, en: National}, points: 5}\n"
        "provincial: {title: {zh: 省级, en: Provincial}, points: 3}",
        is_plain=False,
        beside=("take", "at-most"),
    ),
    Kind(
        "bands",
        _("Bands"),
        _("A line a band, best first, each with its points; the last takes the rest."),
        "- at least 95: 10\n- at least 90: 8\n- otherwise: 0",
        is_plain=False,
        beside=("reads", "from", "to", "step"),
    ),
    Kind(
        "line",
        _("Straight line"),
        _("A line a point: the figure and what it counts there; between them in proportion."),
        "- at 60: 0\n- at 100: 10",
        is_plain=False,
        beside=("reads", "from", "to", "step", "round"),
    ),
    Kind(
        "share",
        _("Share"),
        _("Which figure, out of which."),
        "of: fact.attended\nout-of: members",
        is_plain=False,
        beside=("points", "full-at", "round"),
    ),
    Kind(
        "reads",
        _("From a figure"),
        _("The figure that counts, such as fact.hours."),
        "fact.x",
        beside=("points", "times"),
    ),
    Kind(
        "place",
        _("Place"),
        _("Which figure is ranked, within what, and what each place is worth."),
        'of: fact.x\nwithin: campaign\npoints: [{"1": 10}, {"2 to 5": 8}, {otherwise: 5}]',
        is_plain=False,
    ),
    Kind(
        "best",
        _("Against the best"),
        _("Which figure, and among whom the best is sought."),
        "of: fact.x\nwithin: campaign",
        is_plain=False,
        beside=("points", "round"),
    ),
    Kind("bonus", _("Bonus"), _("Points on top, up to this many."), "5", beside=("step",)),
    Kind("penalty", _("Penalty"), _("Taken off, up to this many."), "20", beside=("step",)),
)
BY_KEY = {kind.key: kind for kind in KINDS}
# Keys that may stand beside another mechanism, which then names the kind.
WEAK = ("points", "reads")


def kind_of(thing: Any) -> str:
    """The mechanism of a criterion as it is written; a bare number is points, nothing at all a pass."""
    if isinstance(thing, int | Decimal):
        return "points"
    if not isinstance(thing, Mapping):
        return "pass-or-fail"
    named = [kind.key for kind in KINDS if kind.key in thing]
    strong = [key for key in named if key not in WEAK]
    if strong:
        return strong[0]
    return "reads" if "reads" in named else "points"


def worth_of(thing: Any) -> tuple[Any, ...]:
    """What a criterion is worth: its mechanism with everything that stands beside it."""
    key = kind_of(thing)
    if not isinstance(thing, Mapping):
        return (key, thing)
    return (key, thing.get(key), *(thing.get(name) for name in (*BY_KEY[key].beside, "fines") if name != "step"))


def range_of(thing: Any) -> str:
    """The range of marks in a word, such as 0–20; empty where no plain number says it."""
    key = kind_of(thing)
    most = thing if not isinstance(thing, Mapping) else thing.get(key)
    if key == "points" and most is not None:
        least = thing.get("from", 0) if isinstance(thing, Mapping) else 0
        return f"{least}–{most}".replace("-", "−")
    if key in ("bonus", "penalty") and most is not None:
        return f"{'+' if key == 'bonus' else '−'}{most}"
    if key in ("share", "reads", "best") and isinstance(thing, Mapping) and "points" in thing:
        return f"0–{thing['points']}"
    if key == "deduct-from" and most is not None:
        return f"{most}–0"
    return ""
