"""The plan of a campaign as a form: what is watched, how much this year, how much in three."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from apps.campaigns.amounts import Amount, read_amount
from apps.campaigns.choices import TargetKind
from apps.campaigns.models import LATER, Campaign
from apps.campaigns.services import PlannedShare
from apps.campaigns.services.targets import MOST_TARGETS
from apps.criteria.selectors import rulebook_of
from apps.rating.rulebook import Rulebook

ROWS, SPARE = 6, 2
PLAIN = (TargetKind.RISE, TargetKind.IN_TIME, TargetKind.VISITED)


class AmountField(forms.CharField):
    """25%, 1/3 or 200; empty where nothing is asked."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and read_amount(text) is None:
            raise forms.ValidationError(_("Write 25%, 1/3 or 200."))
        return text


class TargetsForm(forms.Form):
    """Lines of a plan; one without a subject is left out. A plan not yet written begins with the rulebook's targets."""

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = rulebook_of(campaign.rulebook_version)
        standing = [
            PlannedShare(row.kind, row.level, row.stars, row.now, row.later) for row in campaign.targets.all()
        ] or stated(rules)
        self.subjects = [("", _("nothing")), *subjects(rules)]
        self.rows = min(MOST_TARGETS, max(ROWS, len(standing) + SPARE))
        for index in range(self.rows):
            self.add_line(index, standing[index] if index < len(standing) else None)

    def add_line(self, index: int, line: PlannedShare | None) -> None:
        """The three fields of one line."""
        self.fields[f"what-{index}"] = forms.ChoiceField(
            label=gettext_lazy("What is watched"),
            choices=self.subjects,
            required=False,
            initial=subject_of(line) if line else "",
        )
        self.fields[f"now-{index}"] = AmountField(
            label=gettext_lazy("This year"), max_length=12, required=False, initial=line.now if line else ""
        )
        self.fields[f"later-{index}"] = AmountField(
            label=gettext_lazy("Within three years"), max_length=12, required=False, initial=line.later if line else ""
        )

    def line_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}-{index}"] for name in ("what", "now", "later")] for index in range(self.rows)]

    def lines(self) -> list[PlannedShare]:
        """The lines as the service takes them."""
        data = self.cleaned_data
        return [
            PlannedShare(**read_subject(what), now=data[f"now-{index}"], later=data[f"later-{index}"])
            for index in range(self.rows)
            if (what := data[f"what-{index}"])
        ]


def subjects(rules: Rulebook) -> list[tuple[str, str]]:
    """Everything that a target may watch under these rules, with its name."""
    language = get_language() or "zh-hans"
    names = [(level.name, level.title.get(language)) for level in rules.levels]
    best, *others = [(f"{TargetKind.AT_LEAST}:{name}", title) for name, title in names]
    better = [best, *((choice, _("%(level)s and better") % {"level": title}) for choice, title in others)]
    single = [(f"{TargetKind.LEVEL}:{name}", _("only %(level)s") % {"level": title}) for name, title in names[1:]]
    starred = [(f"{TargetKind.STARS}:{n}", stars_title(n)) for n in range(len(rules.stars), 0, -1)]
    return [*better, *single, *starred, *((kind.value, str(kind.label)) for kind in PLAIN)]


def stars_title(stars: int) -> str:
    return ngettext("%(n)s star and more", "%(n)s stars and more", stars) % {"n": stars}


def subject_of(line: PlannedShare) -> str:
    """A line's subject as the form's choice."""
    detail = line.level or (str(line.stars) if line.stars else "")
    return f"{line.kind}:{detail}" if detail else line.kind


def read_subject(choice: str) -> dict[str, Any]:
    """The same back."""
    kind, _colon, detail = choice.partition(":")
    if kind == TargetKind.STARS:
        return {"kind": kind, "stars": int(detail)}
    return {"kind": kind, "level": detail}


def stated(rules: Rulebook) -> list[PlannedShare]:
    """The rulebook's own targets for this year and the third, one line for each thing that they watch."""
    names = [level.name for level in rules.levels]
    found: dict[tuple[str, str, int | None], dict[str, str]] = {}
    for target in rules.targets:
        if target.stars is not None:
            about = (TargetKind.STARS.value, "", target.stars)
        else:
            last = max(target.levels, key=names.index)
            is_from_best = len(target.levels) == names.index(last) + 1
            about = (TargetKind.AT_LEAST.value if is_from_best else TargetKind.LEVEL.value, last, None)
        place = {0: "now", LATER: "later"}.get(target.years)
        if place:
            found.setdefault(about, {})[place] = str(Amount(target.share, target.number))
    return [PlannedShare(*about, **amounts) for about, amounts in found.items()]
