"""How many may vote: fields of one unit's branches, a pasted table, or a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.assessments.models import Assessment
from apps.ballots.models import Poll

Key = tuple[int, str]


class EntitledForm(forms.Form):
    """A number for each layer of each of some branches; blank ones stay as they are."""

    def __init__(
        self, data: Mapping[str, Any] | None, poll: Poll, rows: Sequence[Assessment], stand: Mapping[Key, int]
    ) -> None:
        super().__init__(data)
        self.keys: dict[str, Key] = {}
        for row in rows:
            for place, layer in enumerate(poll.layers):
                name, key = f"n-{row.pk}-{place}", (row.pk, layer["code"])
                self.keys[name] = key
                field = forms.IntegerField(
                    label=f"{row.name} {layer['title']}", required=False, min_value=0, max_value=100_000
                )
                field.widget.attrs |= {"class": "mark", "aria-label": field.label}
                self.fields[name] = field
                self.initial[name] = stand.get(key)

    def figures(self) -> dict[Key, int]:
        """What was typed, by (assessment, layer)."""
        typed = {key: self.cleaned_data.get(name) for name, key in self.keys.items()}
        return {key: figure for key, figure in typed.items() if figure is not None}


class VoterFileForm(forms.Form):
    """A workbook, or rows pasted out of one."""

    file = forms.FileField(label=_("Workbook or CSV"), required=False)
    rows = forms.CharField(
        label=_("Or paste the rows here, headings first"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def table(self) -> tuple[bytes, str] | None:
        """Contents and name of what was given, None where nothing was."""
        given = self.cleaned_data["file"]
        if given:
            return given.read(), given.name
        pasted = self.cleaned_data["rows"].strip()
        if not pasted:
            return None
        lines = [",".join(f'"{cell.strip()}"' for cell in line.split("\t")) for line in pasted.splitlines()]
        text = "\n".join(lines) if "\t" in pasted else pasted
        return text.encode(), "pasted.csv"
