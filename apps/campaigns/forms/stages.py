"""The rows of a campaign's form in which its stages are dated, and the years it may begin with."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates

RATING, BALLOT, YEAR = "rating", "ballot", "year"
PRESETS = {
    RATING: _("Three steps of rating"),
    BALLOT: _("Self-assessment, ballot, superior, result"),
    YEAR: _("A whole year"),
}
# From which day on, counted from today, until which. Before the first day of a ballot's year, units write indicators of
# their own: marking would fix them.
SPANS: dict[str, dict[str, tuple[int, int]]] = {
    RATING: {StageKind.SELF_ASSESSMENT: (0, 20), StageKind.SCORING: (0, 30), StageKind.EVALUATION: (0, 40)},
    BALLOT: {
        StageKind.SELF_ASSESSMENT: (7, 27),
        StageKind.BALLOT: (27, 34),
        StageKind.SCORING: (34, 52),
        StageKind.EVALUATION: (52, 62),
        StageKind.DECISION: (57, 67),
    },
    YEAR: {
        StageKind.SELF_ASSESSMENT: (0, 24),
        StageKind.SCORING: (24, 39),
        StageKind.VISIT: (24, 39),
        StageKind.EVALUATION: (38, 50),
        StageKind.DECISION: (40, 54),
        StageKind.NOTICE: (54, 68),
        StageKind.NAMING: (68, 82),
    },
}
CLOSING_HOUR = 18


class MomentField(forms.DateTimeField):
    """Day and hour, in the browser's own picker."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


@dataclass(frozen=True)
class StageRow:
    """One stage of a form. `key` heads the names of its fields; `is_spare` where the campaign has no such stage yet."""

    form: forms.Form
    key: str
    kind: StageKind
    is_spare: bool

    @property
    def label(self) -> str:
        return self.kind.label

    @property
    def fields(self) -> list[forms.BoundField]:
        return [self.form[f"{self.key}-{name}"] for name in ("opens", "closes", "title")]

    @property
    def is_typed(self) -> bool:
        """Whether anything stands in it."""
        return any(field.value() for field in self.fields)

    def read(self, data: dict[str, Any]) -> StageDates | None:
        """The stage as it was typed; None where its moments are left empty."""
        opens, closes = data.get(f"{self.key}-opens"), data.get(f"{self.key}-closes")
        if not opens or not closes:
            return None
        return StageDates(kind=self.kind, title=data.get(f"{self.key}-title", ""), opens_at=opens, closes_at=closes)


def stage_rows(form: forms.Form, stages: Sequence[StageDates]) -> list[StageRow]:
    """A row and its fields for each stage, and a spare one of each kind behind them."""
    seen: Counter[str] = Counter()
    rows = [add_row(form, StageKind(stage.kind), stage, seen) for stage in stages]
    return rows + [add_row(form, kind, None, seen) for kind in StageKind]


def add_row(form: forms.Form, kind: StageKind, stage: StageDates | None, seen: Counter[str]) -> StageRow:
    """The fields of one stage. A kind's first is named after the kind alone."""
    seen[kind] += 1
    key = kind.value if seen[kind] == 1 else f"{kind}-{seen[kind]}"
    form.fields[f"{key}-title"] = forms.CharField(
        label=_("called"), max_length=40, required=False, initial=stage.title if stage else ""
    )
    opens, closes = (timezone.localtime(stage.opens_at), timezone.localtime(stage.closes_at)) if stage else (None, None)
    form.fields[f"{key}-opens"] = MomentField(label=_("opens"), required=False, initial=opens)
    form.fields[f"{key}-closes"] = MomentField(label=_("closes"), required=False, initial=closes)
    return StageRow(form, key, kind, stage is None)


def standing(campaign: Campaign) -> list[StageDates]:
    """The campaign's stages as they are dated now."""
    return [
        StageDates(kind=row.kind, title=row.title, opens_at=row.opens_at, closes_at=row.closes_at)
        for row in campaign.stages.all()
    ]


def preset_stages(preset: str) -> list[StageDates]:
    """What a new campaign begins with, from today on; an unknown preset is that of rating."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return [
        StageDates(kind=kind, opens_at=after(today, first), closes_at=after(today, last, CLOSING_HOUR))
        for kind, (first, last) in SPANS.get(preset, SPANS[RATING]).items()
    ]


def after(today: datetime, days: int, hour: int = 0) -> datetime:
    return today + timedelta(days=days, hours=hour)
