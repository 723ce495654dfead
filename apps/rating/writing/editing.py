"""How is one value of a text changed? Every other line, and every comment, stays as it is."""

from typing import Any

import yaml

from apps.rating.reading import Path, read_document
from apps.rating.writing.nodes import (
    Spot,
    end_of,
    find,
    is_block,
    is_inline,
    line_end,
    line_start,
    siblings,
    start_of,
)
from apps.rating.writing.order import in_order, schema_at
from apps.rating.writing.rendering import WIDTH, entry_lines, inline, item_lines, scalar, write


def replace_value(text: str, path: Path, value: Any) -> str:
    """The text with another value at `path`.

    Refuses with KeyError a path that leads nowhere, with RulebookError text that is not YAML.
    """
    if not path:
        return write(value)
    spot = find(text, path)
    if spot.parent is not None and is_inline(spot.parent):
        start, end = int(spot.node.start_mark.index), int(spot.node.end_mark.index)
        blank = " " if start and text[start - 1] == ":" else ""
        return _narrow(text[:start] + blank + inline(value, schema_at(path)) + text[end:], path)
    if spot.key is None:
        return _replace_item(text, spot, path, value)
    return _replace_entry(text, spot, path, value)


def _replace_entry(text: str, spot: Spot, path: Path, value: Any) -> str:
    """Another value of a key that has a line of its own."""
    assert spot.key is not None
    indent = int(spot.key.start_mark.column)
    lines = entry_lines(str(path[-1]), value, indent, path, schema_at(path))
    colon = text.index(":", int(spot.key.end_mark.index)) + 1
    end = end_of(spot.node, text)
    if len(lines) == 1:
        short = inline(value, schema_at(path))
        if not is_block(spot.node):
            start = max(colon, int(spot.node.start_mark.index))
            return text[:start] + ("" if text[start - 1] == " " else " ") + short + text[max(end, start) :]
        return f"{text[:colon]} {short}{text[colon : line_end(text, colon)]}{text[end:]}"
    block = "\n".join(lines[1:])
    if is_block(spot.node):
        start = line_start(text, int(spot.node.start_mark.index))
        return text[:start] + block + text[end:]
    rest = text[end : line_end(text, end)]
    return text[:colon] + rest.rstrip() + "\n" + block + text[line_end(text, end) :]


def _replace_item(text: str, spot: Spot, path: Path, value: Any) -> str:
    """Another value of an item that stands behind its own dash."""
    start = int(spot.node.start_mark.index)
    dash = text.rindex("-", line_start(text, start), start + 1)
    lines = item_lines(value, dash - line_start(text, dash), path, schema_at(path))
    return text[:dash] + "\n".join(lines).lstrip(" ") + text[end_of(spot.node, text) :]


def _narrow(text: str, path: Path) -> str:
    """The text with what stands around `path` written anew in a block, should its line have become too long."""
    outer = find(text, path)
    line = text[line_start(text, start_of(outer)) : line_end(text, start_of(outer))]
    if len(line.split(" #")[0].rstrip()) <= WIDTH:
        return text
    for length in range(len(path)):
        around = find(text, path[:length])
        if is_inline(around.node):
            value = _value_at(text, path[:length])
            return replace_value(text, path[:length], value)
    return text


def _value_at(text: str, path: Path) -> Any:
    value = read_document(text).value
    for step in path:
        value = value[step]
    return value


def insert_value(text: str, path: Path, value: Any, before: str | int | None = None) -> str:
    """The text with a new key or item. path: ends in the new key, or in the position of the new item.

    before: the key or position that it stands before. Without it an item stands at its position, a known key where
    the language reads it, and any other key at the end. Refuses with KeyError where the place is not there or the
    key is, with RulebookError text that is not YAML.
    """
    parent = find(text, path[:-1]).node
    if not isinstance(parent, yaml.CollectionNode) or not parent.value:
        return replace_value(text, path[:-1], {path[-1]: value} if isinstance(path[-1], str) else [value])
    others = siblings(parent)
    if isinstance(path[-1], str) and path[-1] in _names(others):
        raise KeyError(path)
    following = _following(others, path, before)
    if is_inline(parent):
        return _insert_inline(text, parent, following, path, value)
    return _insert_lines(text, others, following, path, value)


def _names(spots: list[Spot]) -> list[str]:
    return [str(spot.key.value).strip() for spot in spots if spot.key is not None]


