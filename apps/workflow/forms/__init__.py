"""Forms of notes and reminders."""

from apps.workflow.forms.notes import NoteForm
from apps.workflow.forms.reminding import DeliveryFilterForm, PreferenceForm, RemindingForm

__all__ = ["DeliveryFilterForm", "NoteForm", "PreferenceForm", "RemindingForm"]
