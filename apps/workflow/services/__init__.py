"""Every change in this app: notes, how people are reminded, messages sent again."""

from apps.workflow.services.messages import retry_all, retry_message
from apps.workflow.services.notes import add_note, finish_note, hand_over_item
from apps.workflow.services.remind_now import Preview, preview, remind_now
from apps.workflow.services.reminding import choose_reminders, set_reminding
from apps.workflow.services.voters import remind_voters, voters_left

__all__ = [
    "Preview",
    "add_note",
    "choose_reminders",
    "finish_note",
    "hand_over_item",
    "preview",
    "remind_now",
    "remind_voters",
    "retry_all",
    "retry_message",
    "set_reminding",
    "voters_left",
]
