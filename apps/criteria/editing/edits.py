"""How does a changed value come into the text? By the fewest changes, so that comments and lines around stay."""

from collections.abc import Mapping
from typing import Any

from apps.criteria.editing.documents import book_of, value_at
from apps.rating.reading import Path
from apps.rating.writing import insert_value, remove_value, replace_value


def with_value(text: str, path: Path, value: Any) -> str:
    """The text with `value` at `path` (None: nothing there), every other line as it was."""
    before = value_at(book_of(text), path)
    if is_same(before, value):
        return text
    if value is None:
        return remove_value(text, path)
    if before is None and not stands(text, path):
        return insert_value(text, path, value)
    if isinstance(before, Mapping) and isinstance(value, Mapping) and before:
        if set(before) == set(value) and list(before) != list(value):
            return with_value(in_order_of(text, path, before, list(value)), path, value)
        if same_order(before, value):
            return by_keys(text, path, before, value)
    if isinstance(before, list) and isinstance(value, list) and len(before) == len(value):
        return by_items(text, path, value)
    return replace_value(text, path, value)


def in_order_of(text: str, path: Path, before: Mapping[str, Any], names: list[str]) -> str:
    """The same keys in the order of `names`; only those that move are written anew."""
    stand = list(before)
    for position, name in enumerate(names):
        if stand[position] != name:
            text = insert_value(remove_value(text, (*path, name)), (*path, name), before[name], before=stand[position])
            stand.remove(name)
            stand.insert(position, name)
    return text


def by_keys(text: str, path: Path, before: Mapping[str, Any], value: Mapping[str, Any]) -> str:
    """Keys that differ, one by one: what goes, what changes, what comes."""
    for key in before:
        if key not in value:
            text = remove_value(text, (*path, key))
    for key, each in value.items():
        text = with_entry(text, (*path, key), each) if key in before else insert_value(text, (*path, key), each)
    return text


def by_items(text: str, path: Path, value: list[Any]) -> str:
    for number, each in enumerate(value):
        text = with_entry(text, (*path, number), each)
    return text


def with_entry(text: str, path: Path, value: Any) -> str:
    """The text with `value` in an entry that stands and stays, even emptied: its neighbours keep their places."""
    if value is None and value_at(book_of(text), path) is not None:
        return replace_value(text, path, None)
    return with_value(text, path, value)


def is_same(before: Any, value: Any) -> bool:
    """Whether two values say the same, their keys in the same order."""
    if isinstance(before, Mapping) and isinstance(value, Mapping):
        return list(before) == list(value) and all(is_same(before[key], value[key]) for key in before)
    if isinstance(before, list) and isinstance(value, list):
        return len(before) == len(value) and all(map(is_same, before, value))
    return bool(before == value)


def same_order(before: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    """Whether the keys that stay stand in the same order, new ones after them, and any stays at all."""
    stay = [key for key in before if key in value]
    return bool(stay) and list(value)[: len(stay)] == stay


def stands(text: str, path: Path) -> bool:
    """Whether a key stands at `path`, even without a value."""
    around = value_at(book_of(text), path[:-1])
    return path[-1] in around if isinstance(around, Mapping) else value_at(book_of(text), path) is not None
