"""Every change of a to-do list: note something, tick it off, hand it to somebody."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.workflow.models import Note
from apps.workflow.selectors import receivers
from apps.workflow.sources.notes import MOST_NOTES
from apps.workflow.todo import todo_of

# Days that every clock and calendar can show, and count from.
YEARS = range(2000, 2100)


@transaction.atomic
def add_note(actor: Any, *, title: str, detail: str = "", due_on: date | None = None) -> Note:
    """A note on one's own list; refuses one without words, a day of another century, and more than a list shows."""
    if not title.strip():
        raise Invalid(_("Say in a few words what is to be done."), details={"title": [""]})
    if due_on is not None and due_on.year not in YEARS:
        raise Invalid(_("Give a day of this century."), details={"due_on": [""]})
    if Note.objects.on_list_of(actor).waiting().count() >= MOST_NOTES:
        raise Refused(_("The list holds %(n)s notes. Tick some off first.") % {"n": MOST_NOTES}, code="too-many")
    note = Note.objects.create(person=actor, title=title.strip(), detail=detail.strip(), due_on=due_on)
    record(actor, "note.added", note)
    return note


@transaction.atomic
def finish_note(actor: Any, note: Note) -> Note:
    """Done; a second click changes nothing."""
    authorise(actor, "workflow.change_note", note)
    row = Note.objects.select_for_update().get(pk=note.pk)
    if row.done_at is None:
        row.done_at = timezone.now()
        row.save(update_fields=["done_at"])
        record(actor, "note.done", row)
    return row


@transaction.atomic
def hand_over_item(actor: Any, key: str, person: User) -> Note:
    """Hand an item of the own list to somebody of one's reach: a note moves, a derived item is asked for by a note.

    A derived item then waits on the giver's side until the note is done or its fact is gone; rights do not move.
    Refuses an item that is not on the list, and people outside one's reach.
    """
    if not receivers(actor).filter(pk=person.pk).exists():
        raise Invalid(_("This person is not within your reach."), details={"person": [""]})
    item = todo_of(actor).item(key)
    if item is None:
        raise Refused(_("This is not on your list any more."), code="not-on-list")
    note = Note.objects.select_for_update().get(pk=item.note.pk) if item.note else asked_for(actor, item)
    note.person, note.from_id, note.from_name = person, actor.pk, actor.name
    note.save()
    record(actor, "note.handed-over", note, after={"person": person.pk, "name": person.name})
    return note


def asked_for(actor: Any, item: Any) -> Note:
    """A note that repeats a derived item: where it is done, and until when."""
    return Note(
        title=item.title[:120],
        detail=item.why[:300],
        due_on=item.due_on,
        item_key=item.key,
        url="" if item.is_post else item.url,
    )
