"""The form of a branch: its name and its profile; services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.branches.models import Branch
from apps.branches.services import MAX_MEMBERS, MAX_TYPE
from apps.organisations.services.tree import MAX_NAME


class BranchForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=MAX_NAME)
    branch_type = forms.CharField(
        label=_("Branch type"),
        max_length=MAX_TYPE,
        required=False,
        help_text=_("Types in use are offered as you type."),
    )
    members = forms.IntegerField(
        label=_("Members"), required=False, min_value=0, max_value=MAX_MEMBERS, help_text=_("Empty: not known.")
    )

    def __init__(self, *args: Any, types: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.types = types
        self.fields["branch_type"].widget.attrs["list"] = "branch-types"


def initial_of(branch: Branch) -> dict[str, Any]:
    """What stands in the form at first."""
    return {"name": branch.node.name, "branch_type": branch.branch_type, "members": branch.members}
