"""What does a plain value look like as text? Short things inline in braces, long ones in blocks."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from apps.rating.faults import RulebookError
from apps.rating.reading import Path, read_document
from apps.rating.writing.order import Schema, below, in_order, schema_at

WIDTH = 116
INDENT = "  "
SPREAD = frozenset(["sections", "criteria"])


def write(document: Mapping[str, Any]) -> str:
    """A rulebook's plain values (dicts, lists, text, exact numbers) as neat text that reads back as the same values.

    Refuses with TypeError a value of another kind.
    """
    lines: list[str] = []
    schema = schema_at(())
    was_long = False
    for key in in_order(document, schema):
        entry = entry_lines(key, document[key], 0, (key,), below(schema, key))
        is_long = len(entry) > 1
        if lines and (is_long or was_long):
            lines.append("")
        lines += _parted(entry) if key == "sections" else entry
        was_long = is_long
    return "\n".join(lines) + "\n"


def _parted(lines: list[str]) -> list[str]:
    """Sections in blocks with an empty line between them."""
    parted = lines[:2]
    for line in lines[2:]:
        if line.startswith(INDENT) and not line.startswith(INDENT * 2) and parted[-1].startswith(INDENT * 2):
            parted.append("")
        parted.append(line)
    return parted


def entry_lines(key: str, value: Any, indent: int, path: Path, schema: Schema) -> list[str]:
    """The lines of `key: value`, indented by `indent` blanks."""
    start = " " * indent + scalar(key, is_key=True) + ":"
    short = inline(value, schema)
    if not _is_long(value, path) and len(start) + 1 + len(short) <= WIDTH:
        return [f"{start} {short}".rstrip()]
    return [start, *block_lines(value, indent + len(INDENT), path, schema)]


def block_lines(value: Any, indent: int, path: Path, schema: Schema) -> list[str]:
    """A value in a block of its own, indented by `indent` blanks; scalars stay on one line."""
    if isinstance(value, Mapping) and value:
        lines: list[str] = []
        for key in in_order(value, schema):
            lines += entry_lines(key, value[key], indent, (*path, key), below(schema, key))
        return lines
    if isinstance(value, list) and value:
        return [
            line
            for position, item in enumerate(value)
            for line in item_lines(item, indent, (*path, position), below(schema, 0))
        ]
    return [" " * indent + inline(value, schema)]


def item_lines(item: Any, indent: int, path: Path, schema: Schema) -> list[str]:
    """The lines of one item of a list."""
    start = " " * indent + "- "
    short = inline(item, schema)
    if isinstance(item, Mapping) and len(item) == 1 and not isinstance(path[0], int) and path[0] == "levels":
        return _named_item(item, start, path, schema)
    if len(start) + len(short) <= WIDTH or not isinstance(item, Mapping | list) or not item:
        return [start + short]
    lines = block_lines(item, indent + len(INDENT), path, schema)
    return [start + lines[0].lstrip(" "), *lines[1:]]


def _named_item(item: Mapping[str, Any], start: str, path: Path, schema: Schema) -> list[str]:
    """A level: its word without braces, what it asks within."""
    lines = block_lines(item, len(start), path, schema)
    return [start + lines[0].lstrip(" "), *lines[1:]]


def _is_long(value: Any, path: Path) -> bool:
    """Whether a value stands in a block even where it would fit on its line."""
    if not isinstance(value, Mapping | list) or not value:
        return False
    if len(path) <= 2 and path[0] == "sections":
        return len(path) == 1 or (isinstance(value, Mapping) and "criteria" in value)
    if path[-1] == "criteria":
        return isinstance(value, Mapping) and any(isinstance(each, Mapping) for each in value.values())
    if isinstance(value, list):
        return any(isinstance(each, Mapping) for each in value) and len(path) == 1
    return len(path) == 1 and len(value) > 1 and all(isinstance(each, Mapping) for each in value.values())


def inline(value: Any, schema: Schema) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        entries = (
            f"{scalar(key, is_key=True)}: {inline(value[key], below(schema, key))}" for key in in_order(value, schema)
        )
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item, below(schema, 0)) for item in value) + "]"
    return scalar(value)


def scalar(value: Any, is_key: bool = False) -> str:
    """A single value: numbers plain, text plain where it reads back as the same text, quoted elsewhere."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if not isinstance(value, str):
        raise TypeError(f"a rulebook holds no {type(value).__name__}")
    return value if _reads_back(value, is_key) else json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=4096)
def _reads_back(text: str, is_key: bool) -> bool:
    """Whether plain text means itself, inside braces and outside."""
    if text != text.strip() or "\n" in text or not text:
        return False
    inside, outside = (f"{{{text}: 1}}", f"{text}: 1") if is_key else (f"{{a: {text}, b: 1}}", f"a: {text}\nb: 1")
    expected: Any = {text: 1} if is_key else {"a": text, "b": 1}
    try:
        found = [read_document(written).value for written in (inside, outside)]
    except RulebookError:
        return False
    return found == [expected, expected]
