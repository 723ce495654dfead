"""The form of a campaign: name, scope, rulebook, and the dates of its stages."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from apps.campaigns.forms.stages import RATING, StageRow, preset_stages, stage_rows, standing
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates
from apps.criteria.models import RulebookVersion
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of


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

    def __init__(
        self, *args: Any, person: Any, campaign: Campaign | None = None, preset: str = RATING, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", initial_of(campaign))
        super().__init__(*args, **kwargs)
        scopes = Node.objects.filter(reach_of(person).where(Power.CAMPAIGN)).standing().exclude(kind="branch")
        self.fields["committee"].queryset = scopes.filter(kind="committee").in_order()
        self.fields["rulebook_version"].queryset = RulebookVersion.objects.visible_to(person).select_related("rulebook")
        self.fields["committee"].initial = self.fields["committee"].queryset.first()
        # Several rulebooks ship: the last campaign's is likely meant, any other guess would be overlooked.
        last = Campaign.objects.visible_to(person).ratings().newest_first().first()
        self.fields["rulebook_version"].initial = last and last.rulebook_version_id
        if campaign:
            del self.fields["slug"], self.fields["committee"]
            if campaign.status != "draft":
                del self.fields["rulebook_version"]
        self.stage_rows = stage_rows(self, standing(campaign) if campaign else preset_stages(preset))

    def stage_forms(self) -> list[StageRow]:
        """The stages that the campaign has, a row each."""
        return [row for row in self.stage_rows if not row.is_spare]

    def spare_forms(self) -> list[StageRow]:
        """One empty row of each kind, for a stage that it does not have yet."""
        return [row for row in self.stage_rows if row.is_spare]

    def has_typed_spares(self) -> bool:
        """Whether a stage is being added."""
        return any(row.is_typed for row in self.spare_forms())

    def main_fields(self) -> list[forms.BoundField]:
        """Everything but the stages."""
        return [field for field in self if not field.name.endswith(("-title", "-opens", "-closes"))]

    def clean_slug(self) -> str:
        return slugify(self.cleaned_data["slug"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in self.stage_rows:
            self.clean_stage(row.key, data)
        return data

    def clean_stage(self, key: str, data: dict[str, Any]) -> None:
        """Both moments in their order, or neither."""
        opens, closes = f"{key}-opens", f"{key}-closes"
        if self.errors.keys() & {opens, closes}:
            return
        if bool(data.get(opens)) != bool(data.get(closes)):
            self.add_error(closes if data.get(opens) else opens, _("Give both moments, or neither."))
        elif data.get(opens) and data[closes] <= data[opens]:
            self.add_error(closes, _("This stage closes before it opens."))

    def stages(self) -> list[StageDates]:
        """The stages as the service takes them."""
        return [stage for row in self.stage_rows if (stage := row.read(self.cleaned_data))]

    def wanted(self) -> dict[str, Any]:
        """The fields that the service takes as they are."""
        names = ("name", "slug", "year", "committee", "rulebook_version", "is_open_to_branches")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


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