def _following(others: list[Spot], path: Path, before: str | int | None) -> Spot | None:
    """The sibling that a new value stands before; None at the end."""
    names = _names(others)
    if isinstance(path[-1], int):
        position = before if isinstance(before, int) else path[-1]
        return others[position] if position < len(others) else None
    if before is not None:
        if before not in names:
            raise KeyError((*path[:-1], before))
        return others[names.index(str(before))]
    schema = schema_at(path[:-1])
    if path[-1] not in schema.get("properties", {}):
        return None
    wanted = in_order([*names, path[-1]], schema)
    later = [name for name in wanted[wanted.index(path[-1]) + 1 :] if name in schema["properties"]]
    return others[names.index(later[0])] if later else None


def _insert_inline(text: str, parent: yaml.Node, following: Spot | None, path: Path, value: Any) -> str:
    new = inline(value, schema_at(path))
    if isinstance(path[-1], str):
        new = f"{scalar(path[-1], is_key=True)}: {new}"
    if following is not None:
        start = start_of(following)
        changed = f"{text[:start]}{new}, {text[start:]}"
    else:
        last = siblings(parent)[-1].node
        end = end_of(last, text)
        changed = f"{text[:end]}, {new}{text[end:]}"
    return _narrow(changed, path)


def _insert_lines(text: str, others: list[Spot], following: Spot | None, path: Path, value: Any) -> str:
    nearest = following or others[-1]
    lines = _new_lines(text, nearest, path, value)
    if following is not None:
        start = line_start(text, start_of(following))
        if _shares_line(text, following):
            return _insert_first(text, following, lines)
        parting = [""] if len(path) == 1 and len(lines) > 1 else []
        return text[:start] + "\n".join([*lines, *parting]) + "\n" + text[start:]
    end = line_end(text, end_of(nearest.node, text))
    parting = [""] if (len(path) == 1 and len(lines) > 1) or _is_parted(text, others) else []
    return text[:end] + "\n" + "\n".join([*parting, *lines]) + text[end:]


def _new_lines(text: str, nearest: Spot, path: Path, value: Any) -> list[str]:
    start = start_of(nearest)
    if isinstance(path[-1], str):
        return entry_lines(path[-1], value, start - line_start(text, start), path, schema_at(path))
    dash = text.rindex("-", line_start(text, start), start + 1)
    return item_lines(value, dash - line_start(text, dash), path, schema_at(path))


def _shares_line(text: str, spot: Spot) -> bool:
    """Whether an entry stands behind the dash of a list."""
    return spot.key is not None and text[line_start(text, start_of(spot)) : start_of(spot)].strip() != ""


def _insert_first(text: str, following: Spot, lines: list[str]) -> str:
    start = start_of(following)
    indent = " " * (start - line_start(text, start))
    return text[:start] + "\n".join(lines).lstrip(" ") + "\n" + indent + text[start:]


def _is_parted(text: str, others: list[Spot]) -> bool:
    """Whether siblings stand with empty lines between them."""
    return len(others) > 1 and "\n\n" in text[end_of(others[-2].node, text) : start_of(others[-1])]


def remove_value(text: str, path: Path) -> str:
    """The text without the value at `path`; what is left empty by that goes, too.

    Refuses with KeyError a path that leads nowhere, with RulebookError text that is not YAML.
    """
    spot = find(text, path)
    if spot.parent is None:
        return ""
    others = siblings(spot.parent)
    if len(others) == 1:
        return remove_value(text, path[:-1])
    if is_inline(spot.parent):
        return _remove_inline(text, spot, others)
    if _shares_line(text, spot):
        start, following = start_of(spot), start_of(others[spot.position + 1])
        return text[:start] + text[following:]
    start = line_start(text, start_of(spot))
    end = line_end(text, end_of(spot.node, text)) + 1
    return _without(text, start, end)


def _remove_inline(text: str, spot: Spot, others: list[Spot]) -> str:
    if spot.position + 1 < len(others):
        return text[: start_of(spot)] + text[start_of(others[spot.position + 1]) :]
    return text[: end_of(others[spot.position - 1].node, text)] + text[end_of(spot.node, text) :]


def _without(text: str, start: int, end: int) -> str:
    """The text without some lines; of the empty lines around them one stays."""
    before, behind = text[:start], text[end:]
    if before.endswith("\n\n") and behind.startswith("\n"):
        behind = behind.removeprefix("\n")
    return before + behind
