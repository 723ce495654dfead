"""Applications: the list of a batch, beginning one, filling it in, its files, and what is done with it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.doors import FormPage, SignedInPage, seen
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.core.media_types import XLSX
from apps.demonstrations.candidate_list import listed, workbook_of
from apps.demonstrations.choices import BatchStatus, CandidateStatus
from apps.demonstrations.forms.applications import ApplicationForm, BeginForm
from apps.demonstrations.models import Candidate
from apps.demonstrations.proving import PROOF, SURVEY, files_of
from apps.demonstrations.services import applications, nominating, proof
from apps.demonstrations.views.candidate_doors import OfCandidate, OfProgramme, posted, told
from apps.evidence.choices import UseKind
from apps.evidence.models import Use


class CandidateList(OfProgramme, SignedInPage):
    """All applications of a batch that the person sees."""

    template_name = "demonstrations/candidates.html"

    def page(self) -> dict[str, Any]:
        person, status = self.request.user, self.request.GET.get("status", "")
        found = listed(person, self.programme, self.batch, status)
        conducts = person.has_perm("demonstrations.conduct", self.programme)
        calls = self.batch is not None and self.batch.status == BatchStatus.CALLING
        return found | {
            "programme": self.programme,
            "batch": self.batch,
            "batches": self.batches,
            "status": status,
            "conducts": conducts,
            "begins": calls and person.has_perm("demonstrations.apply"),
            "accepts": found["ready"] if conducts else 0,
        }


class CandidateExport(OfProgramme):
    """The same list as a workbook, which can be filled in and brought back."""

    def get(self, request: HttpRequest, programme: str) -> HttpResponse:
        if self.batch is None:
            raise Http404
        rows = listed(request.user, self.programme, self.batch, request.GET.get("status", ""))["rows"]
        name = f"{self.programme.slug}-{self.batch.number}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(workbook_of(self.programme, rows), content_type=XLSX, headers=headers)


class ApplicationNew(OfProgramme, FormPage):
    """Choose who applies; the form follows."""

    template_name = "demonstrations/application_new.html"
    form_class = BeginForm

    def permit(self) -> None:
        if self.batch is None:
            raise Http404
        if not self.request.user.has_perm("demonstrations.apply"):
            raise Forbidden(_("Your office does not include this act. Ask your work committee if it should."))

    def arguments(self) -> dict[str, Any]:
        return {"person": self.request.user, "programme": self.programme}

    def page(self) -> dict[str, Any]:
        return {"programme": self.programme, "batch": self.batch}

    def act(self, form: BeginForm) -> HttpResponse:
        given = form.cleaned_data
        words = {name: given.get(name, "") for name in ("title", "person_name")}
        candidate = applications.begin(self.request.user, self.batch, given["organisation"], **words)
        return redirect("candidates:application", programme=self.programme.slug, pk=candidate.pk)


class ApplicationPage(OfCandidate, SignedInPage):
    """Fill an application in, as long as it is with the organisation."""

    template_name = "demonstrations/application.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            if not request.user.has_perm("demonstrations.apply", self.candidate.node):
                raise Forbidden(_("Your office does not include this act. Ask your work committee if it should."))
            if self.candidate.status != CandidateStatus.FILLING:
                return self.to_candidate()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def level(self) -> str:
        return nominating.level_in(self.programme, self.candidate.node)

    def form(self, data: Any = None) -> ApplicationForm:
        needs = nominating.needs_exception(self.programme, self.level)
        return ApplicationForm(data, candidate=self.candidate, needs_exception=needs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        return super().get_context_data(**kwargs) | {
            "programme": self.programme,
            "batch": self.candidate.batch,
            "candidate": self.candidate,
            "level": self.level,
            "files": list(files_of(self.candidate)),
            "submits": self.request.user.has_perm("demonstrations.submit", self.candidate.node),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.again(form, 422)
        try:
            candidate = self.save(form, form.cleaned_data["version"])
        except Conflict as error:
            clashes = clashes_in(form, error)
            return self.again(self.form(form.rebased(error.details["version"])), 409, clashes=clashes)
        except (Invalid, Refused) as error:
            return self.refused(form, error)
        if "submit" not in request.POST:
            messages.success(request, _("Saved."))
            return redirect(request.path)
        try:
            applications.submit(request.user, candidate)
        except (Invalid, Refused) as error:
            return self.refused(self.form(form.rebased(candidate.version)), error)
        messages.success(request, _("Handed in. You are told here what becomes of it."))
        return self.to_candidate()

    def save(self, form: ApplicationForm, version: int) -> Candidate:
        """Keep what was changed; what others changed besides stands."""
        try:
            return applications.save(self.request.user, self.candidate, form.changed(), version)
        except Conflict as error:
            if clashes_in(form, error):
                raise
            return applications.save(self.request.user, self.candidate, form.changed(), error.details["version"])

    def refused(self, form: ApplicationForm, error: Invalid | Refused) -> HttpResponse:
        """The form again, with what the service says beside each field that it names."""
        form.is_valid()
        for key, lines in error.details.items():
            if key in form.fields:
                form.add_error(key, lines)
        form.add_error(None, str(error.message))
        return self.again(form, error.status, strengths_fault=error.details.get("strengths"))

    def again(self, form: ApplicationForm, status: int, **more: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form) | more, status=status)


def clashes_in(form: ApplicationForm, error: Conflict) -> list[dict[str, Any]]:
    """What the typist and somebody else changed both, with both values."""
    found = error.details["fields"]
    return [
        {"key": key, "label": form[key].label if key in form.fields else _("Strengths"), **both}
        for key, both in found.items()
        if both["theirs"] != form.stood(key)
    ]


class CandidateFiles(OfCandidate):
    """Add files: proof of the organisation, photos of a survey."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        part = SURVEY if posted(request, "part") == SURVEY else PROOF
        try:
            uses = proof.add_files(request.user, self.candidate, request.FILES.getlist("file"), part)
            words = ngettext("%(n)s file is kept.", "%(n)s files are kept.", len(uses)) % {"n": len(uses)}
            messages.success(request, words)
        except (Invalid, Refused) as error:
            messages.error(request, told(error))
        return self.to_form()

    def to_form(self) -> HttpResponse:
        is_filling = self.candidate.status == CandidateStatus.FILLING
        name = "candidates:application" if is_filling else "candidates:candidate"
        return redirect(name, programme=self.programme.slug, pk=self.candidate.pk)


