"""Forms of entries: a field for each column of the definition, and the small forms beside them; services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.ledgers.choices import ColumnType
from apps.ledgers.defining import Column, Ledger
from apps.ledgers.filling import Filler
from apps.ledgers.holders import Holders
from apps.ledgers.models import Entry
from apps.ledgers.selectors import drawing_slugs, used_of
from apps.ledgers.services.entries import MOST_REASON
from apps.ledgers.values import ValueFault, grouped_yuan, read_value, typed
from apps.organisations.models import Node

DATALIST = "holders"


class TypedField(forms.Field):
    """One column: takes what `read_value` takes, gives it on as typed."""

    def __init__(self, column: Column, **options: Any) -> None:
        self.column = column
        words = {"label": str(column.title), "help_text": str(column.help), "required": column.is_required}
        super().__init__(widget=widget_of(column), **words, **options)

    def clean(self, value: Any) -> Any:
        try:
            read_value(self.column, value)
        except ValueFault as fault:
            raise forms.ValidationError(fault.message) from fault
        return value


class HolderField(forms.CharField):
    """Whose it is, by name; refused at once where nobody has it."""

    def __init__(self, holders: Holders, **options: Any) -> None:
        super().__init__(max_length=260, **options)
        self.holders = holders
        self.widget.attrs |= {"list": DATALIST, "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            self.holders.find(text)
        except ValueFault as fault:
            raise forms.ValidationError(fault.message) from fault
        return text


def widget_of(column: Column) -> forms.Widget:
    """How a column is typed."""
    if column.type == ColumnType.LONG:
        return forms.Textarea(attrs={"rows": 4, "maxlength": column.limit})
    if column.type == ColumnType.DATE:
        return forms.DateInput(attrs={"type": "date"})
    if column.type == ColumnType.CHOICE:
        return forms.Select(
            choices=[("", _("Choose one")), *((key, str(words)) for key, words in column.choices.items())]
        )
    if column.type == ColumnType.MONEY:
        return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 20})
    if column.type == ColumnType.NUMBER:
        return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 12})
    return forms.TextInput(attrs={"maxlength": column.limit})


class EntryForm(forms.Form):
    """An entry of a list; `entry` is what stands already, `about` the entry that a new one is about."""

    def __init__(
        self,
        *args: Any,
        person: Any,
        ledger: Ledger,
        entry: Entry | None = None,
        about: Entry | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ledger, self.entry = ledger, entry
        self.filler = Filler(person, ledger)
        for column in ledger.columns:
            self.fields[column.key] = self.field_of(column, entry.about if entry else about)
        if entry:
            self.fields["reason"] = forms.CharField(label=_("Why it is changed"), max_length=MOST_REASON)
            self.fields["seen"] = forms.IntegerField(initial=entry.revision, widget=forms.HiddenInput())

    def field_of(self, column: Column, about: Entry | None) -> forms.Field:
        """The field of one column with what stands in it at first."""
        if column.type == ColumnType.ORGANISATION:
            return self.holder_field(column)
        if column.type == ColumnType.ENTRY:
            return self.about_field(column, about)
        kept = self.entry.values.get(column.key) if self.entry else None
        return TypedField(column, initial=typed(column, kept))

    def holder_field(self, column: Column) -> HolderField:
        """Whose it is: typed with names to choose from; the only one where there is but one."""
        nodes = self.filler.holders.nodes
        node = self.entry.node if self.entry else nodes[0] if len(nodes) == 1 else None
        words = {"label": str(column.title), "help_text": str(column.help)}
        return HolderField(self.filler.holders, initial=self.label(node), **words)

    def label(self, node: Node | None) -> str:
        return self.filler.holders.label(node) if node else ""

    def about_field(self, column: Column, about: Entry | None) -> forms.ChoiceField:
        """Which entry of another list it is about, newest first; of a grant, what is left."""
        rows = sorted(self.filler.abouts.values(), key=lambda row: -row.pk)
        used = used_of(rows) if rows and drawing_slugs(rows[0].ledger) else None
        options = [(str(row.pk), about_words(row, used)) for row in rows]
        return forms.ChoiceField(
            label=str(column.title),
            help_text=str(column.help),
            choices=[("", _("Choose one")), *options],
            initial=str(about.pk) if about else "",
        )

    @property
    def has_long(self) -> bool:
        """Whether a field for longer words, which warns of secrets itself, stands in it."""
        return self.ledger.of_type(ColumnType.LONG) is not None

    @property
    def holders(self) -> list[str]:
        """Names to choose from."""
        return self.filler.holders.offered if self.ledger.owner else []


def about_words(row: Entry, used: dict[int, int] | None) -> str:
    """An entry among others to choose from."""
    words = f"{row.node.name} · {row.name}"
    if used is None:
        return words
    left = _("%(left)s yuan left") % {"left": grouped_yuan((row.amount or 0) - used.get(row.pk, 0))}
    return f"{words} · {left}"


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=MOST_REASON, required=False)


class ImportForm(forms.Form):
    """One workbook for one committee."""

    committee = forms.ModelChoiceField(label=_("Work committee"), queryset=Node.objects.none(), empty_label=None)
    file = forms.FileField(label=_("Workbook (.xlsx, .xls or .csv)"))

    def __init__(self, *args: Any, committees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = committees
        if committees.count() == 1:
            self.fields["committee"].initial = committees.first()
            self.fields["committee"].widget = forms.HiddenInput()
