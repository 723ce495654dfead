"""Workbooks of entries: choose a file, see what it would do, write it, undo it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.core.doors import SignedInPage, SignedInView, note, seen
from apps.core.errors import Forbidden, Invalid
from apps.ledgers import services
from apps.ledgers.forms import ImportForm
from apps.ledgers.holders import writable
from apps.ledgers.import_page import import_context
from apps.ledgers.models import EntryImport
from apps.ledgers.reading import ledgers
from apps.ledgers.services.imports import MAX_BYTES
from apps.ledgers.views.lists import LedgerDoor
from apps.organisations.choices import Kind
from apps.organisations.models import Node, NodeQuerySet
from apps.organisations.reach import SEGMENT

EARLIER = 10


def committees_for(person: Any, ledger: Any) -> NodeQuerySet:
    """Work committees with an organisation for which the person may write in the list."""
    paths = set(writable(person, ledger).order_by().values_list("path", flat=True))
    above = {path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    return Node.objects.filter(path__in=above, kind=Kind.COMMITTEE).standing().in_order()


class ImportStart(LedgerDoor, SignedInPage):
    """Choose a file; those before stand below."""

    template_name = "ledgers/import_start.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not self.can_add:
            raise Forbidden(_("Your office does not include this act. Ask your work committee if it should."))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form(self) -> ImportForm:
        committees = committees_for(self.request.user, self.ledger)
        if self.request.method == "POST":
            return ImportForm(self.request.POST, self.request.FILES, committees=committees)
        return ImportForm(committees=committees)

    def page(self) -> dict[str, Any]:
        earlier = EntryImport.objects.visible_to(self.request.user).filter(ledger=self.ledger.slug)[:EARLIER]
        needed = [str(column.title) for column in self.ledger.columns if column.is_required]
        others = [str(column.title) for column in self.ledger.columns if not column.is_required]
        return {"ledger": self.ledger, "form": self.form, "earlier": earlier, "needed": needed, "others": others}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.form.is_valid():
            given = self.form.cleaned_data
            try:
                content = given["file"].read(MAX_BYTES + 1)
                imported = services.start_import(
                    request.user, self.ledger, given["committee"], content=content, file_name=given["file"].name
                )
                return redirect("ledgers:import", pk=imported.pk)
            except Invalid as error:
                note(self.form, error)
        return self.render_to_response(self.get_context_data(), status=422)


class ImportDoor(SignedInView):
    """A door to one import."""

    @cached_property
    def imported(self) -> EntryImport:
        rows = EntryImport.objects.visible_to(self.request.user).select_related("committee")
        return seen(rows, pk=self.kwargs["pk"])

    def to_import(self) -> HttpResponse:
        return redirect("ledgers:import", pk=self.imported.pk)


class ImportDetail(ImportDoor, SignedInPage):
    """Where an import stands: faults by row and column, or what would be written."""

    template_name = "ledgers/import.html"

    def page(self) -> dict[str, Any]:
        return import_context(self.imported) | {"ledger": ledgers()[self.imported.ledger]}


class ImportWrite(ImportDoor):
    """Write it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        services.write_import(request.user, self.imported)
        return self.to_import()


class ImportDrop(ImportDoor):
    """Not this file."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        imported = services.drop_import(request.user, self.imported)
        return redirect("ledgers:import-start", ledger=imported.ledger)


class ImportUndo(ImportDoor):
    """Take it back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        services.undo_import(request.user, self.imported)
        messages.success(request, _("The import is undone."))
        return self.to_import()
