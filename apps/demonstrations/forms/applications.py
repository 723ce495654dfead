"""Forms of applications: who applies, and everything that the programme's own form asks; services decide."""

import json
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from apps.demonstrations.applicants import Applicants
from apps.demonstrations.asking import (
    ANSWER,
    ASKED,
    LIMITS,
    LONGEST_HEAD,
    LONGEST_STRENGTH,
    MOST_STRENGTHS,
    asked_of,
    plain,
    said_in,
)
from apps.demonstrations.choices import ProgrammeKind
from apps.demonstrations.models import Candidate, Programme
from apps.ledgers.values import ValueFault

DATALIST = "organisations"
SHORT = 120
WAS = "was-"


class BeginForm(forms.Form):
    """Which organisation applies, and with what."""

    organisation = forms.CharField(label=_("Organisation"), max_length=260)

    def __init__(self, *args: Any, person: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.applicants = Applicants(person, programme)
        nodes = self.applicants.nodes
        self.fields["organisation"].widget.attrs |= {"list": DATALIST, "autocomplete": "off"}
        self.fields["organisation"].initial = self.applicants.label(nodes[0]) if len(nodes) == 1 else ""
        for name in ASKED[programme.kind]:
            if name in ("title", "person_name"):
                is_required = programme.kind == ProgrammeKind.PROJECT
                self.fields[name] = text_field(name, programme.kind, is_required=is_required)

    @property
    def offered(self) -> list[str]:
        """Names to choose from."""
        return self.applicants.offered

    def clean_organisation(self) -> Any:
        """The organisation of the name."""
        try:
            return self.applicants.find(self.cleaned_data["organisation"])
        except ValueFault as fault:
            raise forms.ValidationError(fault.message) from fault


def text_field(name: str, kind: str, *, is_required: bool = False) -> forms.CharField:
    """A short field of the application itself."""
    labels = {
        "title": {ProgrammeKind.PROJECT: _("Name of the project"), ProgrammeKind.TEAM: _("Name of the team")}.get(
            kind, _("What for")
        ),
        "person_name": {ProgrammeKind.HONOUR: _("Person, where one is commended")}.get(kind, _("Who answers for it")),
        "brand": _("Brand"),
        "exception": _("Why it applies all the same"),
    }
    return forms.CharField(label=labels[name], max_length=LIMITS[name], required=is_required)


class ApplicationForm(forms.Form):
    """Everything that the programme asks; nothing is required while it is filled in. A hidden copy of what stood there
    tells what the typist changed."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, candidate: Candidate, needs_exception: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme, said = candidate.batch.programme, said_in(candidate)
        questions = {ANSWER + row["key"]: row for row in programme.questions}
        self.keys = [key for key in asked_of(programme) if key != "strengths"] + ["exception"] * needs_exception
        self.has_strengths = "strengths" in ASKED[programme.kind]
        self.fields["version"].initial = candidate.version
        self.strengths = said["strengths"]
        for key in self.keys:
            self.fields[key] = answer_field(questions[key]) if key in questions else text_field(key, programme.kind)
            self.fields[key].initial = said.get(key, "")
            self.fields[WAS + key] = forms.CharField(
                widget=forms.HiddenInput(), required=False, initial=said.get(key, ""), strip=False
            )

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields in the form's order."""
        return [self[key] for key in self.keys]

    @property
    def hidden(self) -> list[forms.BoundField]:
        """What stood there."""
        return [self["version"], *(self[WAS + key] for key in self.keys)]

    @property
    def strength_rows(self) -> list[dict[str, Any]]:
        """Rows of strengths as typed, with empty ones to fill in."""
        rows = typed_strengths(self.data) if self.is_bound else self.strengths
        blank = {"title": "", "text": ""}
        filled = [*rows, *([blank] * MOST_STRENGTHS)][:MOST_STRENGTHS]
        limits = {"head": LONGEST_HEAD, "most": LONGEST_STRENGTH}
        return [row | limits | {"number": number} for number, row in enumerate(filled, 1)]

    @property
    def strengths_were(self) -> str:
        """What stood there of strengths, as the page sends it back."""
        given = self.data.get(f"{WAS}strengths") if self.is_bound else None
        return given if given is not None else json.dumps(self.strengths, ensure_ascii=False)

    def rebased(self, version: int) -> QueryDict:
        """What was typed, over another version of the application."""
        data = self.data.copy()
        data["version"] = str(version)
        return data

    def changed(self) -> dict[str, Any]:
        """What the typist changed, by key, as the service takes it."""
        found = {key: self[key].data or "" for key in self.keys if plain(self[key].data) != plain(self[WAS + key].data)}
        if self.has_strengths:
            now = [row for row in typed_strengths(self.data) if row["title"] or row["text"]]
            if json.dumps(now, ensure_ascii=False) != self.strengths_were:
                found["strengths"] = now
        return found

    def stood(self, key: str) -> Any:
        """What the typist saw under a key."""
        if key != "strengths":
            return plain(self[WAS + key].data)
        try:
            return json.loads(self.strengths_were)
        except ValueError:
            return None


def answer_field(question: dict[str, Any]) -> forms.CharField:
    """A question of the programme's form."""
    is_short = question["limit"] <= SHORT
    widget = forms.TextInput() if is_short else forms.Textarea(attrs={"rows": min(8, 2 + question["limit"] // 150)})
    words = {"label": question["title"], "help_text": question["help"]}
    return forms.CharField(widget=widget, max_length=question["limit"], required=False, **words)


def typed_strengths(data: QueryDict) -> list[dict[str, str]]:
    """Strengths as they were typed, row by row."""
    return [
        {name: plain(data.get(f"strength-{name}-{number}")) for name in ("title", "text")}
        for number in range(1, MOST_STRENGTHS + 1)
    ]
