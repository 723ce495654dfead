"""One entry: its page, the form for a new one and for changes, and what is done with it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.asked import whole
from apps.core.doors import FormPage, SignedInPage, seen
from apps.core.errors import Forbidden
from apps.core.permissions import authorise
from apps.ledgers import services
from apps.ledgers.entry_page import entry_context
from apps.ledgers.forms import EntryForm
from apps.ledgers.models import Entry
from apps.ledgers.selectors import alike_of
from apps.ledgers.services.proof import files_of
from apps.ledgers.views.lists import LedgerDoor


class EntryDoor(LedgerDoor):
    """A door to one entry that the person sees."""

    @cached_property
    def entry(self) -> Entry:
        return seen(self.entries, pk=self.kwargs["pk"])

    def to_entry(self) -> HttpResponse:
        return redirect("ledgers:entry", ledger=self.ledger.slug, pk=self.entry.pk)


class EntryPage(EntryDoor, SignedInPage):
    """What an entry says, what hangs on it, and what it said before."""

    template_name = "ledgers/entry.html"

    def page(self) -> dict[str, Any]:
        return entry_context(self.request.user, self.entry)


class EntryNew(LedgerDoor, FormPage):
    """A new entry."""

    template_name = "ledgers/form.html"
    form_class = EntryForm

    def permit(self) -> None:
        if not self.can_add:
            raise Forbidden(_("Your office does not include this act. Ask your work committee if it should."))

    @cached_property
    def about(self) -> Entry | None:
        """The entry that the address says the new one is about."""
        if self.ledger.about is None:
            return None
        rows = Entry.objects.visible_to(self.request.user).standing().of(self.ledger.about.of)
        return rows.filter(pk=whole(self.request.GET.get("about"))).first()

    def arguments(self) -> dict[str, Any]:
        return {"person": self.request.user, "ledger": self.ledger, "about": self.about}

    def page(self) -> dict[str, Any]:
        back = self.about
        url = (
            reverse("ledgers:entry", args=[back.ledger, back.pk])
            if back
            else reverse("ledgers:list", args=[self.ledger.slug])
        )
        return {"ledger": self.ledger, "title": self.ledger.new, "back_url": url}

    def act(self, form: EntryForm) -> HttpResponse:
        entry = services.add_entry(self.request.user, self.ledger, form.cleaned_data)
        count = len(alike_of(self.request.user, entry))
        if count:
            words = ngettext(
                "Entered. %(n)s name here is like it; please look.",
                "Entered. %(n)s names here are like it; please look.",
                count,
            )
            messages.warning(self.request, words % {"n": count})
        else:
            messages.success(self.request, _("Entered."))
        shown = entry.about if entry.about and self.about else entry
        return redirect("ledgers:entry", ledger=shown.ledger, pk=shown.pk)


class EntryChange(EntryDoor, FormPage):
    """Other words for an entry, with the reason."""

    template_name = "ledgers/form.html"
    form_class = EntryForm

    def permit(self) -> None:
        authorise(self.request.user, "ledgers.write_entry", self.entry)

    def arguments(self) -> dict[str, Any]:
        return {"person": self.request.user, "ledger": self.ledger, "entry": self.entry}

    def page(self) -> dict[str, Any]:
        url = reverse("ledgers:entry", args=[self.ledger.slug, self.entry.pk])
        return {"ledger": self.ledger, "entry": self.entry, "title": self.entry.name, "back_url": url}

    def act(self, form: EntryForm) -> HttpResponse:
        raw = dict(form.cleaned_data)
        reason, revision = raw.pop("reason"), raw.pop("seen")
        services.change_entry(self.request.user, self.entry, raw, reason=reason, seen=revision)
        messages.success(self.request, _("Saved."))
        return self.to_entry()


class EntryEnd(EntryDoor):
    """Take it out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        services.end_entry(request.user, self.entry, reason=request.POST.get("reason", ""))
        messages.success(request, _("Taken out. It stays readable under “taken out”."))
        return redirect("ledgers:list", ledger=self.ledger.slug)


class EntryMove(EntryDoor):
    """Move it on."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        reason = request.POST.get("reason", "")
        entry = services.move_entry(request.user, self.entry, act=self.kwargs["act"], reason=reason)
        messages.success(request, _("It is now “%(state)s”.") % {"state": self.ledger.state(entry.state).title})
        return self.to_entry()


class FilesAdd(EntryDoor):
    """Proof files of an entry."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        uses = services.add_files(request.user, self.entry, request.FILES.getlist("file"))
        words = ngettext("%(n)s file is kept.", "%(n)s files are kept.", len(uses))
        messages.success(request, words % {"n": len(uses)})
        return self.to_entry()


class FileRemove(EntryDoor):
    """Take a proof file out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        services.remove_file(request.user, self.entry, seen(files_of(self.entry), pk=self.kwargs["use"]))
        messages.success(request, _("The file is taken out."))
        return self.to_entry()
