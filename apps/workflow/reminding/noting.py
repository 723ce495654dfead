"""Of which of their own notes are people told today? In the page alone: a digest holds them besides."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from apps.organisations.models import Appointment
from apps.workflow.items import end_of
from apps.workflow.models import DeliveryItem, Note, Reminding
from apps.workflow.reminding.marks import mark_of
from apps.workflow.reminding.queueing import About
from apps.workflow.sources.notes import key_of

NOTE = "note"
Marked = tuple[About, str]


def notes_marked(setting: Reminding, now: datetime, is_working: Callable[[date], bool]) -> dict[int, list[Marked]]:
    """By person who holds an office within the committee: notes whose day is near or over, each told once a day.

    Two queries, however many notes there are.
    """
    today = timezone.localdate(now)
    held = Appointment.objects.on(today).filter(node__path__startswith=setting.committee.path).order_by()
    notes = Note.objects.waiting().filter(due_on__isnull=False, person__in=held.values("person"))
    told = set(DeliveryItem.objects.filter(topic=NOTE, delivery__created_at__date=today).values_list("key", flat=True))
    found: dict[int, list[Marked]] = defaultdict(list)
    for note in notes.order_by("due_on", "pk"):
        mark = mark_of(end_of(note.due_on), now, today, setting, is_working)
        if mark and key_of(note) not in told:
            found[note.person_id].append((About(key_of(note), NOTE), mark))
    return found
