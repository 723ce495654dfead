"""Acts on one's own to-do list: note, tick off, hand to somebody."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.asked import whole
from apps.core.doors import FormPage, SignedInPage, SignedInView, seen
from apps.workflow.forms import NoteForm
from apps.workflow.models import Note
from apps.workflow.selectors import SHOWN, receivers, receivers_named
from apps.workflow.services import add_note, finish_note, hand_over_item
from apps.workflow.todo import todo_of

LIST = "reports:todo"


class NoteAdd(FormPage):
    """Write something on one's own list."""

    template_name = "workflow/note_form.html"
    form_class = NoteForm

    def act(self, form: NoteForm) -> HttpResponse:
        add_note(self.request.user, **form.cleaned_data)
        return redirect(LIST)


class NoteDone(SignedInView):
    """Tick off a note."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        finish_note(request.user, seen(Note.objects.visible_to(request.user), pk=pk))
        return redirect(LIST)


class HandOver(SignedInPage):
    """Choose to whom an item of the own list is handed."""

    template_name = "workflow/hand_over.html"

    def page(self) -> dict[str, Any]:
        person, q = self.request.user, self.request.GET.get("q", "").strip()
        item = todo_of(person).item(self.kwargs["key"])
        if item is None:
            raise Http404
        people = receivers_named(person, q)
        return {
            "item": item,
            "people": people,
            "q": q,
            "is_cut": len(people) == SHOWN,
            "has_search": q or len(people) > 6,
        }

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        person: User = seen(receivers(request.user), pk=whole(request.POST.get("person")) or 0)
        note = hand_over_item(request.user, key, person)
        messages.success(request, _("Handed to %(who)s: %(what)s") % {"who": person.name, "what": note.title})
        return redirect(LIST)
