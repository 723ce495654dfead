"""To-do lists, notes, blockers, late work, reminders and messages over REST."""

from apps.workflow.api.reminding import (
    CommitteeReminding,
    DeliveriesAgain,
    DeliveryAgain,
    DeliveryRows,
    OwnReminders,
    Remind,
)
from apps.workflow.api.todo import Blockers, ItemHandOver, LateWork, NoteDone, NoteList, TodoList
from apps.workflow.api.voters import RemindVoters

__all__ = [
    "Blockers",
    "CommitteeReminding",
    "DeliveriesAgain",
    "DeliveryAgain",
    "DeliveryRows",
    "ItemHandOver",
    "LateWork",
    "NoteDone",
    "NoteList",
    "OwnReminders",
    "Remind",
    "RemindVoters",
    "TodoList",
]