class CandidateFileRemove(CandidateFiles):
    """Take one out again."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        rows = Use.objects.of(UseKind.CANDIDATE, self.candidate.pk).standing().select_related("file")
        use = seen(rows, pk=self.kwargs["use"])
        try:
            proof.remove_file(request.user, self.candidate, use)
            messages.success(request, _("Taken out."))
        except (Invalid, Refused) as error:
            messages.error(request, told(error))
        return self.to_form()


class CandidateAct(OfCandidate):
    """Hand in, return, accept, withdraw, confirm an exception."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, programme: str, pk: int, act: str) -> HttpResponse:
        candidate, reason = self.candidate, posted(request, "reason")
        acts = {
            "submit": (lambda actor: applications.submit(actor, candidate), _("Handed in.")),
            "return": (lambda actor: applications.give_back(actor, candidate, reason), _("Returned with your reason.")),
            "accept": (lambda actor: applications.accept(actor, candidate), _("Accepted; it has its number.")),
            "withdraw": (lambda actor: applications.withdraw(actor, candidate, reason), _("Withdrawn.")),
            "second": (lambda actor: nominating.confirm_exception(actor, candidate), _("The exception is confirmed.")),
        }
        if act not in acts:
            raise Http404
        return self.done(*acts[act])


class AcceptWaiting(OfProgramme):
    """Accept everything that waits and may be accepted."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, programme: str) -> HttpResponse:
        if self.batch is None:
            raise Http404
        n = applications.accept_waiting(request.user, self.batch)
        words = ngettext("%(n)s application is accepted.", "%(n)s applications are accepted.", n)
        messages.success(request, words % {"n": n})
        return redirect("candidates:list", programme=programme)
