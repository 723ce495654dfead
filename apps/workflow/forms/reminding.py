"""Forms of reminders: a person's ways and quiet hours, a committee's days, what is looked for among messages."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.workflow.choices import DeliveryKind, DeliveryStatus, Purpose, Way
from apps.workflow.models import Preference, Reminding

HOUR = {"format": "%H:%M", "attrs": {"type": "time"}}
MOST_DIGITS = 3


class PreferenceForm(forms.Form):
    """For each purpose the ways out of the house; then the hours at which nothing comes."""

    quiet_from = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput(**HOUR))
    quiet_until = forms.TimeField(label=_("Quiet until"), widget=forms.TimeInput(**HOUR))
    on_free_days = forms.BooleanField(label=_("On weekends and holidays too"), required=False)
    weekly = forms.BooleanField(label=_("On Mondays how far each campaign is"), required=False)

    def __init__(self, *args: Any, preference: Preference, ways: list[Way], is_leader: bool, **kwargs: Any) -> None:
        start = {name: getattr(preference, name) for name in ("quiet_from", "quiet_until", "on_free_days", "weekly")}
        super().__init__(*args, initial=start, **kwargs)
        self.weekly = preference.weekly
        self.kept = {purpose: [way for way in preference.by(purpose) if way not in ways] for purpose in Purpose.values}
        if not is_leader:
            del self.fields["weekly"]
        for purpose in Purpose:
            self.fields[purpose.value] = forms.MultipleChoiceField(
                label=purpose.label,
                choices=[(way.value, way.label) for way in ways],
                initial=preference.by(purpose),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def purposes(self) -> list[Any]:
        """The fields of the purposes, in their order."""
        return [self[purpose] for purpose in Purpose.values]

    def chosen(self) -> dict[str, Any]:
        """What the service takes; ways that do not work here stay as they were."""
        given = dict(self.cleaned_data)
        ways = {purpose: given.pop(purpose) + self.kept[purpose] for purpose in Purpose.values}
        return {"weekly": self.weekly} | given | {"ways": ways}


class DaysField(forms.CharField):
    """Numbers of days, parted by commas of any kind or blanks."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(day) for day in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[int]:
        parts = [part for part in re.split(r"[\s,，、;；]+", str(value or "")) if part]
        if not all(part.isdecimal() and len(part) <= MOST_DIGITS for part in parts):
            raise ValidationError(_("Whole numbers, parted by commas."))
        return [int(part) for part in parts]

    def validate(self, value: Any) -> None:
        """No day at all is an answer."""


class RemindingForm(forms.ModelForm):
    """What a committee sets."""

    days_before = DaysField(
        label=_("Working days before the end"), required=False, help_text=_("As 3, 1; 0 is the last day.")
    )
    days_late = DaysField(label=_("Working days late"), required=False, help_text=_("As 1, 3, 5."))

    class Meta:
        model = Reminding
        fields = ["is_on", "sender", "digest_at", "days_before", "days_late", "unit_after", "staff_after"]
        labels = {
            "is_on": _("Remind people"),
            "sender": _("Who reminds"),
            "digest_at": _("Hour of the daily reminders"),
            "unit_after": _("Tell the unit's contact and reviewers after so many working days"),
            "staff_after": _("Tell the committee's staff after so many working days"),
        }
        help_texts = {"sender": _("Blank: the committee's name.")}
        widgets = {"digest_at": forms.TimeInput(**HOUR)}

    def _post_clean(self) -> None:
        """The service writes the row; nothing typed reaches it before."""


class DeliveryFilterForm(forms.Form):
    """What is looked for among messages; anything else is left out."""

    status = forms.ChoiceField(choices=DeliveryStatus.choices, required=False)
    way = forms.ChoiceField(choices=Way.choices, required=False)
    kind = forms.ChoiceField(choices=DeliveryKind.choices, required=False)
    q = forms.CharField(max_length=40, required=False)
