"""Notes of people; how each wants to be reminded; what committees set; every message that went out."""

from apps.workflow.models.deliveries import Delivery, DeliveryItem, DeliveryQuerySet
from apps.workflow.models.notes import Note, NoteQuerySet
from apps.workflow.models.reminding import Preference, Reminding
from apps.workflow.models.voters import VoterRound

__all__ = [
    "Delivery",
    "DeliveryItem",
    "DeliveryQuerySet",
    "Note",
    "NoteQuerySet",
    "Preference",
    "Reminding",
    "VoterRound",
]
