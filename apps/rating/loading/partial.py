"""Which parts do not fit together, in a text of which some keys or values are wrong? Those that can be known anyway."""

import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any

from jsonschema import ValidationError  # type: ignore[import-untyped]

from apps.rating.conforming import VALIDATOR
from apps.rating.faults import RulebookFault
from apps.rating.reading import Document, Path, show_path

ROUNDS = 12
INSTEAD: Mapping[str, Any] = {"rulebook": "x", "title": "x", "order": ["total"]}
MAKES: Mapping[str, frozenset[str]] = {
    "stars": frozenset(["lit", "stars", "star", "medals"]),
    "ballot": frozenset(["ballot"]),
    "levels": frozenset(["level", "last-level", "none"]),
}
NAMING = ("figure", "word", "section", "code", "star", "party", "way", "level", "value")
TOKEN = re.compile(r"[^\s,.+()→]+")
# Faults of names and of single entries: they hold whatever the rest counts.
CERTAIN = frozenset(
    (
        *("band-otherwise", "band-percent", "band-share", "bad-value", "bad-words", "circle", "circular"),
        *("code-reserved", "code-twice", "criterion-unknown", "fact-mixed", "fact-words", "figure-unknown"),
        *("figure-unknown-close", "fine-way", "key-idle", "key-missing", "kind-missing", "kind-twice"),
        *("level-star-unknown", "level-twice", "line-order", "not-a-number", "not-finer", "not-positive"),
        *("not-yes-or-no", "not-yet", "otherwise-last", "party-unknown", "place-gap", "range-empty"),
        *("rounding-one", "section-unknown", "share-of-what", "star-section", "star-twice", "veto-star"),
        *("wants-words", "weights-sum", "word-unknown"),
    )
)


def certain_faults(document: Document, find: Callable[[Document], Iterable[RulebookFault]]) -> list[RulebookFault]:
    """The faults that `find` tells of the text without its wrong parts, and that these parts cannot have caused; none
    where too much is wrong."""
    taken: dict[Path, Any] = {}
    rest = _without_wrong_parts(document.value, taken)
    if rest is None:
        return []
    gone = {token for path, value in taken.items() for token in _names(path, value)}
    parents = {show_path(path[:-1]) for path in taken}
    found = find(Document(rest, document.lines))
    return [fault for fault in found if fault.code in CERTAIN and not _is_caused(fault, gone, parents)]


def _without_wrong_parts(value: Any, taken: dict[Path, Any]) -> Any:
    """A copy in the right shape, and what was taken from it; None where it cannot be had."""
    rest = deepcopy(value)
    for _ in range(ROUNDS):
        errors = list(VALIDATOR.iter_errors(rest))
        if not errors:
            return rest
        if not isinstance(rest, dict):
            return None
        for error in errors:
            for path in _wrong_paths(error):
                _take(rest, path, taken)
        if not _filled(rest):
            return None
    return None


def _wrong_paths(error: ValidationError) -> list[Path]:
    """Where the wrong thing stands: unknown keys themselves, else the value, or what lacks a key."""
    path: Path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        return [(*path, error.instance)]
    if error.validator == "additionalProperties":
        return [(*path, key) for key in error.instance if key not in error.schema["properties"]]
    return [path]


def _take(rest: Any, path: Path, taken: dict[Path, Any]) -> None:
    """Take away what stands at a path; from a list not one item but all, so that no other item moves."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    for step in path[:-1]:
        holds = step in rest if isinstance(rest, dict) else isinstance(step, int) and step < len(rest)
        if not holds:
            return
        rest = rest[step]
    if path and isinstance(rest, dict) and path[-1] in rest:
        taken[path] = rest.pop(path[-1])


def _filled(rest: dict[str, Any]) -> bool:
    """Put in what any text must have and nothing hangs on; whether the parts are there on which all hangs."""
    for key, instead in INSTEAD.items():
        rest.setdefault(key, deepcopy(instead))
    return {"parties", "sections", "levels"} <= rest.keys()


def _names(path: Path, value: Any) -> set[str]:
    """The names that a wrong part may have made: its key, and every key and word inside it."""
    names = {str(path[-1]), *MAKES.get(str(path[0]), ())}
    if isinstance(value, dict):
        names.update(*(_names((*path, key), each) for key, each in value.items()))
    elif isinstance(value, list):
        names.update(*(_names((*path, str(number)), each) for number, each in enumerate(value)))
    else:
        names.update(TOKEN.findall(str(value)))
    return names


def _is_caused(fault: RulebookFault, gone: set[str], parents: set[str]) -> bool:
    """Whether a fault names something that was taken away, or stands where, or around where, something was."""
    told = {token for text in (fault.params.get(key, "") for key in NAMING) for token in TOKEN.findall(text)}
    holder = fault.field.rpartition(".")[0]
    around = {fault.field, holder} if holder else {fault.field}
    return bool(told & gone) or any(f"{parent}.".startswith(f"{each}.") for parent in parents for each in around)
