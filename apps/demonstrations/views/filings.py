"""Workbooks of applications and of progress: choose a file, see what it would do, write it."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.core.doors import SignedInPage, note, seen
from apps.core.errors import Forbidden, Invalid, Refused
from apps.demonstrations.choices import FilingKind, FilingStatus, ProgrammeKind
from apps.demonstrations.filing_table import NEEDED, keys_of, title_of
from apps.demonstrations.models import Filing
from apps.demonstrations.services import filings
from apps.demonstrations.views.candidate_doors import OfProgramme

EARLIER, SHOWN = 8, 100


class FilingForm(forms.Form):
    """One workbook."""

    file = forms.FileField(label=gettext_lazy("Workbook (.xlsx, .xls or .csv)"))


class FilingStart(OfProgramme, SignedInPage):
    """Choose a file; those before stand below."""

    template_name = "demonstrations/candidates_file.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            if self.batch is None or (
                self.kind == FilingKind.PROGRESS and self.programme.kind != ProgrammeKind.PROJECT
            ):
                raise Http404
            if not request.user.has_perm("demonstrations.apply"):
                raise Forbidden(_("Your office does not include this act. Ask your work committee if it should."))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def kind(self) -> str:
        if self.kwargs["kind"] not in FilingKind.values:
            raise Http404
        return self.kwargs["kind"]

    @cached_property
    def form(self) -> FilingForm:
        return FilingForm(self.request.POST, self.request.FILES) if self.request.method == "POST" else FilingForm()

    def page(self) -> dict[str, Any]:
        earlier = Filing.objects.visible_to(self.request.user).filter(batch__programme=self.programme, kind=self.kind)
        needed = NEEDED[FilingKind(self.kind)]
        others = [key for key in keys_of(self.programme, self.kind) if key not in needed]
        return {
            "programme": self.programme,
            "batch": self.batch,
            "kind": self.kind,
            "form": self.form,
            "earlier": earlier[:EARLIER],
            "needed": [title_of(self.programme, self.kind, key) for key in needed],
            "others": [title_of(self.programme, self.kind, key) for key in others],
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.form.is_valid():
            file = self.form.cleaned_data["file"]
            try:
                content = file.read(filings.MAX_BYTES + 1)
                filing = filings.start_filing(request.user, self.batch, self.kind, content=content, file_name=file.name)
                return redirect("candidates:filing", programme=self.programme.slug, pk=filing.pk)
            except (Invalid, Refused) as error:
                note(self.form, error)
        return self.render_to_response(self.get_context_data(), status=422)


class OfFiling(OfProgramme):
    """One file that the person brought."""

    @cached_property
    def filing(self) -> Filing:
        rows = Filing.objects.visible_to(self.request.user).filter(batch__programme=self.programme)
        return seen(rows.select_related("batch__programme__committee"), pk=self.kwargs["pk"])


class FilingDetail(OfFiling, SignedInPage):
    """Where it stands: faults by row and column, or what would be written."""

    template_name = "demonstrations/candidates_filing.html"

    def page(self) -> dict[str, Any]:
        filing = self.filing
        faults, rows = filing.report["faults"], len(filing.rows)
        faulty = len({fault["row"] for fault in faults})
        return {
            "programme": self.programme,
            "batch": filing.batch,
            "filing": filing,
            "sentence": sentence(filing, faulty),
            "faults": faults[:SHOWN],
            "more": max(0, len(faults) - SHOWN),
            "rows": rows,
            "faulty": faulty,
            "fine": max(0, rows - faulty),
        }


def sentence(filing: Filing, faulty: int) -> str:
    """The state in a sentence."""
    if filing.status == FilingStatus.FAULTY:
        return ngettext("%(n)s row is to be mended", "%(n)s rows are to be mended", faulty) % {"n": faulty}
    told = {
        FilingStatus.READY: _("No row is to be mended. Please confirm"),
        FilingStatus.WRITTEN: _("This file was brought in"),
    }
    return told.get(filing.status, _("This file was not brought in"))


class FilingAct(OfFiling):
    """Write it, or drop it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, programme: str, pk: int, act: str) -> HttpResponse:
        acts = {"write": filings.write_filing, "drop": filings.drop_filing}
        if act not in acts:
            raise Http404
        try:
            acts[act](request.user, self.filing)
        except (Invalid, Refused) as error:
            messages.error(request, error.message)
        return redirect("candidates:filing", programme=programme, pk=pk)
