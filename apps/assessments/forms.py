"""What a unit signs with when it hands over."""

from typing import Any

from django import forms


class SignatureForm(forms.Form):
    """The day on which the unit met, and the tick; the service says what is wrong with them."""

    meeting_on = forms.DateField(required=False)
    is_signed = forms.BooleanField(required=False)

    def given(self) -> dict[str, Any]:
        """What was given; a day that cannot be read is none."""
        read = getattr(self, "cleaned_data", {})
        return {"meeting_on": read.get("meeting_on"), "is_signed": bool(read.get("is_signed"))}
