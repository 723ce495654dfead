"""What people type about titles: steps, reports, findings; the service decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.demonstrations.choices import StepKind
from apps.demonstrations.models import Title
from apps.demonstrations.services.titles import StepWords, possible_steps


class StepForm(forms.Form):
    """What is to become of a title, and why."""

    kind = forms.ChoiceField(label=_("What is proposed"), choices=StepKind.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The reason of a withdrawal is read by everybody who scans the plaque."),
    )
    meeting = forms.CharField(
        label=_("Meeting that decided"), max_length=120, required=False, help_text=_("Needed for a withdrawal.")
    )

    def __init__(self, *args: Any, title: Title, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = possible_steps(title)
        self.fields["kind"].choices = [choice for choice in StepKind.choices if choice[0] in possible]

    def words(self) -> StepWords:
        """What was typed, as the service takes it."""
        return StepWords(**self.cleaned_data)


class ReportForm(forms.Form):
    """What the holder says of the past year."""

    report = forms.CharField(
        label=_("What was done in the past year"), max_length=3000, widget=forms.Textarea(attrs={"rows": 8})
    )
