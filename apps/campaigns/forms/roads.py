"""Forms of a road over several years: its years with their targets as lines of text, and issued documents."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.campaigns.models import Road
from apps.campaigns.services import Target, YearPlan
from apps.organisations.choices import Kind, Power
from apps.organisations.models import Node, reach_of

ROWS, SPARE = 3, 1
SHARE = re.compile(r"(?P<level>.+?)[\s：:]+(?P<whole>\d{1,3})(?:\.(?P<tenth>\d))?\s*[%％]")
BRANCHES = re.compile(r"(?P<level>.+?)[\s：:]+(?P<n>\d{1,6})\s*(?:个)?")


def read_targets(text: str) -> list[Target]:
    """A target a line: a level, then a share or a number of branches; refuses the first line that is neither."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if match := SHARE.fullmatch(line):
            share = int(match["whole"]) * 10 + int(match["tenth"] or 0)
            found.append(Target(match["level"], share=share))
        elif match := BRANCHES.fullmatch(line):
            found.append(Target(match["level"], branches=int(match["n"])))
        else:
            raise forms.ValidationError(_("“%(line)s” is no target.") % {"line": line[:40]})
    return found


def write_targets(targets: Sequence[dict[str, Any]]) -> str:
    """The same lines from what is kept."""
    return "\n".join(target_line(target) for target in targets)


def target_line(target: dict[str, Any]) -> str:
    """One target as people write it."""
    if "share" in target:
        whole, tenth = divmod(target["share"], 10)
        return f"{target['level']} {whole}{f'.{tenth}' if tenth else ''}%"
    return f"{target['level']} {target['branches']}"


class TargetsField(forms.CharField):
    """Targets, a line each."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> list[Target]:
        return read_targets(super().clean(value))


class RoadForm(forms.Form):
    """A road and its years; a year that is left empty is left out."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    committee = forms.ModelChoiceField(label=gettext_lazy("Work committee"), queryset=Node.objects.none())
    aim = forms.CharField(
        label=gettext_lazy("Aim"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, person: Any, road: Road | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        covered = Node.objects.filter(reach_of(person).where(Power.CAMPAIGN)).standing().filter(kind=Kind.COMMITTEE)
        self.fields["committee"].queryset = covered.in_order()
        self.fields["committee"].initial = covered.in_order().first()
        years = list(road.years.all()) if road else []
        if road:
            del self.fields["committee"]
            self.fields["name"].initial, self.fields["aim"].initial = road.name, road.aim
        self.rows = max(len(years) + SPARE, ROWS)
        for index in range(self.rows):
            self.add_year(index, years[index] if index < len(years) else None, not road)

    def add_year(self, index: int, row: Any, is_new: bool) -> None:
        """The fields of one year."""
        year = row.year if row else timezone.localdate().year + index if is_new else None
        self.fields[f"year-{index}"] = forms.IntegerField(
            label=gettext_lazy("Year"), required=False, min_value=2000, max_value=2100, initial=year
        )
        self.fields[f"theme-{index}"] = forms.CharField(
            label=gettext_lazy("Theme of the year"), max_length=80, required=False, initial=row.theme if row else ""
        )
        self.fields[f"measures-{index}"] = forms.CharField(
            label=gettext_lazy("Measures"),
            max_length=2000,
            required=False,
            initial=row.measures if row else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"targets-{index}"] = TargetsField(
            label=gettext_lazy("Targets"),
            required=False,
            initial=write_targets(row.targets) if row else "",
            help_text=gettext_lazy("A line each: a level, then a share or a number, such as 25% or 200."),
        )

    def head_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "committee", "aim") if name in self.fields]

    def year_rows(self) -> list[list[forms.BoundField]]:
        names = ("year", "theme", "measures", "targets")
        return [[self[f"{name}-{index}"] for name in names] for index in range(self.rows)]

    def years(self) -> list[YearPlan]:
        """The years as the service takes them."""
        data = self.cleaned_data
        return [
            YearPlan(year, data[f"theme-{index}"], data[f"measures-{index}"], data[f"targets-{index}"])
            for index in range(self.rows)
            if (year := data[f"year-{index}"])
        ]


class DocumentForm(forms.Form):
    """A document that was issued, with its file."""

    title = forms.CharField(label=gettext_lazy("Title of the document"), max_length=160)
    number = forms.CharField(label=gettext_lazy("Document number"), max_length=60, required=False)
    dated_on = forms.DateField(
        label=gettext_lazy("Dated"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    file = forms.FileField(label=gettext_lazy("File"), required=False)
