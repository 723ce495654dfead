"""The form of a programme: what is conferred, who may apply, which questions an application asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.campaigns.models import Campaign
from apps.demonstrations.choices import ProgrammeKind
from apps.demonstrations.models import Programme
from apps.demonstrations.plans import PLANS
from apps.demonstrations.services.programmes import LONGEST_ANSWER, LONGEST_TERM
from apps.organisations.choices import Kind, Power
from apps.organisations.models import Node, reach_of

SPARE = 2
QUESTION = ("key", "title", "help", "limit", "is_required")
PLAIN = ("name", "title_word", "rules_name", "prefix", "has_plaque", "term", "review_by", "contact", "is_listed")


class ListField(forms.CharField):
    """Words parted by commas of either language."""

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value).replace("，", ",").replace("、", ",")
        return [word for part in text.split(",") if (word := part.strip())]


class ProgrammeForm(forms.Form):
    """Everything about a programme that a person types; services decide."""

    name = forms.CharField(label=_("Name"), max_length=80)
    slug = forms.SlugField(
        label=_("Short name in addresses"), max_length=50, help_text=_("Letters, digits and hyphens, such as sites.")
    )
    committee = forms.ModelChoiceField(label=_("Scope"), queryset=Node.objects.none())
    title_word = forms.CharField(label=_("Title that is conferred"), max_length=40)
    rules_name = forms.CharField(
        label=_("Rules"), max_length=120, required=False, help_text=_("The document by which is chosen.")
    )
    has_plaque = forms.BooleanField(label=_("A plaque is given"), required=False)
    prefix = forms.CharField(
        label=_("Beginning of plaque numbers"), max_length=12, help_text=_("The year and a number follow it.")
    )
    term = forms.IntegerField(
        label=_("Months of validity"),
        min_value=1,
        max_value=LONGEST_TERM,
        required=False,
        help_text=_("Empty: for ever."),
    )
    review_by = forms.CharField(
        label=_("Yearly review by"), max_length=5, required=False, help_text=_("Month and day, such as 12-10.")
    )
    contact = forms.CharField(label=_("Whom to ask about a plaque"), max_length=120, required=False)
    is_listed = forms.BooleanField(label=_("The list of titles is public"), required=False)
    rating = forms.ModelChoiceField(label=_("Rating that counts"), queryset=Campaign.objects.none(), required=False)
    levels = ListField(
        label=_("Levels that may apply"),
        max_length=120,
        required=False,
        help_text=_("Parted by commas; others need a reason and a second person. Empty: everybody."),
    )

    def __init__(
        self, *args: Any, person: Any, programme: Programme | None = None, kind: str = ProgrammeKind.SITE, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", initial_of(programme, kind))
        super().__init__(*args, **kwargs)
        covered = Node.objects.filter(reach_of(person).where(Power.CAMPAIGN)).standing().filter(kind=Kind.COMMITTEE)
        self.fields["committee"].queryset = covered.in_order()
        self.fields["committee"].initial = covered.in_order().first()
        self.fields["rating"].queryset = Campaign.objects.visible_to(person).ratings().newest_first()
        if programme:
            del self.fields["slug"], self.fields["committee"]
        held = programme.questions if programme else PLANS[kind].fields()["questions"]
        self.rows = len(held) + SPARE
        for index in range(self.rows):
            self.add_question(index, held[index] if index < len(held) else {})

    def add_question(self, index: int, held: dict[str, Any]) -> None:
        """The fields of one question; its key goes along unseen."""
        named = {"key": forms.CharField(max_length=30, required=False, widget=forms.HiddenInput)}
        named["title"] = forms.CharField(label=_("Question"), max_length=80, required=False)
        named["help"] = forms.CharField(label=_("Help beneath it"), max_length=200, required=False)
        named["limit"] = forms.IntegerField(
            label=_("Most characters"), min_value=1, max_value=LONGEST_ANSWER, required=False
        )
        named["is_required"] = forms.BooleanField(label=_("has to be answered"), required=False)
        for name, field in named.items():
            field.initial = held.get(name, "")
            self.fields[f"{name}-{index}"] = field

    def main_fields(self) -> list[forms.BoundField]:
        names = ("name", "slug", "committee", "title_word", "rules_name", "rating", "levels")
        return [self[name] for name in names if name in self.fields]

    def plaque_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("has_plaque", "prefix", "term", "review_by", "contact", "is_listed")]

    def question_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}-{index}"] for name in QUESTION] for index in range(self.rows)]

    def questions(self) -> list[dict[str, Any]]:
        """The questions as the service takes them; a row without a title is left out, a new one gets a free key."""
        data, found = self.cleaned_data, []
        typed = [{name: data[f"{name}-{index}"] for name in QUESTION} for index in range(self.rows)]
        taken = {row["key"] for row in typed}
        for row in filter(lambda row: row["title"], typed):
            key = row["key"] or next(key for n in range(1, 99) if (key := f"question-{n}") not in taken)
            taken.add(key)
            found.append(row | {"key": key, "limit": row["limit"] or LONGEST_ANSWER})
        return found

    def wanted(self) -> dict[str, Any]:
        """The fields that the service takes as they are."""
        data = self.cleaned_data
        found = {name: data[name] for name in PLAIN} | {"rating": data["rating"], "levels": data["levels"]}
        return found | {"questions": self.questions()}


def initial_of(programme: Programme | None, kind: str) -> dict[str, Any]:
    """What stands in the form at first: the programme, or what its kind brings."""
    if programme is None:
        return PLANS[kind].fields() | {"is_listed": True}
    held = {name: getattr(programme, name) for name in PLAIN}
    return held | {"rating": programme.rating, "levels": ", ".join(programme.levels)}
