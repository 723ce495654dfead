"""The form of a note."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """What, a word more, until when."""

    title = forms.CharField(label=_("What is to be done"), max_length=120)
    detail = forms.CharField(label=_("Detail"), max_length=300, required=False)
    due_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
