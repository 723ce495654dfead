"""What can be changed in a rulebook? Every number and every fixed choice of its text, by cards."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.evaluations.whatif.pointers import pointer
from apps.rating.reading import Path

# Keys that hold words for people, or say what marks and columns are: not rules that could have been otherwise.
WORDS = frozenset(
    (
        *(
            "rulebook",
            "title",
            "note",
            "short",
            "letter",
            "guide",
            "proof",
            "how",
            "texts",
            "texts-per",
            "items",
            "code",
        ),
        *("code", "step", "facts", "figures", "for", "not-for", "marks", "markers", "places", "blank", "count-once"),
        *("ask-reason-when-gap", "ask-reason-when-rise", "targets", "refinement", "grades", "programmes"),
        *("compare-within", "size-bands"),
    )
)
AMOUNT = re.compile(
    r"(?P<relation>|at least |above |at most |below |exactly |best )(?P<number>-?\d+(\.\d+)?)(?P<unit>%?( of .+)?| .+)"
)
LISTS = frozenset({"order", "by", "with"})
# Where a choice of words stands: the key and its words.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "rounding": ("down", "up", "half up", "largest remainder"),
    "within": ("campaign", "zone", "unit", "type"),
    "ties": ("left out", "taken in", "meeting"),
    "of": ("everybody", "rated", "qualified"),
    "units": ("full", "begun", "exact"),
    "missing": ("counts 0", "left out", "not rated"),
    "at": ("total", "criteria"),
}
# Numbers that only mean something together: changed on one card.
TOGETHER = ("parties", "weights", "layers")


@dataclass(frozen=True, slots=True)
class Knob:
    """One value that can be changed. where: its pointer; value: as the rulebook writes it; choices: the words it may
    be (none: it is typed); relation, unit: what stands around a number and stays ("at least ", "%")."""

    where: str
    path: Path
    value: str
    kind: str
    choices: tuple[str, ...] = ()
    relation: str = ""
    unit: str = ""

    @property
    def card(self) -> str:
        """The pointer of the card on which it stands."""
        return pointer(self.card_path)

    @property
    def card_path(self) -> Path:
        """The path of that card."""
        return _card(self.path)

    @property
    def shown(self) -> str:
        """The value as it stands in a field: of a number only the figure."""
        return (
            self.value[len(self.relation) : len(self.value) - len(self.unit)] if self.kind == "number" else self.value
        )

    def written(self, typed: str) -> str:
        """What was typed as the rulebook writes it: "79" is "at least 79" where that is what stands."""
        typed = " ".join(typed.split())
        is_figure = self.kind == "number" and re.fullmatch(r"-?\d+(\.\d+)?", typed)
        return f"{self.relation}{typed}{self.unit}" if is_figure else typed


@dataclass(frozen=True, slots=True)
class Rule:
    """What one card changes: a value, or several that only mean something together."""

    where: str
    path: Path
    knobs: tuple[Knob, ...]


def rules_of(document: Mapping[str, Any]) -> list[Rule]:
    """Every rule of a rulebook's plain values that can be changed, in the order of its text."""
    levels = tuple(name for entry in document["levels"] for name in entry)
    together: dict[Path, list[Knob]] = {}
    for knob in _knobs(document, (), levels):
        together.setdefault(_card(knob.path), []).append(knob)
    return [Rule(pointer(path), path, tuple(knobs)) for path, knobs in together.items()]


def _card(path: Path) -> Path:
    """The path of the card on which a value stands."""
    for position, step in enumerate(path[:-1]):
        if step in TOGETHER:
            return path[: position + 1]
    return (*path[:2], "weights") if path[-1] == "weight" else path


def _knobs(value: Any, path: Path, levels: tuple[str, ...]) -> Iterator[Knob]:
    key = path[-1] if path else ""
    if key in WORDS or (path[:1] == ("levels",) and key == "stars"):
        return
    if isinstance(value, Mapping):
        for step, inner in value.items():
            yield from _knobs(inner, (*path, step), levels)
    elif isinstance(value, list) and key in LISTS:
        yield Knob(pointer(path), path, ", ".join(map(str, value)), "list")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _knobs(inner, (*path, number), levels)
    elif value is not None:
        yield from _knob(str(value), isinstance(value, int | Decimal), path, levels)


def _knob(value: str, is_number: bool, path: Path, levels: tuple[str, ...]) -> Iterator[Knob]:
    where, key = pointer(path), str(path[-1])
    choices = _choices(value, path, levels)
    amount = AMOUNT.fullmatch(value)
    if choices:
        yield Knob(where, path, value, "choice", choices)
    elif is_number:
        yield Knob(where, path, value, "number")
    elif amount and key not in CHOICES:
        yield Knob(where, path, value, "number", relation=amount["relation"], unit=amount["unit"])


def _choices(value: str, path: Path, levels: tuple[str, ...]) -> tuple[str, ...]:
    key = str(path[-1])
    if path[0] == "vetoes" and key == "effect":
        caps = (f"no level above {level}" for level in levels[1:-1])
        return _with(value, ("no level", *caps, "one level down", "no promotion", "not rated", ""))
    if key == "falls-to":
        return levels[1:]
    if key == "no-record":
        return _with(value, tuple(f"at most {level}" for level in levels[:-1]))
    words = CHOICES.get(key, ())
    return words if value in words else ()


def _with(value: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return words if value in words else (value, *words)
