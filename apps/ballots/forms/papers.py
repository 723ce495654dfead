"""A pile of paper ballots as a form: how many papers, and for each question how often each answer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.ballots.models import Poll

MOST = 10_000


class PilesForm(forms.Form):
    """Blank fields are none; what does not add up is told by the service, question by question."""

    papers = forms.IntegerField(label=_("Papers in the pile"), min_value=1, max_value=MOST)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, poll: Poll, first: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=first)
        self.poll = poll
        self.sums: dict[str, str] = {}
        self.names: dict[str, tuple[str, str]] = {}
        self.fields["papers"].widget.attrs |= {"class": "input", "inputmode": "numeric", "data-papers": ""}
        for place, question in enumerate(poll.questions):
            for number, option in enumerate(poll.options):
                self.add(f"p-{place}-{number}", place, question, option)

    def add(self, name: str, place: int, question: Mapping[str, Any], option: Mapping[str, Any]) -> None:
        """The field of one answer to one question."""
        field = forms.IntegerField(label=option["title"], required=False, min_value=0, max_value=MOST)
        words = f"{place + 1} {question['title']}: {option['title']}"
        field.widget.attrs |= {"class": "mark", "aria-label": words, "inputmode": "numeric", "data-sum": f"{place}"}
        self.fields[name] = field
        self.names[name] = (question["code"], option["code"])

    def figures(self) -> dict[str, dict[str, int]]:
        """Question code → option code → how many."""
        found: dict[str, dict[str, int]] = {}
        for name, (question, option) in self.names.items():
            found.setdefault(question, {})[option] = self.cleaned_data.get(name) or 0
        return found

    def rows(self) -> list[dict[str, Any]]:
        """One row a question, with its fields and what is wrong with their sum."""
        return [
            {
                "place": place,
                "title": question["title"],
                "fields": [self[f"p-{place}-{number}"] for number in range(len(self.poll.options))],
                "fault": self.sums.get(question["code"], ""),
            }
            for place, question in enumerate(self.poll.questions)
        ]

    def refuse(self, details: Mapping[str, Any], message: str) -> None:
        """What the service refused: beside its question, beside the number of papers, or above."""
        codes = {question["code"] for question in self.poll.questions}
        self.sums = {code: " ".join(map(str, texts)) for code, texts in details.items() if code in codes}
        self.add_error("papers" if "papers" in details else None, message)


def agreed(poll: Poll, first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, int]:
    """What stands in the fields when two settle: where both typed the same, that; blank where they differ."""
    found = {}
    for place, question in enumerate(poll.questions):
        for number, option in enumerate(poll.options):
            one, other = (side.get(question["code"], {}).get(option["code"], 0) for side in (first, second))
            if one == other:
                found[f"p-{place}-{number}"] = one
    return found
