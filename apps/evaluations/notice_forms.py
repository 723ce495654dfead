"""What people type about notices and objections; services decide."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.criteria.selectors import rulebook_of
from apps.evaluations.choices import Channel, Finding, Matter
from apps.evaluations.models import Notice
from apps.evaluations.noticing import level_names
from apps.evaluations.services.notices import DAYS, MOST_DAYS, Wording
from apps.evaluations.services.objections import LEAST, Said

FIELDS = [("unit", _("unit")), ("zone", _("zone")), ("stars", _("stars"))]


class ManyFiles(forms.ClearableFileInput):
    """One field, several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of files, empty where none was chosen."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(each, initial) for each in given]


class NoticeForm(forms.Form):
    """The words and choices of a draft."""

    title = forms.CharField(label=_("Title of the notice"), max_length=120)
    issuer = forms.CharField(label=_("Issued by"), max_length=80)
    text = forms.CharField(label=_("Text of the notice"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    levels = forms.MultipleChoiceField(label=_("Levels that are listed"), widget=forms.CheckboxSelectMultiple)
    fields_shown = forms.MultipleChoiceField(
        label=_("Beside the name stands"), choices=FIELDS, required=False, widget=forms.CheckboxSelectMultiple
    )
    opens_on = forms.DateField(
        label=_("First day of the notice"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=MOST_DAYS, initial=DAYS)
    takes_unnamed = forms.BooleanField(label=_("Objections without a name are taken"), required=False)
    opens_league = forms.BooleanField(
        label=_("From the first day on branches read the whole league table"), required=False
    )
    contact = forms.CharField(
        label=_("Where to object"), max_length=300, help_text=_("Office, hours, telephone; they stand on the notice.")
    )

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        names = ("title", "issuer", "text", "levels", "opens_on", "days", "takes_unnamed", "opens_league", "contact")
        initial = {name: getattr(notice, name) for name in names} | {"fields_shown": notice.fields}
        super().__init__(*args, initial=initial, **kwargs)
        names = level_names(rulebook_of(notice.run.rulebook_version))
        self.fields["levels"].choices = [(name, name) for name in names]

    def wording(self) -> Wording:
        """What was typed, as the service takes it."""
        given = dict(self.cleaned_data)
        return Wording(fields=given.pop("fields_shown"), **given)


class ObjectionForm(forms.Form):
    """An objection as the public files it."""

    branch = forms.CharField(label=_("Branch"), max_length=160)
    matter = forms.ChoiceField(
        label=_("About what"), choices=Matter.choices, widget=forms.RadioSelect, initial=Matter.SCORE
    )
    facts = forms.CharField(
        label=_("Facts and grounds"),
        max_length=3000,
        min_length=LEAST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("At least 20 characters."),
    )
    files = FilesField(label=_("Proof, if you have any"), required=False, help_text=_("Photos or PDF, at most three."))
    is_named = forms.TypedChoiceField(
        label=_("You are"),
        choices=[("yes", _("with my name")), ("no", _("without a name"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    name = forms.CharField(label=_("Your name"), max_length=40, required=False)
    telephone = forms.CharField(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not notice.takes_unnamed:
            self.fields["is_named"].choices = self.fields["is_named"].choices[:1]

    def said(self, **more: str) -> Said:
        """What was typed, as the service takes it."""
        names = ("branch", "facts", "matter", "is_named", "name", "telephone")
        return Said(**{name: self.cleaned_data[name] for name in names}, **more)


class RegisterForm(ObjectionForm):
    """An objection that came by letter, by telephone or in person."""

    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(kind.value, kind.label) for kind in Channel if kind != Channel.PAGE],
        widget=forms.RadioSelect,
    )
    field_order = ("channel",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["files"], self.fields["ticket"]


class StepForm(forms.Form):
    """What the handler did."""

    title = forms.CharField(label=_("What was done"), max_length=80)
    text = forms.CharField(label=_("What it showed"), max_length=1000, required=False, widget=forms.Textarea)
    file = forms.FileField(label=_("File"), required=False)


class FindingForm(forms.Form):
    """What was found, and the corrected mark where it is right."""

    finding = forms.ChoiceField(label=_("Conclusion"), choices=Finding.choices, widget=forms.RadioSelect)
    criterion = forms.CharField(max_length=60, required=False)
    after = forms.CharField(label=_("Corrected mark"), max_length=12, required=False)
    text = forms.CharField(label=_("Facts and reasons (the answer uses them)"), max_length=3000, widget=forms.Textarea)
