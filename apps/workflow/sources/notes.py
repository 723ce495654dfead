"""What did the person note, or take over from somebody, and what was handed on?"""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.workflow.items import Item, Waiting, end_of
from apps.workflow.models import Note
from apps.workflow.sources.desk import Desk

MOST_NOTES = 200


def note_work(desk: Desk) -> tuple[list[Item], list[Waiting], set[str]]:
    """Own notes, notes that others have from the person, and the keys of derived items that were handed on so."""
    waiting = Note.objects.visible_to(desk.person).waiting().select_related("person").order_by("due_on", "pk")
    notes = list(waiting[:MOST_NOTES])
    own = [note for note in notes if note.person_id == desk.person.pk]
    handed = [note for note in notes if note.person_id != desk.person.pk]
    return (
        [item_of(note) for note in own],
        [Waiting(note.title, note.person.name, end_of(note.due_on) if note.due_on else None) for note in handed],
        {note.item_key for note in handed if note.item_key},
    )


def item_of(note: Note) -> Item:
    """A note: with a page to go to where it was handed on, else ticked off in place."""
    done = reverse("workflow:note-done", args=[note.pk])
    return Item(
        key=key_of(note),
        icon="clipboard-list",
        title=note.title,
        why=note.detail,
        source=source_of(note),
        url=note.url or done,
        label=_("Go there") if note.url else _("Tick off"),
        is_post=not note.url,
        due_at=end_of(note.due_on) if note.due_on else None,
        note=note,
    )


def key_of(note: Note) -> str:
    """By which a note is known on its list, and in messages about it."""
    return f"note-{note.pk}"


def source_of(note: Note) -> str:
    """Who handed it over and when, or that it is one's own."""
    if not note.from_name:
        return _("Noted by yourself")
    when = date_format(timezone.localtime(note.created_at), _("j M"))
    return _("%(who)s, %(when)s") % {"who": note.from_name, "when": when}
