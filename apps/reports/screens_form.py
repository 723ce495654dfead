"""What staff choose about a hall screen; the service decides."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.reports.choices import HallPage
from apps.reports.models import Screen
from apps.reports.services.screens import FEWEST_SECONDS, MOST_SECONDS, SECONDS, Wishes

USUAL_PAGES = [HallPage.OVERVIEW, HallPage.SITES, HallPage.TREND]
USUAL_DAYS = timedelta(days=30)


class ScreenForm(forms.Form):
    """Name, pages, pace, marks, language, last day."""

    name = forms.CharField(label=_("Name of the screen"), max_length=80, help_text=_("Where it hangs, for instance."))
    pages = forms.MultipleChoiceField(
        label=_("Pages, in this order"),
        choices=HallPage.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A page without data is left out by itself."),
    )
    seconds = forms.IntegerField(label=_("Seconds a page"), min_value=FEWEST_SECONDS, max_value=MOST_SECONDS)
    shows_marks = forms.BooleanField(label=_("Marks stand beside the ten first"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, screen: Screen | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=choices_of(screen), **kwargs)

    def wishes(self) -> Wishes:
        """What was chosen, as the service takes it."""
        return Wishes(**self.cleaned_data)


def choices_of(screen: Screen | None) -> dict[str, Any]:
    """What the form begins with: the screen's own choices, else the usual ones."""
    if screen:
        return {name: getattr(screen, name) for name in ScreenForm.base_fields}
    return {
        "pages": [page.value for page in USUAL_PAGES],
        "seconds": SECONDS,
        "language": get_language(),
        "ends_on": timezone.localdate() + USUAL_DAYS,
    }
