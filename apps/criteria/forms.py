"""The editor's forms: one entry, a list of entries, a part of the rulebook; made from the language, not by hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.asked import whole
from apps.criteria.editing.columns import Column
from apps.criteria.editing.entries import (
    REST,
    Faults,
    entries_of,
    fits,
    in_order,
    name_of,
    put_together,
    taken_apart,
    together,
)
from apps.criteria.editing.parts import Key

LONGEST_FIELD = 20_000
MOST_ROWS = 200
SHORT = 80
GONE = "gone"
TALL = ("long-words", "lines")
WIDE = ("words", "long-words", "lines")


def in_english(label: Any) -> str:
    """The label of the English words of a field."""
    return gettext("%(label)s in English") % {"label": label}


def both(word: str, said: Any) -> str:
    """A word of the language behind what readers say for it."""
    return word if said == word else f"{said} · {word}"


lazy_in_english = lazy(in_english, str)
lazy_both = lazy(both, str)


class PlainText(forms.CharField):
    """Words as typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": LONGEST_FIELD} | options)


def looked(column: Column, suffix: str) -> forms.Field:
    """The form field of a column, and whether it takes a whole line."""
    field = field_of(column, suffix)
    field.look = "wide-field" if column.kind in WIDE else ""
    return field


def field_of(column: Column, suffix: str) -> forms.Field:
    """The form field of a column."""
    label = column.label if suffix in ("", "zh") else lazy_in_english(column.label)
    options = {"label": label, "help_text": column.hint}
    if column.kind == "choice":
        choices = [("", "—"), *((word, lazy_both(word, said)) for word, said in column.words)]
        return forms.ChoiceField(required=False, choices=choices, **options)
    if column.kind in TALL:
        return PlainText(widget=forms.Textarea(attrs={"rows": 3}), **options)
    attrs = {"inputmode": "decimal"} if column.kind in ("number", "at-least", "years") else {}
    if column.choices:
        attrs["list"] = f"words-{column.key}"
    return PlainText(widget=forms.TextInput(attrs=attrs), **options)


class EntryForm(forms.Form):
    """The fields of one entry, and a few lines for whatever else it holds.

    columns: its fields; entry: what stands now. After `is_valid`, `entry` of `cleaned_data` is the new value.
    """

    def __init__(
        self, *args: Any, columns: Sequence[Column], entry: Any = None, rest_label: Any = "", **options: Any
    ) -> None:
        self.columns, self.before = columns, entry
        super().__init__(*args, initial=taken_apart(columns, entry), **options)
        for column in columns:
            for suffix in column.suffixes:
                self.fields[name_of(column, suffix)] = self.allowed(looked(column, suffix), column, suffix)
        rows = min(8, 1 + str(self.initial.get(REST, "")).count("\n"))
        label = rest_label or _("Further keys, one a line")
        widget = forms.Textarea(attrs={"rows": max(2, rows), "class": "mono", "spellcheck": "false"})
        self.fields[REST] = PlainText(label=label, widget=widget)
        self.fields[REST].look = "wide-field"

    def allowed(self, field: forms.Field, column: Column, suffix: str) -> forms.Field:
        """A choice takes the word that stands, too."""
        word = self.initial.get(name_of(column, suffix))
        if isinstance(field, forms.ChoiceField) and word and word not in column.choices:
            field.choices = [*field.choices, (word, word)]
        return field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            return data | {"entry": put_together(self.columns, data, self.before)}
        except Faults as faults:
            for field, message in faults.by_field.items():
                self.add_error(field, message)
            return data

    @property
    def folded(self) -> set[str]:
        """Fields that stand folded: English words, rare columns that are empty."""
        english = {field.name for field in self if field.name.endswith("-en")}
        rare = {column.key for column in self.columns if column.is_rare and not self[column.key].value()}
        return english | rare

    def column_fields(self) -> Iterator[forms.BoundField]:
        """The fields that are always shown."""
        return (field for field in self if field.name not in {REST, GONE} | self.folded)

    def folded_fields(self) -> Iterator[forms.BoundField]:
        """The fields that stand folded, with the further lines at their end."""
        return (field for field in self if field.name in self.folded | {REST})

    @property
    def is_unfolded(self) -> bool:
        """Whether something stands in the further lines, or could not be taken."""
        return bool(self[REST].value() or any(self[name].errors for name in self.folded | {REST}))


