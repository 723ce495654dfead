"""Forms of a campaign's year: more time for one branch, and the working days."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.campaigns.choices import EXTENDABLE, StageKind
from apps.campaigns.forms.stages import MomentField
from apps.campaigns.models import Campaign
from apps.organisations.forms.nodes import node_field
from apps.organisations.models import Node
from apps.organisations.reach import below


class ExtensionForm(forms.Form):
    """More time for one branch or unit; services decide."""

    kind = forms.ChoiceField(label=_("Stage"))
    closes_at = MomentField(label=_("Until"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [stage.kind for stage in campaign.stages.all() if stage.kind in EXTENDABLE]
        self.fields["kind"].choices = [(kind, StageKind(kind).label) for kind in dict.fromkeys(kinds)]
        scope = Node.objects.filter(below(campaign.committee.path)).exclude(pk=campaign.committee_id)
        self.fields["node"] = node_field(scope.standing(), label=_("Branch or unit"))
        self.order_fields(["kind", "node"])


class DayForm(forms.Form):
    """One day that departs from its weekday."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    is_working = forms.TypedChoiceField(
        label=_("Worked or free"), choices=[("0", _("free")), ("1", _("worked"))], coerce=lambda value: value == "1"
    )
    name = forms.CharField(label=_("Occasion"), max_length=40, required=False)


class DaysFileForm(forms.Form):
    """The table as a file."""

    file = forms.FileField(label=_("Workbook (.xlsx, .xls or .csv)"))
