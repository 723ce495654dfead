"""How does rulebook text become plain values? YAML read as nodes: numbers exact, every value with its line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from apps.rating.faults import RulebookError, RulebookFault
from apps.rating.meant import meant

Path: TypeAlias = tuple[str | int, ...]

QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LONGEST = 500_000
DEEPEST = 20
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
SIGN = re.compile(r": +(>=? *[0-9][^,}#]*)")
# What no page can show and no table keep: YAML does not hold these, but its quoted words can spell them.
SPECIAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
NOT_ALLOWED = {"problem": "special characters are not allowed"}
DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")


@dataclass(frozen=True)
class Document:
    """A rulebook's plain values (dicts, lists, text, exact numbers) and the line on which each stands."""

    value: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest thing around it."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def fault(self, path: Path, code: str, /, **params: object) -> RulebookFault:
        """A fault of the value at `path`."""
        shown = {name: str(value) for name, value in params.items()}
        return RulebookFault(self.line(path), show_path(path), code, shown)


def show_path(path: Path) -> str:
    """A path as people read it: keys joined by dots, items of a list counted from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def read_document(text: str) -> Document:
    """The plain values of YAML `text`.

    Refuses with RulebookError what is not one YAML document, a key that stands twice or is no word, anchors, aliases
    and tags, characters that cannot be shown, and text so long or so deep that only mischief would write it.
    """
    if len(text) > LONGEST:
        raise RulebookError([RulebookFault(1, "", "long", {"limit": str(LONGEST)})])
    if found := SPECIAL.search(text):
        raise RulebookError([RulebookFault(text.count("\n", 0, found.start()) + 1, "", "yaml", NOT_ALLOWED)])
    try:
        _refuse_mischief(text)
        node = compose(text)
    except yaml.YAMLError as error:
        raise RulebookError([_unreadable(error, text)]) from error
    lines: dict[Path, int] = {(): 1}
    faults: list[RulebookFault] = []
    value = _plain(node, (), lines, faults)
    if faults:
        raise RulebookError(faults)
    return Document(value, lines)


def compose(text: str) -> yaml.Node | None:
    """The nodes of YAML `text`, read by the quick reader; the slow one says better what is wrong."""
    try:
        return yaml.compose(text, Loader=QUICK)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _refuse_mischief(text: str) -> None:
    try:
        _look_for_mischief(yaml.parse(text, Loader=QUICK))
    except yaml.YAMLError:
        _look_for_mischief(yaml.parse(text, Loader=yaml.SafeLoader))


def _look_for_mischief(events: Iterable[yaml.Event]) -> None:
    depth = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise RulebookError([RulebookFault(line, "", "alias")])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise RulebookError([RulebookFault(line, "", "deep", {"limit": str(DEEPEST)})])


def _unreadable(error: yaml.YAMLError, text: str) -> RulebookFault:
    mark = getattr(error, "problem_mark", None)
    line = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
    signed = SIGN.search("".join(text.splitlines()[line : line + 1]))
    if signed is not None and (example := meant(signed[1])):
        return RulebookFault(line + 1, "", "bad-words", {"value": signed[1].strip(), "example": example})
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return RulebookFault(line + 1, "", "yaml", {"problem": str(problem)})


def _plain(node: Any, path: Path, lines: dict[Path, int], faults: list[RulebookFault]) -> Any:
    if node is None:
        return None
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(node, path, lines, faults)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, number), lines, faults) for number, item in enumerate(node.value)]
    if SPECIAL.search(node.value):
        faults.append(RulebookFault(node.start_mark.line + 1, show_path(path), "yaml", NOT_ALLOWED))
    return _plain_scalar(node)


def _plain_mapping(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int], faults: list[RulebookFault]
) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            faults.append(RulebookFault(line, show_path(path), "yaml", {"problem": "a key must be a word"}))
            continue
        key = str(key_node.value).strip()
        here = (*path, key)
        if SPECIAL.search(key):
            faults.append(RulebookFault(line, show_path(path), "yaml", NOT_ALLOWED))
            continue
        if key in plain:
            params = {"key": key, "first": str(lines[here])}
            faults.append(RulebookFault(line, show_path(here), "key-twice", params))
            continue
        lines[here] = line
        plain[key] = _plain(value_node, here, lines, faults)
    return plain


def _plain_scalar(node: yaml.ScalarNode) -> str | int | Decimal | None:
    written = str(node.value).strip()
    if node.style:
        return written
    if WHOLE.fullmatch(written):
        return int(written)
    if DECIMAL.fullmatch(written):
        return Decimal(written)
    return None if written in ("", "~", "null") else written
