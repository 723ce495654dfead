"""The form of what everybody may read of a campaign's branches."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.campaigns.choices import PublicField
from apps.campaigns.models import Campaign


class PublicityForm(forms.Form):
    """Public or internal, what is shown, and why."""

    is_public = forms.BooleanField(
        label=_("Everybody may read the branches' pages"),
        required=False,
        help_text=_("From the publication of the result on, without signing in. Otherwise they are internal."),
    )
    fields_shown = forms.MultipleChoiceField(
        label=_("Shown beside name and level"),
        choices=PublicField.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_indexed = forms.BooleanField(label=_("Search engines may list the pages"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: object, campaign: Campaign, **kwargs: object) -> None:
        given = {"is_public": campaign.is_public, "is_indexed": campaign.is_indexed}
        chosen = campaign.public_fields if campaign.is_public else [PublicField.UNIT, PublicField.STARS]
        super().__init__(*args, initial=given | {"fields_shown": chosen}, **kwargs)
