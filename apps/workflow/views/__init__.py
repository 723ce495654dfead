"""Pages and acts of to-do lists and reminders."""

from apps.workflow.views.deliveries import DeliveriesExport, DeliveriesRetry, DeliveryList, DeliveryRetry
from apps.workflow.views.notes import HandOver, NoteAdd, NoteDone
from apps.workflow.views.reminding import CommitteeReminders, OwnReminders, RemindNow
from apps.workflow.views.voters import RemindVoters

__all__ = [
    "CommitteeReminders",
    "DeliveriesExport",
    "DeliveriesRetry",
    "DeliveryList",
    "DeliveryRetry",
    "HandOver",
    "NoteAdd",
    "NoteDone",
    "OwnReminders",
    "RemindNow",
    "RemindVoters",
]
