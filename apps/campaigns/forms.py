"""The form of a campaign: name, scope, rulebook, and the dates of its stages."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates
from apps.criteria.models import RulebookVersion
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of

DAYS = {StageKind.SELF_ASSESSMENT: 20, StageKind.SCORING: 30, StageKind.EVALUATION: 40}


class MomentField(forms.DateTimeField):
    """Day and hour, in the browser's own picker."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class CampaignForm(forms.Form):
    """Everything about a campaign that a person types; services decide."""

    name = forms.CharField(label=_("Name"), max_length=120)
    slug = forms.SlugField(
        label=_("Short name in addresses"),
        max_length=60,
        help_text=_("Letters, digits and hyphens, such as wuxing-2025."),
    )
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    committee = forms.ModelChoiceField(
        label=_("Scope"), queryset=Node.objects.none(), help_text=_("Every branch below it takes part.")
    )
    rulebook_version = forms.ModelChoiceField(label=_("Rulebook"), queryset=RulebookVersion.objects.none())
    is_open_to_branches = forms.BooleanField(
        label=_("Branches may see the whole league table"),
        required=False,
        help_text=_("Otherwise each sees its own results and places only."),
    )

    def __init__(self, *args: Any, person: Any, campaign: Campaign | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(campaign))
        super().__init__(*args, **kwargs)
        scopes = Node.objects.filter(reach_of(person).where(Power.CAMPAIGN)).standing().exclude(kind="branch")
        self.fields["committee"].queryset = scopes.filter(kind="committee").in_order()
        self.fields["rulebook_version"].queryset = RulebookVersion.objects.visible_to(person).select_related("rulebook")
        self.fields["committee"].initial = self.fields["committee"].queryset.first()
        self.fields["rulebook_version"].initial = self.fields["rulebook_version"].queryset.first()
        if campaign:
            del self.fields["slug"], self.fields["committee"]
            if campaign.status != "draft":
                del self.fields["rulebook_version"]
        for kind in StageKind:
            self.add_stage(kind, campaign)

    def add_stage(self, kind: StageKind, campaign: Campaign | None) -> None:
        """Two moments of one stage; both empty: the campaign has no such stage."""
        stage = campaign.stages.filter(kind=kind).first() if campaign else None
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        opens, closes = today, today + timedelta(days=DAYS[kind], hours=18)
        if campaign:
            opens, closes = (stage.opens_at, stage.closes_at) if stage else (None, None)
        self.fields[f"{kind}-opens"] = MomentField(label=_("opens"), required=False, initial=local(opens))
        self.fields[f"{kind}-closes"] = MomentField(label=_("closes"), required=False, initial=local(closes))

    def stage_forms(self) -> list[dict[str, Any]]:
        """The stages' fields, a row each."""
        return [
            {"kind": kind, "kind_label": kind.label, "opens": self[f"{kind}-opens"], "closes": self[f"{kind}-closes"]}
            for kind in StageKind
        ]

    def main_fields(self) -> list[forms.BoundField]:
        """Everything but the stages."""
        return [field for field in self if not field.name.endswith(("-opens", "-closes"))]

    def clean_slug(self) -> str:
        return slugify(self.cleaned_data["slug"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for kind in StageKind:
            if self.errors.keys() & {f"{kind}-opens", f"{kind}-closes"}:
                continue
            opens, closes = data.get(f"{kind}-opens"), data.get(f"{kind}-closes")
            if bool(opens) != bool(closes):
                self.add_error(f"{kind}-closes" if opens else f"{kind}-opens", _("Give both moments, or neither."))
            elif opens and closes and closes <= opens:
                self.add_error(f"{kind}-closes", _("This stage closes before it opens."))
        return data

    def stages(self) -> list[StageDates]:
        """The stages as the service takes them."""
        data = self.cleaned_data
        return [
            StageDates(kind=kind, opens_at=data[f"{kind}-opens"], closes_at=data[f"{kind}-closes"])
            for kind in StageKind
            if data.get(f"{kind}-opens")
        ]

    def wanted(self) -> dict[str, Any]:
        """The fields that the service takes as they are."""
        names = ("name", "slug", "year", "committee", "rulebook_version", "is_open_to_branches")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None


def initial_of(campaign: Campaign | None) -> dict[str, Any]:
    """What stands in the form at first."""
    if campaign is None:
        return {"year": timezone.localdate().year}
    return {
        "name": campaign.name,
        "year": campaign.year,
        "is_open_to_branches": campaign.is_open_to_branches,
        "rulebook_version": campaign.rulebook_version,
    }
