"""What a ballot asks, as a form: rows of questions, answers and layers, with blank rows to add some."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from apps.ballots.asking import MOST_GUIDE, MOST_TITLE, Asked, Layer, Option, Question
from apps.ballots.choices import FewVotes

HUNDRED = 100
SPARE = 2


class Row(forms.Form):
    """A row whose code is made once and stays; without words it is left out."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    title = forms.CharField(label=_("Words"), required=False, max_length=MOST_TITLE)
    place = forms.IntegerField(label=_("Position"), required=False, min_value=1, max_value=99)


class QuestionRow(Row):
    guide = forms.CharField(label=_("A line that helps to answer"), required=False, max_length=MOST_GUIDE)
    counts = forms.BooleanField(label=_("Its answers give points"), required=False)


class OptionRow(Row):
    points = forms.DecimalField(
        label=_("Points, blank for an abstention"), required=False, min_value=0, max_value=100, decimal_places=2
    )


class LayerRow(Row):
    share = forms.DecimalField(label=_("Share, %"), required=False, min_value=0, max_value=100, decimal_places=2)
    wanted = forms.DecimalField(
        label=_("Wanted turnout, %"), required=False, min_value=0, max_value=100, decimal_places=2
    )


QuestionRows = formset_factory(QuestionRow, extra=SPARE, max_num=60)
OptionRows = formset_factory(OptionRow, extra=1, max_num=20)
LayerRows = formset_factory(LayerRow, extra=1, max_num=12)


class FewVotesForm(forms.Form):
    few_votes = forms.ChoiceField(label=_("Layers with few votes"), choices=FewVotes.choices, widget=forms.RadioSelect)


class AskingForm:
    """All parts together; `given` holds what the service takes once `is_valid()`."""

    def __init__(
        self, asked: Asked, few_votes: str, data: Mapping[str, Any] | None = None, *, is_fixed: bool = False
    ) -> None:
        self.asked = asked
        self.few = FewVotesForm(data, initial={"few_votes": few_votes})
        self.questions = QuestionRows(data, prefix="q", initial=[dict(row) for row in asked.questions])
        self.options = OptionRows(data, prefix="o", initial=[in_points(row, "points") for row in asked.options])
        layers = [in_points(row, "share", "wanted") for row in asked.layers]
        self.layers = LayerRows(data, prefix="l", initial=layers)
        if asked.fixed_options:
            fix(self.options, "points")
        if asked.fixed_layers:
            fix(self.layers, "share")
        for part in self.parts if is_fixed else ():
            part.extra = 0
        self.faults: dict[str, list[str]] = {}

    @property
    def parts(self) -> tuple[BaseFormSet, ...]:
        return self.questions, self.options, self.layers

    def is_valid(self) -> bool:
        return all([self.few.is_valid(), *[part.is_valid() for part in self.parts]])

    @property
    def given(self) -> dict[str, Any]:
        """What is asked, as the service takes it."""
        questions = [
            Question(code=row["code"], title=row["title"], guide=row["guide"], counts=row["counts"])
            for row in filled(self.questions, "q")
        ]
        options = [
            Option(code=row["code"], title=row["title"], points=hundredths(row["points"]))
            for row in filled(self.options, "o")
        ]
        layers = [
            Layer(
                code=row["code"],
                title=row["title"],
                share=hundredths(row["share"]) or 0,
                wanted=hundredths(row["wanted"]) or 0,
            )
            for row in filled(self.layers, "l")
        ]
        few = self.few.cleaned_data["few_votes"]
        return {"questions": questions, "options": options, "layers": layers, "few_votes": few}


def fix(rows: BaseFormSet, field: str) -> None:
    """The rulebook's own rows: this field is read only, and there are no blank rows."""
    rows.extra = 0
    for row in rows.forms:
        row.fields[field].disabled = True


def filled(rows: BaseFormSet, letter: str) -> list[dict[str, Any]]:
    """The rows with words, in the order of their places (as they stand, where none is given), each with a code."""
    found = [dict(row.cleaned_data) for row in rows.forms if row.cleaned_data.get("title")]
    taken = {row["code"] for row in found if row["code"]}
    for row in found:
        if not row["code"] and len(found) > 1:
            row["code"] = free_code(letter, taken)
            taken.add(row["code"])
    return [row for _place, row in sorted(enumerate(found, start=1), key=lambda each: each[1]["place"] or each[0])]


def free_code(letter: str, taken: Iterable[str]) -> str:
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def in_points(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """A row with its hundredths as people type them: 80, 62.5; blank for none."""
    return dict(row) | {name: plain(row[name]) for name in names}


def plain(figure: int | None) -> str:
    if figure is None:
        return ""
    return f"{figure / HUNDRED:.2f}".rstrip("0").rstrip(".")


def hundredths(typed: Any) -> int | None:
    """A typed decimal in hundredths, None for a blank field."""
    return None if typed is None else int(typed * HUNDRED)
