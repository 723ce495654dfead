"""Forms of the tree and of its people."""

from apps.organisations.forms.people import EndForm, HandOverForm, NewPersonForm, OfficeForm
from apps.organisations.forms.tree import CloseForm, NodeForm, RenameForm, SequenceForm, ZoneChoiceForm, ZoneForm

__all__ = [
    "CloseForm",
    "EndForm",
    "HandOverForm",
    "NewPersonForm",
    "NodeForm",
    "OfficeForm",
    "RenameForm",
    "SequenceForm",
    "ZoneChoiceForm",
    "ZoneForm",
]
