"""What people type about a naming; the service decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.criteria.selectors import rulebook_of
from apps.evaluations.documents import SHAPE
from apps.evaluations.models import Naming
from apps.evaluations.services.naming import NamingWords


class DocumentForm(forms.Form):
    """The words of a draft document; `document` holds them so far."""

    title = forms.CharField(label=_("Title of the document"), max_length=120)
    number = forms.CharField(
        label=_("Document number"), max_length=60, required=False, help_text=_("As in 许直工〔2025〕31 号.")
    )
    dated_on = forms.DateField(
        label=_("Date of the document"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=80)
    recipients = forms.CharField(label=_("To"), max_length=200, required=False)
    text = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 7}))
    signatory = forms.CharField(label=_("Signed"), max_length=80)

    def __init__(self, *args: Any, document: Any, **kwargs: Any) -> None:
        told = {name: document.shape.get(name, "") for name in SHAPE}
        fields = {name: getattr(document, name) for name in ("title", "number", "dated_on")}
        super().__init__(*args, initial=told | fields | kwargs.pop("initial", {}), **kwargs)

    def parts(self) -> dict[str, Any]:
        """What was typed, the parts of the document under `shape`."""
        given = dict(self.cleaned_data)
        shape = {name: given.pop(name) for name in SHAPE}
        return given | {"shape": shape}


class NamingForm(DocumentForm):
    """The words of a naming, and which levels it names."""

    levels = forms.MultipleChoiceField(label=_("Levels that are named"), widget=forms.CheckboxSelectMultiple)
    field_order = ("title", "number", "dated_on", "levels")

    def __init__(self, *args: Any, naming: Naming, **kwargs: Any) -> None:
        super().__init__(*args, document=naming, initial={"levels": naming.levels}, **kwargs)
        levels = rulebook_of(naming.run.rulebook_version).levels
        self.fields["levels"].choices = [(level.name, level.name) for level in levels if level.rated]

    def words(self) -> NamingWords:
        """What was typed, as the service takes it."""
        return NamingWords(**self.parts())