class RowForm(EntryForm):
    """One entry of a list: its name, its fields, and whether it is taken away."""

    def __init__(self, *args: Any, name: str = "", name_label: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.sentence = ""
        self.label = (
            name or self.initial.get("title-zh") or self.initial.get("for") or ("·" if self.initial.get(REST) else "")
        )
        rest = self.fields.pop(REST)
        if name_label:
            self.fields = {"name": PlainText(label=name_label, initial=name)} | self.fields
            self.initial["name"] = name
        self.fields[REST] = rest
        self.fields[GONE] = forms.BooleanField(label=_("Remove"), required=False)

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.is_bound and not self.label and self.has_changed()

    @property
    def is_bare(self) -> bool:
        """Whether the further lines are all there is."""
        return not self.columns

    @property
    def rest_field(self) -> forms.BoundField:
        """The further lines."""
        return self[REST]

    @property
    def gone_field(self) -> forms.BoundField:
        """The tick that takes the entry away."""
        return self[GONE]

    @property
    def in_short(self) -> str:
        """What stands in the entry, for its folded line: as a sentence, or its words one after the other."""
        if self.sentence:
            return self.sentence
        told = [
            text
            for name, text in self.initial.items()
            if text and text != self.label and name not in ("name", REST) and not name.endswith("-en")
        ]
        lines = str(self.initial.get(REST, "")).splitlines()
        return " · ".join([*told, *lines])[:SHORT]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was typed."""
        return not any(value for key, value in self.cleaned_data.items() if key != "entry")


class ThingForm:
    """A criterion, a section or a part of the rulebook: its own fields, and lists of entries below it.

    lists: keys of `thing` whose values are entries; is_foreign: whether a key may not stand in it. After `is_valid`,
    `value` is the new thing.
    """

    def __init__(
        self,
        thing: Mapping[str, Any],
        columns: Sequence[Column],
        lists: Sequence[Key],
        data: Any = None,
        is_foreign: Callable[[str], bool] = lambda _key: False,
    ) -> None:
        self.thing, self.is_foreign = thing, is_foreign
        fitting = [key for key in lists if fits(key.rows.shape, thing.get(key.name))]
        apart = {key.name for key in fitting}
        loose = [key.as_lines() for key in lists if key not in fitting]
        own = {name: each for name, each in thing.items() if name not in apart}
        self.main = EntryForm(data, columns=[*columns, *loose], entry=own)
        self.lists = [RowsForm(key, thing.get(key.name), data) for key in fitting]

    def is_valid(self) -> bool:
        return all([self.main.is_valid() and self.is_own(), *[rows.is_valid() for rows in self.lists]])

    def is_own(self) -> bool:
        """Whether the further lines hold keys, and only such as stand here."""
        entry = self.main.cleaned_data["entry"] or {}
        if not isinstance(entry, dict):
            self.main.add_error(REST, gettext("Write a key and its value on each line, such as “round: 2”."))
        for key in filter(self.is_foreign, entry if isinstance(entry, dict) else ()):
            said = gettext("“%(key)s” does not belong here; write it in the whole text.") % {"key": key}
            self.main.add_error(REST, said)
        return not self.main.errors

    def value(self) -> dict[str, Any]:
        """The new thing, its keys in the order that they had."""
        lists = {rows.key.name: rows.value() for rows in self.lists if rows.value() is not None}
        return in_order((self.main.cleaned_data["entry"] or {}) | lists, self.thing)

    @property
    def faults(self) -> int:
        """How many fields could not be taken."""
        return sum(len(form.errors) for form in [self.main, *(row for rows in self.lists for row in rows.rows)])


class RowsForm:
    """The entries of one key, and an empty one more."""

    MOST_OPEN = 3

    def __init__(self, key: Key, value: Any, data: Any = None) -> None:
        self.key, self.data = key, data
        entries = entries_of(key.rows.shape, value)
        sent = whole(data.get(self.counter)) if data else None
        count = len(entries) + 1 if sent is None else sent
        self.rows = [
            self.row(number, *(entries[number] if number < len(entries) else ("", None)))
            for number in range(min(count, max(MOST_ROWS, len(entries) + 1)))
        ]

    @property
    def is_short(self) -> bool:
        """Whether so few entries stand that all are shown open."""
        return len(self.rows) <= self.MOST_OPEN

    @property
    def counter(self) -> str:
        """The hidden field that says how many rows were shown."""
        return f"{self.key.name}-rows"

    def row(self, number: int, name: str, entry: Any) -> RowForm:
        """One entry's fields."""
        rows = self.key.rows
        return RowForm(
            self.data,
            prefix=f"{self.key.name}-{number}",
            columns=rows.columns,
            entry=entry,
            name=name,
            name_label=rows.name,
            rest_label=_("Further keys, one a line") if rows.columns else _("Value"),
        )

    def is_valid(self) -> bool:
        if not all([row.is_valid() for row in self.rows]):  # noqa: C419 - every row says what it lacks
            return False
        seen: set[str] = set()
        for row in self.kept() if self.key.rows.name else ():
            name = row.cleaned_data["name"].strip()
            if not name or (self.key.rows.shape == "mapping" and name in seen):
                row.add_error("name", _("Each entry needs a name of its own."))
            seen.add(name)
        return not any(row.errors for row in self.rows)

    def moved(self, kept: list[RowForm]) -> list[RowForm]:
        """The rows with one of them a place up, where its button was pressed."""
        at = next((number for number, row in enumerate(kept) if row.prefix == self.data.get("up")), 0)
        if at:
            kept[at - 1], kept[at] = kept[at], kept[at - 1]
        return kept

    def kept(self) -> list[RowForm]:
        """The rows that are neither empty nor taken away."""
        return [row for row in self.rows if not row.is_empty and not row.cleaned_data.get(GONE)]

    def value(self) -> Any:
        """The key's value; None where no entry is left."""
        rows = self.moved(self.kept())
        entries = [(row.cleaned_data.get("name", "").strip(), row.cleaned_data["entry"]) for row in rows]
        return together(self.key.rows.shape, entries)
