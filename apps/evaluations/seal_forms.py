"""The form of a correction after sealing: which branch, what, to which value, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.evaluations.sealing.correcting import LEVEL, MEMBERS, NAME

ROWS = 3
YES_NO = (("yes", _("yes")), ("no", _("no")))


class ErratumForm(forms.Form):
    """One correction of one branch."""

    title = forms.CharField(label=_("What is corrected"), max_length=160)
    branch = forms.TypedChoiceField(label=_("Branch"), coerce=int)
    what = forms.ChoiceField(label=_("Which entry"))
    after = forms.CharField(
        label=_("What it should be"),
        max_length=120,
        required=False,
        help_text=_("A mark as a number; a veto as yes or no; a level in the rulebook's word. Empty is nothing."),
    )
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": ROWS}))

    def __init__(self, *args: Any, contents: dict[str, Any], vetoes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inputs = contents["inputs"]
        units = inputs["units"]
        self.fields["branch"].choices = [
            (row["id"], f"{units.get(str(row['unit']), '')} · {row['name']}") for row in inputs["branches"]
        ]
        marks = [(f"mark:{key}", _("mark %(code)s") % {"code": key}) for key in inputs["columns"]]
        codes = [(f"veto:{code}", _("veto %(code)s") % {"code": code}) for code in vetoes]
        plain = [(NAME, _("name of the branch")), (MEMBERS, _("members")), (LEVEL, _("level decided"))]
        self.fields["what"].choices = [*plain, *marks, *codes]

    def changes(self) -> list[dict[str, Any]]:
        """As the service takes them."""
        given = self.cleaned_data
        after = given["after"].strip()
        if given["what"].startswith("veto:"):
            after = {str(label): value for value, label in YES_NO}.get(after, after)
        return [{"branch": given["branch"], "what": given["what"], "after": after}]
