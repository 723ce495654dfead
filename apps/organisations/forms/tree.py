"""Forms of the acts on organisations and zones; services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.organisations.choices import Kind
from apps.organisations.models import Node, Zone
from apps.organisations.services.tree import LAST_SEQUENCE, MAX_NAME, MAX_ZONE_NAME, PLACES

# The order in which kinds are offered; branches have a page of their own, with their profile.
OFFERED = (Kind.UNIT, Kind.PARTY_COMMITTEE, Kind.GENERAL_BRANCH, Kind.COMMITTEE)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=MAX_NAME)


class NodeForm(RenameForm):
    """A new organisation below `parent`, or a root without one."""

    kind = forms.ChoiceField(label=_("Kind"))
    zone = forms.ModelChoiceField(label=_("Zone"), queryset=Zone.objects.none(), required=False, empty_label=_("none"))

    field_order = ["kind", "name", "zone"]

    def __init__(self, *args: Any, parent: Node | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = PLACES[Kind(parent.kind)] if parent else {Kind.COMMITTEE}
        self.fields["kind"].choices = [(kind, kind.label) for kind in OFFERED if kind in places]
        if parent is not None and parent.kind == Kind.COMMITTEE:
            self.fields["zone"].queryset = parent.zones.all()
        else:
            del self.fields["zone"]


class SequenceForm(forms.Form):
    sequence = forms.IntegerField(label=_("Number in the official order"), min_value=1, max_value=LAST_SEQUENCE)


class ZoneChoiceForm(forms.Form):
    """One of the zones of the committee above, or none."""

    zone = forms.ModelChoiceField(label=_("Zone"), queryset=Zone.objects.none(), required=False, empty_label=_("none"))

    def __init__(self, *args: Any, node: Node, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].queryset = Zone.objects.filter(committee=node.parent)


class ZoneForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=MAX_ZONE_NAME)


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea, help_text=_("It stands in the record.")
    )
