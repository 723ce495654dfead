"""How is one entry (a criterion, a level, a veto) taken apart into fields, and put together again?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.criteria.editing.columns import TWO_TEXTS, Column
from apps.criteria.editing.small import lines_of, value_of

REST = "rest"


def name_of(column: Column, suffix: str) -> str:
    """The name of a column's field."""
    return f"{column.key}-{suffix}" if suffix else column.key


def taken_apart(columns: Sequence[Column], entry: Any) -> dict[str, str]:
    """The fields' texts of an entry; what no field can hold stands in the lines of `rest`."""
    if not isinstance(entry, Mapping):
        return {REST: lines_of(entry)}
    fields: dict[str, str] = {}
    rest = dict(entry)
    for column in columns:
        shown = column.show(entry.get(column.key))
        if shown is not None:
            rest.pop(column.key, None)
            fields |= {name_of(column, suffix): text for suffix, text in shown.items()}
    return fields | {REST: lines_of(rest) if rest else ""}


class Faults(Exception):
    """What could not be taken, by field, in the reader's words."""

    def __init__(self, by_field: dict[str, str]) -> None:
        super().__init__(str(by_field))
        self.by_field = by_field


def put_together(columns: Sequence[Column], typed: Mapping[str, str], before: Any) -> Any:
    """The entry of what was typed, its keys in the order that they had; None where nothing was. Raises Faults."""
    faults: dict[str, str] = {}
    entry: dict[str, Any] = {}
    for column in columns:
        texts = {suffix: typed.get(name_of(column, suffix), "").strip() for suffix in column.suffixes}
        try:
            value = column.take(texts)
        except ValueError as error:
            faults[name_of(column, column.suffixes[0])] = str(error)
            continue
        if value is not None:
            is_worded = column.kind in TWO_TEXTS and isinstance(before, Mapping)
            entry[column.key] = in_order(value, before.get(column.key)) if is_worded else value
    try:
        whole = with_rest(entry, value_of(typed.get(REST, "")))
    except ValueError as error:
        faults[REST] = str(error)
    if faults:
        raise Faults(faults)
    return in_order(whole, before)


def with_rest(entry: dict[str, Any], rest: Any) -> Any:
    """The entry with its other lines; ValueError where the two do not go together."""
    if rest is None:
        return entry or None
    if not isinstance(rest, dict):
        if entry:
            raise ValueError(_("Write a key and its value on each line, such as “round: 2”."))
        return rest
    twice = [key for key in rest if key in entry]
    if twice:
        raise ValueError(_("“%(key)s” stands in its own field already.") % {"key": twice[0]})
    return entry | rest


def in_order(entry: Any, before: Any) -> Any:
    """The same entry, keys that stood before first."""
    if not isinstance(entry, dict) or not isinstance(before, Mapping):
        return entry
    kept = {key: entry[key] for key in before if key in entry}
    return kept | entry


def fits(shape: str, value: Any) -> bool:
    """Whether a key's value is a list of entries of that shape."""
    if value is None:
        return True
    if shape == "mapping":
        return isinstance(value, dict)
    if not isinstance(value, list):
        return False
    return shape == "list" or all(isinstance(each, dict) and len(each) == 1 for each in value)


def entries_of(shape: str, value: Any) -> list[tuple[str, Any]]:
    """The entries with their names ("" where they have none)."""
    if value is None:
        return []
    if shape == "mapping":
        return list(value.items())
    if shape == "named":
        return [(name, entry) for each in value for name, entry in each.items()]
    return [("", entry) for entry in value]


def together(shape: str, entries: Sequence[tuple[str, Any]]) -> Any:
    """The key's value of its entries; None without any."""
    if not entries:
        return None
    if shape == "mapping":
        return dict(entries)
    return [{name: entry} for name, entry in entries] if shape == "named" else [entry for _name, entry in entries]
